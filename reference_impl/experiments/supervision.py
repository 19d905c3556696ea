"""Networks with and without side classifiers, while they learn (lectures D1 D2 D3).

    OPENBLAS_NUM_THREADS=1 python -m reference_impl.experiments.supervision

trains a small LeNet in three ways, from twenty starts each, and prints the test errors. (A second thread costs more
than it brings on many small products.)
"""

from functools import partial

import numpy as np

from reference_impl.deep_supervision import decay_alpha, deeply_supervised_mlp, mean_abs_gradients, side_lenet_loss
from reference_impl.experiments.depth import INITIALISERS, stack
from reference_impl.experiments.lenet_training import accuracy
from reference_impl.experiments.watched_training import fit
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


def side_lenet_params(rng, maps=(20, 50), units=500, dtype=np.float32):
    """LeNet with a side classifier: Xavier weights as in `lenet_params`, zero biases (lectures D2).

    Args:
        maps, units: sizes of both convolutions and of fc1; by default the lecture's.
    """
    first, second = maps
    shapes = {"conv1": (first, 1, 5, 5), "conv2": (second, first, 5, 5), "fc1": (units, second * 16)}
    shapes |= {"fc2": (10, units), "side": (10, first * 144)}
    params = {}
    for name, shape in shapes.items():
        bound = np.sqrt(3 / np.prod(shape[1:]))
        params[f"{name}_w"] = rng.uniform(-bound, bound, shape).astype(dtype)
        params[f"{name}_b"] = np.zeros(shape[0], dtype)
    return params


def train_side_lenet(data, alpha, rng, params, epochs=8, lr=0.02, batch_size=50, fading=False):
    """LeNet trained with a side loss of this weight, the biases at twice the rate, as in the lecture (lectures D2).

    Args:
        fading: whether the weight falls to 0 over the epochs.
    Returns:
        params: after training.
    """
    per_epoch = -(-len(data[0]) // batch_size)
    taken = iter(range(epochs * per_epoch))

    def loss_and_grads(params, x, y):
        weight = decay_alpha(alpha, next(taken) // per_epoch, epochs) if fading else alpha
        return side_lenet_loss(params, x, y, weight)

    schedule = partial(linear_decay, eps_0=lr, eps_tau=lr / 100, tau=epochs * per_epoch)
    twice = {name: 2 for name in params if name.endswith("_b")}
    return fit(params, loss_and_grads, data, momentum_step, schedule, epochs, batch_size, rng, (), twice)[0]


def errors_on_test_data(train_data, test_data, starts, maps=(6, 12), units=50, alpha=0.3):
    """Test errors of LeNet without a side loss, with one, and with one that fades: dict of lists (lectures D3)."""
    errors = {"without": [], "with": [], "fading": []}
    for seed in range(starts):
        for name, found in errors.items():
            rng = np.random.default_rng(seed)
            weight, start = 0.0 if name == "without" else alpha, side_lenet_params(rng, maps, units)
            params = train_side_lenet(train_data, weight, rng, start, fading=name == "fading")
            found.append(1 - accuracy(params, *test_data))
    return errors


def main():
    """Print the test errors of a small LeNet, from twenty starts."""
    from course.data import digits

    x, y, x_test, y_test = digits()
    for name, found in errors_on_test_data((x[:2000], y[:2000]), (x_test, y_test), starts=20).items():
        spread = f"from {min(found):.2%} to {max(found):.2%}, standard deviation {np.std(found):.2%}"
        print(f"{name}: mean {np.mean(found):.2%}, {spread}")


if __name__ == "__main__":
    main()
