"""Gradients without backpropagation, and what they are good for: finding mistakes (lectures B1)."""

import numpy as np

from reference_impl.checking import checked, compile_rule, refuse


def _layers(name, value, scope):
    """Rule for a dict whose values are (forward, backward, x)."""
    if not isinstance(value, dict):
        refuse(name, "a dict of (forward, backward, x)", value)
    for key, layer in value.items():
        compile_rule(("callable", "callable", "(...)"))(f"{name}[{key!r}]", layer, scope)


@checked(f="callable", x="(...)", eps="number > 0")
def numerical_gradient(f, x, eps=1e-5):
    """Gradient of f at x by central differences, two calls of f for each element of x (lectures B1).

    Args:
        f: function of an array shaped like x; returns a number.
        x: array of any shape; it is never changed, f gets copies.
        eps: how far to step to each side.
    Returns:
        grad: df/dx, shaped like x.
    """
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = eps
        grad[index] = (f(x + step) - f(x - step)) / (2 * eps)
    return grad


@checked(f="callable", x="(...)", grad="like x", rng="generator", eps="number > 0", directions="integer >= 1")
def gradient_error(f, x, grad, rng, eps=1e-5, directions=3):
    """How far a gradient is from what f does, by a few random directions in place of every entry (lectures B1).

    Along a direction v of length 1 the slope is a = (f(x + eps v) - f(x - eps v)) / (2 eps), and the gradient says
    b = sum(grad * v); their relative error is |a - b| / max(|a| + |b|, 1e-12), from 0 to 1.

    Args:
        f: function of an array shaped like x; returns a number.
        x: array of any shape; it is never changed.
        grad: what is said to be df/dx, shaped like x.
        rng: numpy.random.Generator for the directions.
        eps: how far to step to each side.
        directions: how many directions are tried, two calls of f for each.
    Returns:
        error: the largest relative error of all directions, a number; nan where f or grad is.
    """
    errors = []
    for _ in range(directions):
        v = rng.normal(size=x.shape)
        v = v / np.linalg.norm(v)
        a = (f(x + eps * v) - f(x - eps * v)) / (2 * eps)
        b = (grad * v).sum()
        errors.append(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12))
    return float(np.max(errors))


@checked(layers=_layers, rng="generator")
def find_broken(layers, rng):
    """The layers whose backward is not the gradient of their forward (lectures B1).

    Each is judged beside its x, since x may lie on a kink, where there is no gradient to compare with. Even there a
    kink can fall between the two points of a difference and make a right layer look wrong; a broken one looks wrong
    everywhere. So one point out of five where all is well acquits.

    Args:
        layers: dict from a name to (forward, backward, x), with forward(x) -> (out, cache) and
            backward(dout, cache) -> dx; x is an array of any shape.
        rng: numpy.random.Generator.
    Returns:
        names: the sorted names of the broken ones, [] when there are none.
    """

    def error(forward, backward, x):
        out, cache = forward(x)
        dout = rng.normal(size=out.shape)
        dx = backward(dout, cache)
        if np.shape(dx) != x.shape:
            return np.inf
        return gradient_error(lambda moved: (forward(moved)[0] * dout).sum(), x, dx, rng)

    def is_right(forward, backward, x):
        beside = [x + rng.uniform(-1e-3, 1e-3, size=x.shape) for _ in range(5)]
        return any(error(forward, backward, point) < 1e-4 for point in beside)

    return sorted(name for name, layer in layers.items() if not is_right(*layer))
