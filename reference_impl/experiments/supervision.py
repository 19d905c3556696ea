"""Networks with and without side classifiers, while they learn (lectures D1 D2 D3).

    OPENBLAS_NUM_THREADS=1 python -m reference_impl.experiments.supervision

trains the lecture's LeNet in three ways, from five starts each, and prints the test errors. (A second thread costs more
than it brings on many small products.)
"""

from functools import partial

import numpy as np

from reference_impl.augmentation import augment
from reference_impl.deep_supervision import decay_alpha, deeply_supervised_mlp, mean_abs_gradients, side_lenet_loss
from reference_impl.experiments.depth import INITIALISERS, stack
from reference_impl.experiments.lenet_training import accuracy
from reference_impl.experiments.watched_training import fit
from reference_impl.initialization import xavier_uniform
from reference_impl.lenet import lenet_params, lenet_shapes
from reference_impl.optimizers import momentum_step
from reference_impl.schedules import linear_decay


def stack_with_sides(sizes, rng, init="xavier normal"):
    """Parameters of a stack of layers and of a side classifier on each hidden one, biases zero."""
    params = stack(sizes, rng, init)
    for layer, units in enumerate(sizes[1:-1], start=1):
        params[f"S{layer}"] = INITIALISERS[init]((sizes[-1], units), rng)
        params[f"c{layer}"] = np.zeros(sizes[-1])
    return params


def gradients_in_training(data, rng, alpha, activation="sigmoid", depth=6, width=30, lr=0.1, epochs=10, batch_size=32):
    """Mean absolute gradient of each layer in every step, weights and biases: the lecture's figure 3 (lectures D3).

    Args:
        data: x (N, D) and integer labels y (N,).
        alpha: weight of every side loss; 0 is the network without them.
    Returns:
        weights, biases: each (steps, depth + 1), from the first hidden layer to the main classifier.
        params: after training.
    """
    x, y = data
    weights, biases = [], []

    def loss_and_grads(params, x, y):
        loss, grads = deeply_supervised_mlp(params, x, y, [alpha] * depth, activation)
        weights.append(list(mean_abs_gradients(grads, "W").values()))
        biases.append(list(mean_abs_gradients(grads, "b").values()))
        return loss, grads

    params = stack_with_sides([x.shape[1], *[width] * depth, int(y.max()) + 1], rng)
    params, _ = fit(params, loss_and_grads, data, momentum_step, lr, epochs, batch_size, rng)
    return np.array(weights), np.array(biases), params


def side_lenet_params(rng, dtype=np.float32):
    """The lecture's LeNet with its side classifier: Xavier weights, zero biases (lectures D2)."""
    inputs = int(np.prod(dict(lenet_shapes(28, 28))["pool1"]))
    side = {"side_w": xavier_uniform((10, inputs), rng).astype(dtype), "side_b": np.zeros(10, dtype)}
    return lenet_params(rng, dtype=dtype) | side


def train_side_lenet(data, alpha, seed=0, epochs=4, lr=0.02, batch_size=64, fading=False):
    """LeNet trained as in `lenet_training`, with a side loss of this weight (lectures D2).

    Args:
        fading: whether the weight falls to 0 over the epochs.
    Returns:
        params: after training.
    """
    rng = np.random.default_rng(seed)
    per_epoch = -(-len(data[0]) // batch_size)
    taken = iter(range(epochs * per_epoch))

    def loss_and_grads(params, x, y):
        weight = decay_alpha(alpha, next(taken) // per_epoch, epochs) if fading else alpha
        return side_lenet_loss(params, augment(x, rng, 1), y, weight)

    start = side_lenet_params(rng)
    schedule = partial(linear_decay, eps_0=lr, eps_tau=lr / 100, tau=epochs * per_epoch)
    twice = {name: 2 for name in start if name.endswith("_b")}
    return fit(start, loss_and_grads, data, momentum_step, schedule, epochs, batch_size, rng, (), twice)[0]


def main(starts=5):
    """Print the test errors of LeNet without a side loss, with one, and with one that fades."""
    from course.data import digits

    x_train, y_train, x_test, y_test = digits()
    errors = {"without": [], "with": [], "fading": []}
    for seed in range(starts):
        for name, found in errors.items():
            alpha = 0.0 if name == "without" else 0.3
            params = train_side_lenet((x_train, y_train), alpha, seed, fading=name == "fading")
            found.append(1 - accuracy(params, x_test, y_test))
            print(f"{name}: {', '.join(f'{error:.2%}' for error in found)}, mean {np.mean(found):.2%}", flush=True)


if __name__ == "__main__":
    main()
