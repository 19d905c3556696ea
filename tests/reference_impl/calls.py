"""One ordinary call of every function in the catalogue, in float64: what the tests of shared promises run."""

import numpy as np

MLP = {"W1": (6, 3), "b1": (6,), "W2": (5, 6), "b2": (5,)}
LENET = {
    "conv1_w": (3, 2, 3, 2), "conv1_b": (3,), "conv2_w": (4, 3, 2, 3), "conv2_b": (4,),
    "fc1_w": (6, 16), "fc1_b": (6,), "fc2_w": (5, 6), "fc2_b": (5,),
}  # fmt: skip


def _draw(shapes, rng):
    return {name: rng.standard_normal(shape) for name, shape in shapes.items()}


def calls(reference) -> dict:
    """Function name -> (function, arguments); `reference(name)` finds a function. Arrays are drawn anew."""
    rng = np.random.default_rng(20)
    a = rng.standard_normal
    y, targets = np.array([0, 4, 2, 1, 3, 0, 2]), np.array([1, 0, 0, 1, 1, 0, 1])
    running = {"mean": a(4), "var": a(4) ** 2 + 1}
    mlp, lenet = _draw(MLP, rng), _draw(LENET, rng)
    normed = _draw({"W1": (4, 3), "gamma": (4,), "beta": (4,), "W2": (5, 4), "b2": (5,)}, rng)
    sides = _draw({"S1": (5, 6), "c1": (5,)}, rng)
    side_lenet = lenet | _draw({"side_w": (5, 90), "side_b": (5,)}, rng)
    images, weights = a((7, 2, 13, 14)), [a((6, 4)), a((5, 6)), a((3, 5))]
    H = a((4, 4))
    table = {
        "toy_graph": (a(3), a(3), a(3)),
        "quadratic_form": (a((4, 3)), a(3)),
        "linear_forward": (a((7, 3)), a((4, 3)), a(4)),
        "sigmoid_forward": (a((7, 3)),),
        "tanh_forward": (a((7, 3)),),
        "relu_forward": (a((7, 3)),),
        "squared_error": (a((7, 3)), a((7, 3))),
        "softmax": (a((7, 3)),),
        "softmax_cross_entropy": (a((7, 5)), y),
        "softmax_jacobian": (np.array([0.2, 0.5, 0.3]),),
        "numerical_gradient": (lambda v: (v**2).sum(), a((2, 3))),
        "mlp_loss": (mlp, a((7, 3)), y, 0.3),
        "deep_forward": (mlp, a((7, 3)), "tanh"),
        "mse": (a((7, 3)), a((7, 3))),
        "mae": (a((7, 3)), a((7, 3))),
        "binary_cross_entropy": (a(7), targets),
        "neuron_gradient": (0.6, 0.9, 1.0, 0.0, "quadratic"),
        "train_neuron": (0.6, 0.9, 1.0, 0.0, "cross_entropy", 0.1, 5),
        "matrix_product_norms": (a((3, 3)), a((6, 3, 3))),
        "chain_gradients": (a(5), 0.7, "tanh"),
        "activation_std": (a((7, 4)), weights, "tanh"),
        "gradient_norms": (a((7, 4)), weights, "relu", a((7, 3))),
        "hidden_unit_gap": (mlp,),
        "train_from_constant": (a((7, 3)), y, 6, 0.1, 0.2, 3, 0.5, rng),
        "clip_by_value": (a((4, 3)), -0.5, 0.7),
        "clip_by_norm": ({"W": a((4, 3)), "b": a(4)}, 0.5),
        "sgd_step": (a((4, 3)), a((4, 3)), 0.1),
        "momentum_step": (a((4, 3)), a((4, 3)), a((4, 3)), 0.1),
        "adagrad_step": (a((4, 3)), a((4, 3)), a((4, 3)) ** 2, 0.1),
        "rmsprop_step": (a((4, 3)), a((4, 3)), a((4, 3)) ** 2, 0.1),
        "adam_step": (a((4, 3)), a((4, 3)), (a((4, 3)), a((4, 3)) ** 2, 3)),
        "linear_decay": (3, 0.5, 0.005, 10),
        "predicted_change": (a(4), H @ H.T, 0.1),
        "best_step": (a(4), H @ H.T),
        "chain_step": (a(4), 0.7, 0.2, 0.05),
        "polynomial_features": (a(7), 3),
        "ridge_fit": (a((7, 3)), a(7), 0.2),
        "kfold_indices": (7, 3, rng),
        "choose_degree": (a(9), a(9), [0, 1, 2], 0.1, 3, rng),
        "diagnose_fit": (0.1, 0.2, 0.5),
        "l2_penalty": ({"W1": a((4, 3)), "W2": a((2, 4))}, 0.3),
        "l1_penalty": ({"W1": a((4, 3)), "W2": a((2, 4))}, 0.3),
        "elastic_net": ({"W1": a((4, 3)), "W2": a((2, 4))}, 0.3, 0.6),
        "weight_decay_step": (a((4, 3)), a((4, 3)), 0.1, 0.2),
        "l2_optimum": (H @ H.T, a(4), 0.3),
        "l1_optimum": (a(4) ** 2 + 0.1, a(4), 0.3),
        "noisy_least_squares": (a((7, 3)), a(7), 0.2, 4, rng),
        "equivalent_lam": (0.3,),
        "augment": (a((3, 2, 5, 4)), rng, 1),
        "dropout_forward": (a((7, 3)), 0.4, rng, True),
        "plain_dropout": (a((7, 3)), 0.4, rng, True),
        "exact_average": (a(5), a(5), 0.3),
        "monte_carlo_predict": (lambda x, rng: x * (rng.random(x.shape) < 0.5), a((7, 3)), 4, rng),
        "dropout_mlp_loss": (mlp, a((7, 3)), y, 0.2, 0.5, 0.1, rng, True),
        "normalize": (a((7, 4)),),
        "batchnorm_forward": (a((7, 4)), a(4), a(4), running, True),
        "spatial_batchnorm_forward": (a((3, 4, 5, 2)), a(4), a(4), running, True),
        "fold_batchnorm": (a((4, 3)), a(4), a(4), a(4), running),
        "batchnorm_mlp_loss": (normed, running, a((7, 3)), y, True),
        "conv2d_forward": (a((2, 3, 7, 6)), a((4, 3, 3, 2)), a(4), 2, 1),
        "max_pool_forward": (a((2, 3, 7, 6)), 3, 2),
        "lenet_loss": (lenet, images, y),
        "activation_bytes": (mlp, a((7, 3)), True),
        "deeply_supervised_loss": (0.5, [0.2, 0.3], [0.1, 0.4]),
        "deeply_supervised_mlp": (mlp | sides, a((7, 3)), y, [0.4]),
        "mean_abs_gradients": (mlp,),
        "side_lenet_loss": (side_lenet, images, y, 0.3),
        "decay_alpha": (0.5, 3, 10),
    }
    return {name: (reference(name), arguments) for name, arguments in table.items()}


# backward functions: the forward pass whose output the gradient belongs to, and the index of its cache
BACKWARD = {
    "linear_backward": "linear_forward",
    "sigmoid_backward": "sigmoid_forward",
    "tanh_backward": "tanh_forward",
    "relu_backward": "relu_forward",
    "deep_backward": "deep_forward",
    "dropout_backward": "dropout_forward",
    "batchnorm_backward": "batchnorm_forward",
    "spatial_batchnorm_backward": "spatial_batchnorm_forward",
    "conv2d_backward": "conv2d_forward",
    "max_pool_backward": "max_pool_forward",
}
# not here, since they have no arrays to promise anything about, or are tested on their own
ELSEWHERE = {
    "constant_init", "normal_init", "torch_linear_init", "xavier_normal", "xavier_uniform", "he_normal", "he_uniform",
    "minibatches", "train", "EarlyStopping", "lenet_shapes", "parameter_count",
}  # fmt: skip
