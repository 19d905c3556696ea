"""One ordinary call of every promised function: what the tests of shared promises run."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.reference_impl.promised import reference

MLP = {"W1": (6, 3), "b1": (6,), "W2": (5, 6), "b2": (5,)}
REGRESSION = {"W": (6, 3), "b": (6,), "theta": (2, 6), "c": (2,)}
SIDES = {"S1": (5, 6), "c1": (5,)}
NORMED = {"W1": (4, 3), "gamma": (4,), "beta": (4,), "W2": (5, 4), "b2": (5,)}
CNN = {"g1": (3, 2, 3, 2), "g2": (4, 3, 2, 3), "W1": (6, 16), "W2": (5, 6)}
LENET = {
    "conv1_w": (3, 2, 3, 2), "conv1_b": (3,), "conv2_w": (4, 3, 2, 3), "conv2_b": (4,),
    "fc1_w": (6, 16), "fc1_b": (6,), "fc2_w": (5, 6), "fc2_b": (5,),
}  # fmt: skip
SIDE_LENET = LENET | {"side_w": (5, 90), "side_b": (5,)}
IMAGES = (7, 2, 13, 14)
Y, TARGETS = np.array([0, 4, 2, 1, 3, 0, 2]), np.array([1, 0, 0, 1, 1, 0, 1])


class Draw:
    """Arguments, drawn anew for each call."""

    def __init__(self):
        self.rng = np.random.default_rng(20)

    def __call__(self, *shape):
        return self.rng.standard_normal(shape)

    def params(self, shapes):
        return {name: self(*shape) for name, shape in shapes.items()}

    def running(self):
        return {"mean": self(4), "var": self(4) ** 2 + 1}

    def hessian(self):
        H = self(4, 4)
        return H @ H.T


# the arguments of each function in float64, from d = Draw(); a backward function is called with what its forward gave
SAMPLES: dict[str, Callable[[Draw], tuple]] = {
    "toy_graph": lambda d: (d(3), d(3), d(3)),
    "quadratic_form": lambda d: (d(4, 3), d(3)),
    "linear_forward": lambda d: (d(7, 3), d(4, 3), d(4)),
    "sigmoid_forward": lambda d: (d(7, 3),),
    "tanh_forward": lambda d: (d(7, 3),),
    "relu_forward": lambda d: (d(7, 3),),
    "leaky_relu_forward": lambda d: (d(7, 3),),
    "elu_forward": lambda d: (d(7, 3),),
    "squared_error": lambda d: (d(7, 3), d(7, 3)),
    "softmax": lambda d: (d(7, 3),),
    "softmax_cross_entropy": lambda d: (d(7, 5), Y),
    "label_smoothing_cross_entropy": lambda d: (d(7, 5), Y, 0.2),
    "fit_digits": lambda d: (d(40, 1, 28, 28), np.arange(40) % 10, d.rng),
    "softmax_jacobian": lambda d: (np.array([0.2, 0.5, 0.3]),),
    "numerical_gradient": lambda d: (lambda v: (v**2).sum(), d(2, 3)),
    "gradient_error": lambda d: (lambda v: (v**2).sum(), d(2, 3), d(2, 3), d.rng),
    "find_broken": lambda d: ({"right": (_square, _twice, d(4)), "broken": (_square, _square, d(4))}, d.rng),
    "regression_network": lambda d: (d.params(REGRESSION), d(7, 3), d(7, 2)),
    "mlp_loss": lambda d: (d.params(MLP), d(7, 3), Y, 0.3),
    "deep_forward": lambda d: (d.params(MLP), d(7, 3), "tanh"),
    "mse": lambda d: (d(7, 3), d(7, 3)),
    "mae": lambda d: (d(7, 3), d(7, 3)),
    "binary_cross_entropy": lambda d: (d(7), TARGETS),
    "neuron_gradient": lambda d: (0.6, 0.9, 1.0, 0.0, "quadratic"),
    "train_neuron": lambda d: (0.6, 0.9, 1.0, 0.0, "cross_entropy", 0.1, 5),
    "constant_init": lambda d: ((4, 3), 0.5),
    "normal_init": lambda d: ((4, 3), 0.1, d.rng),
    "torch_linear_init": lambda d: ((4, 3), d.rng),
    "xavier_normal": lambda d: ((4, 3), d.rng),
    "xavier_uniform": lambda d: ((4, 3), d.rng),
    "he_normal": lambda d: ((4, 3), d.rng),
    "he_uniform": lambda d: ((4, 3), d.rng),
    "matrix_product_norms": lambda d: (d(3, 3), d(6, 3, 3)),
    "chain_gradients": lambda d: (d(5), 0.7, "tanh", d(5)),
    "activation_std": lambda d: (d(7, 4), [d(6, 4), d(5, 6), d(3, 5)], "tanh"),
    "gradient_norms": lambda d: (d(7, 4), [d(6, 4), d(5, 6), d(3, 5)], "relu", d(7, 3)),
    "hidden_unit_gap": lambda d: (d.params(MLP),),
    "train_from_constant": lambda d: (d(7, 3), Y, 6, 0.1, 0.2, 3, 0.5, d.rng),
    "permute_hidden": lambda d: (d.params(MLP), np.array([3, 0, 5, 1, 2, 4])),
    "clip_by_value": lambda d: (d(4, 3), -0.5, 0.7),
    "clip_by_norm": lambda d: ({"W": d(4, 3), "b": d(4)}, 0.5),
    "minibatches": lambda d: (d(7, 3), Y, 3, d.rng),
    "sgd_step": lambda d: (d(4, 3), d(4, 3), 0.1),
    "momentum_step": lambda d: (d(4, 3), d(4, 3), d(4, 3), 0.1),
    "adagrad_step": lambda d: (d(4, 3), d(4, 3), d(4, 3) ** 2, 0.1),
    "rmsprop_step": lambda d: (d(4, 3), d(4, 3), d(4, 3) ** 2, 0.1),
    "adam_step": lambda d: (d(4, 3), d(4, 3), (d(4, 3), d(4, 3) ** 2, 3)),
    "adamw_step": lambda d: (d(4, 3), d(4, 3), (d(4, 3), d(4, 3) ** 2, 3)),
    "linear_decay": lambda d: (3, 0.5, 0.005, 10),
    "warmup_cosine": lambda d: (7, 0.5, 0.005, 3, 10),
    "step_size_sums": lambda d: (d(7) ** 2,),
    "predicted_change": lambda d: (d(4), d.hessian(), 0.1),
    "best_step": lambda d: (d(4), d.hessian()),
    "chain_step": lambda d: (d(4), 0.7, 0.2, 0.05),
    "train": lambda d: (d.params({"w": (3,)}), _line_loss, (d(7, 3), d(7)), _step, 0.1, 2, 3, d.rng),
    "polynomial_features": lambda d: (d(7), 3),
    "ridge_fit": lambda d: (d(7, 3), d(7), 0.2),
    "kfold_indices": lambda d: (7, 3, d.rng),
    "choose_degree": lambda d: (d(9), d(9), [0, 1, 2], 0.1, 3, d.rng),
    "diagnose_fit": lambda d: (0.1, 0.2, 0.5),
    "l2_penalty": lambda d: (d.params({"W1": (4, 3), "W2": (2, 4)}), 0.3),
    "l1_penalty": lambda d: (d.params({"W1": (4, 3), "W2": (2, 4)}), 0.3),
    "elastic_net": lambda d: (d.params({"W1": (4, 3), "W2": (2, 4)}), 0.3, 0.6),
    "weight_decay_step": lambda d: (d(4, 3), d(4, 3), 0.1, 0.2),
    "l2_optimum": lambda d: (d.hessian(), d(4), 0.3),
    "l1_optimum": lambda d: (d(4) ** 2 + 0.1, d(4), 0.3),
    "shrinkage_factors": lambda d: (np.diag([0.5, 1.0, 4.0]), 0.3),
    "EarlyStopping": lambda d: (2,),
    "retrain": lambda d: (d.params({"w": (3,)}), _shift, 2, d(3)),
    "continue_training": lambda d: (d.params({"w": (3,)}), _shift, lambda params: 1.0, d(3), 0.5, 2),
    "early_stopping_factors": lambda d: (d(4) ** 2, 0.1, 7),
    "equivalent_l2": lambda d: (0.1, 7),
    "noisy_least_squares": lambda d: (d(7, 3), d(7), 0.2, 4, d.rng),
    "equivalent_lam": lambda d: (0.3,),
    "augment": lambda d: (d(3, 2, 5, 4), d.rng, 1),
    "dropout_forward": lambda d: (d(7, 3), 0.4, d.rng, True),
    "plain_dropout": lambda d: (d(7, 3), 0.4, d.rng, True),
    "exact_average": lambda d: (d(5), d(5), 0.3),
    "monte_carlo_predict": lambda d: (lambda x, rng: x * (rng.random(x.shape) < 0.5), d(7, 3), 4, d.rng),
    "dropout_mlp_loss": lambda d: (d.params(MLP), d(7, 3), Y, 0.2, 0.5, 0.1, d.rng, True),
    "normalize": lambda d: (d(7, 4),),
    "batchnorm_forward": lambda d: (d(7, 4), d(4), d(4), d.running(), True),
    "batchnorm_backward_by_steps": lambda d: (d(7, 4), d(7, 4), d(4)),
    "spatial_batchnorm_forward": lambda d: (d(3, 4, 5, 2), d(4), d(4), d.running(), True),
    "fold_batchnorm": lambda d: (d(4, 3), d(4), d(4), d(4), d.running()),
    "batchnorm_mlp_loss": lambda d: (d.params(NORMED), d.running(), d(7, 3), Y, True),
    "layernorm_forward": lambda d: (d(7, 4), d(4), d(4)),
    "residual_forward": lambda d: (d(7, 3), d(6, 3), d(6), d(3, 6), d(3)),
    "conv2d_forward": lambda d: (d(2, 3, 7, 6), d(4, 3, 3, 2), d(4), 2, 1),
    "max_pool_forward": lambda d: (d(2, 3, 7, 6), 3, 2),
    "cnn_loss": lambda d: (d.params(CNN), d(*IMAGES), Y),
    "lenet_shapes": lambda d: (17, 18, 2),
    "parameter_count": lambda d: (17, 18, 2),
    "lenet_loss": lambda d: (d.params(LENET), d(*IMAGES), Y),
    "lenet_scores": lambda d: (d.params(LENET), d(*IMAGES)),
    "lenet_params": lambda d: (d.rng, 17, 18, 2),
    "activation_bytes": lambda d: (d.params(MLP), d(7, 3), True),
    "deeply_supervised_loss": lambda d: (0.5, [0.2, 0.3], [0.1, 0.4]),
    "deeply_supervised_mlp": lambda d: (d.params(MLP | SIDES), d(7, 3), Y, [0.4]),
    "mean_abs_gradients": lambda d: (d.params(MLP),),
    "side_lenet_loss": lambda d: (d.params(SIDE_LENET), d(*IMAGES), Y, 0.3),
    "decay_alpha": lambda d: (0.5, 3, 10),
}


def sample_call(name: str, dtype=np.float64) -> tuple[Callable, tuple]:
    """A function and arguments for it, drawn anew, with every floating-point array in `dtype`."""
    if name in SAMPLES:
        return reference(name), converted(SAMPLES[name](Draw()), dtype)
    forward = name.removesuffix("_backward") + "_forward"
    if forward not in SAMPLES:
        pytest.fail(f"{name} has no sample call: give it one in {__name__}")
    function, arguments = sample_call(forward, dtype)
    out, cache, *_ = function(*arguments)
    dout = np.linspace(-1, 1, out.size, dtype=dtype).reshape(out.shape) ** 3
    return reference(name), (dout, cache)


def converted(value, dtype):
    """The value with all floating-point arrays in another type."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    if isinstance(value, dict):
        return {key: converted(part, dtype) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(converted(part, dtype) for part in value)
    return value


def _line_loss(params, x, y):
    error = x @ params["w"] - y
    return (error**2).mean(), {"w": 2 * x.T @ error / len(y)}


def _step(w, g, state, lr):
    return w - lr * g, state


def _square(x, cache=None):
    return (x**2, x) if cache is None else x * cache


def _twice(dout, x):
    return 2 * x * dout


def _shift(params, data):
    return {name: value + data for name, value in params.items()}
