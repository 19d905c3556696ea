"""Paths down surfaces: batches, valleys, cliffs, wells, rare features (lectures O1 O3 O9 O10 O11 O12 O13 O14)."""

import numpy as np

from reference_impl.activations import sigmoid_backward, sigmoid_forward
from reference_impl.clipping import clip_by_norm, clip_by_value
from reference_impl.optimizers import adagrad_step, momentum_step, sgd_step
from reference_impl.training import minibatches


def descend(gradient, start, step, lr, steps):
    """Path of an optimiser on a surface.

    Args:
        gradient: function of w (n,); start: (n,); step: step(w, g, state, lr) -> (w, state).
    Returns:
        path: (steps + 1, n).
    """
    w, state, path = start, None, [start]
    for _ in range(steps):
        w, state = step(w, gradient(w), state, lr)
        path.append(w)
    return np.array(path)


def plain_step(w, g, state, lr):
    """Gradient descent with the signature of the optimisers that have a state."""
    return sgd_step(w, g, lr), state


def batch_paths(rng, examples=64, batch_size=8, lr=0.1, epochs=20):
    """Least squares by whole batches, mini-batches and single examples on one surface (lectures O1 O10).

    Returns:
        dict from "batch", "mini-batch", "stochastic" to the path of w, (updates + 1, 2), and "optimum" to (2,).
    """
    X = rng.standard_normal((examples, 2)) * [1.0, 0.5]
    y = X @ [1.0, -2.0] + rng.normal(0, 0.5, examples)
    paths = {"optimum": np.linalg.lstsq(X, y, rcond=None)[0]}
    for name, size in (("batch", examples), ("mini-batch", batch_size), ("stochastic", 1)):
        path = [np.zeros(2)]
        for _ in range(epochs):
            for X_batch, y_batch in minibatches(X, y, size, rng):
                g = X_batch.T @ (X_batch @ path[-1] - y_batch) / len(y_batch)
                path.append(sgd_step(path[-1], g, lr))
        paths[name] = np.array(path)
    return paths


def terminal_speed(g, lr, alpha, steps=200):
    """Speed |v| of momentum under a constant gradient g (n,), up to lr |g| / (1 - alpha) (lectures O3 O13).

    Returns:
        speed: (steps,).
    """
    path = descend(lambda w: g, np.zeros_like(g), lambda *a: momentum_step(*a, alpha=alpha), lr, steps)
    return np.linalg.norm(np.diff(path, axis=0), axis=1)


def velocity_shares(alpha, steps):
    """Share of each past gradient in the velocity, the present one first: (1 - alpha) alpha^k (lectures O13).

    The learning rate multiplies all of them alike and cancels.

    Returns:
        shares: (steps,), which sum to 1 - alpha^steps.
    """
    return (1 - alpha) * alpha ** np.arange(steps)


def valley_paths(start=(-4.0, 1.5), curvatures=(1.0, 50.0), lr=0.018, alpha=0.8, steps=60):
    """Gradient descent and momentum in a long narrow valley, J = sum h w^2 / 2 (lectures O3).

    Returns:
        dict from "gradient descent" and "momentum" to the path, (steps + 1, 2).
    """
    h, w = np.array(curvatures), np.array(start)
    return {
        "gradient descent": descend(lambda w: h * w, w, plain_step, lr, steps),
        "momentum": descend(lambda w: h * w, w, lambda *a: momentum_step(*a, alpha=alpha), lr, steps),
    }


def cliff(w):
    """Height of a plain that slopes to the foot of a cliff, w (..., 2): low where w[0] is about 0 (lectures O9)."""
    s, _ = sigmoid_forward(10 * (w[..., 0] - 1))
    return 10 * s + 0.5 * w[..., 0] ** 2 + 0.05 * (w[..., 1] - 1) ** 2


def cliff_gradient(w):
    """Gradient of `cliff` at w (2,)."""
    _, cache = sigmoid_forward(10 * (w[0] - 1))
    return np.array([sigmoid_backward(100.0, cache) + w[0], 0.1 * (w[1] - 1)])


def cliff_paths(start=(0.9, -1.0), lr=0.2, steps=40, threshold=1.0):
    """Descent that touches the cliff, without clipping, with clipping by value and by norm (lectures O9).

    Returns:
        dict from "none", "value", "norm" to the path, (steps + 1, 2).
    """
    rules = {
        "none": lambda g: g,
        "value": lambda g: clip_by_value(g, -threshold, threshold),
        "norm": lambda g: clip_by_norm({"w": g}, threshold)[0]["w"],
    }
    return {
        name: descend(lambda w, rule=rule: rule(cliff_gradient(w)), np.array(start), plain_step, lr, steps)
        for name, rule in rules.items()
    }


def smaller_rates_at_the_cliff(rates=(0.2, 0.05, 0.005), start=(0.9, -1.0), steps=40):
    """The first remedy against an exploding gradient, a smaller learning rate, and its price (lectures O11).

    Returns:
        longest: (K,) length of the longest step with each rate.
        left: (K,) height above the lowest point that is left after the last step.
    """
    paths = [descend(cliff_gradient, np.array(start), plain_step, lr, steps) for lr in rates]
    longest = [np.linalg.norm(np.diff(path, axis=0), axis=1).max() for path in paths]
    return np.array(longest), np.array([cliff(path[-1]) - cliff(np.array([0.0, 1.0])) for path in paths])


def rare_feature_errors(rng, frequencies=(1.0, 0.02), examples=400, lr=0.3, epochs=2):
    """A rare feature learns too slowly at everybody's rate, and at a rate of its own it does not (lectures O12).

    Least squares, one example at a time; the right weights are 1, a feature is 1 with its frequency and else 0.

    Returns:
        dict from "one rate" and "a rate for each" to the error |w - 1| of each feature, (features,).
    """
    X = (rng.random((examples, len(frequencies))) < frequencies).astype(float)
    y = X.sum(axis=1)
    errors = {}
    for name, step, rate in (("one rate", plain_step, lr / 10), ("a rate for each", adagrad_step, lr)):
        w, state = np.zeros(len(frequencies)), None
        for _ in range(epochs):
            for x, target in minibatches(X, y, 1, rng):
                w, state = step(w, x.T @ (x @ w - target), state, rate)
        errors[name] = np.abs(w - 1)
    return errors


def double_well(w):
    """Height of a curve with a poor minimum near -1 and the best one near 1 (lectures O14)."""
    return (w**2 - 1) ** 2 - 0.3 * w


def share_that_escapes(rng, batch_size, walkers=100, examples=64, spread=8.0, lr=0.05, steps=300):
    """How many of many walkers leave the poor minimum of `double_well` by the noise of small batches (lectures O14).

    Each example tilts the curve in its own way, and the tilts average to 0 over all examples.

    Returns:
        share: 0 where the batch is all examples, over half where it is a few.
    """
    tilts = rng.normal(0, spread, examples)
    tilts = tilts - tilts.mean()
    w = np.full(walkers, -0.96)
    for _ in range(steps):
        batches = rng.permuted(np.tile(tilts, (walkers, 1)), axis=1)[:, :batch_size]
        w = w - np.clip(lr * (4 * w * (w**2 - 1) - 0.3 + batches.mean(axis=1)), -0.5, 0.5)
    return (w > 0).mean()
