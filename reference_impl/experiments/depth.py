"""Signals, gradients and learning through depth (lectures I1 I3 I5 I9 I10 I12 I13)."""

from itertools import pairwise

import numpy as np

from reference_impl import initialization
from reference_impl.losses import softmax_cross_entropy
from reference_impl.networks import deep_backward, deep_forward
from reference_impl.signals import activation_std, gradient_norms, matrix_product_norms
from reference_impl.symmetry import hidden_unit_gap, train_from_constant
from reference_impl.training import train

INITIALISERS = {
    "zero": lambda shape, rng: initialization.constant_init(shape, 0.0),
    "normal 0.01": lambda shape, rng: initialization.normal_init(shape, 0.01, rng),
    "normal 1": lambda shape, rng: initialization.normal_init(shape, 1.0, rng),
    "torch": initialization.torch_linear_init,
    "xavier normal": initialization.xavier_normal,
    "xavier uniform": initialization.xavier_uniform,
    "he normal": initialization.he_normal,
    "he uniform": initialization.he_uniform,
}


def exploding_product(rng, std=1.0, size=4, factors=100):
    """Norm of a Gaussian matrix times 1 ... 100 more of them, (factors,) (lectures I3)."""
    M, *rest = rng.normal(0, std, (factors + 1, size, size))
    return matrix_product_norms(M, np.array(rest))


def signal_statistics(init, activation, rng, depth=10, width=100, examples=200):
    """Spread of activations and size of weight gradients, layer by layer (lectures I1 I9 I10 I12).

    Args:
        init: a name in INITIALISERS; activation: "sigmoid", "tanh" or "relu".
    Returns:
        stds, norms: each (depth,).
    """
    weights = [INITIALISERS[init]((width, width), rng) for _ in range(depth)]
    x = rng.standard_normal((examples, width))
    dout = rng.standard_normal((examples, width)) / examples
    return activation_std(x, weights, activation), gradient_norms(x, weights, activation, dout)


def activation_densities(init, activation, rng, bins, depth=10, width=100, examples=200):
    """Density of each layer's activations over the edges `bins` (K + 1,): (depth, K) (lectures I9)."""
    h, densities = rng.standard_normal((examples, width)), []
    for _ in range(depth):
        W = INITIALISERS[init]((width, width), rng)
        # two layers, the second one the identity: what comes out is the activation of the first
        layers = {"W1": W, "b1": np.zeros(width), "W2": np.eye(width), "b2": np.zeros(width)}
        h, _ = deep_forward(layers, h, activation)
        densities.append(np.histogram(h, bins=bins, density=True)[0])
    return np.array(densities)


def symmetry_gap(rng, dropout, steps=20, value=0.1):
    """Gap between hidden units after 0 ... steps updates from constant weights, (steps + 1,) (lectures I5)."""
    x, y = rng.standard_normal((30, 4)), rng.integers(0, 3, 30)
    y[:3] = 0, 1, 2
    seed = int(rng.integers(2**31))
    runs = [train_from_constant(x, y, 6, value, 0.5, k, dropout, np.random.default_rng(seed)) for k in range(steps + 1)]
    return np.array([hidden_unit_gap(params) for params in runs])


def stack(sizes, rng, init="xavier normal"):
    """Parameters W1 b1 ... WL bL of linear layers of these sizes, biases zero."""
    params = {}
    for layer, (fan_in, fan_out) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = INITIALISERS[init]((fan_out, fan_in), rng)
        params[f"b{layer}"] = np.zeros(fan_out)
    return params


def learning_curve(activation, data, step, lr, epochs, rng, depth=4, width=32, batch_size=32, init="xavier normal"):
    """Loss of each iteration of a deep classifier with this activation, from this start (lectures I10 I12 I13).

    Args:
        data: x (N, D) and integer labels y (N,); init: a name in INITIALISERS.
        step: an optimiser of `optimizers`, called as step(w, g, state, lr).
    Returns:
        losses: (iterations,).
    """

    def loss_and_grads(params, x, y):
        out, cache = deep_forward(params, x, activation)
        loss, dout = softmax_cross_entropy(out, y)
        return loss, deep_backward(dout, cache)

    x, y = data
    params = stack([x.shape[1], *[width] * depth, int(y.max()) + 1], rng, init)
    return train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng)[1]
