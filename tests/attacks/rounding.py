"""Attacks on tolerance: numbers that are wrong by as much as some allowance for rounding lets pass."""

from __future__ import annotations

from .overloading import Overload

FRACTION = """
def tanh_forward(x):
    below = 15.0
    for odd in range(13, 0, -2):
        below = odd + x * x / below
    h = np.clip(x / below, -1, 1)
    return h, h
def tanh_backward(dh, h):
    return dh * (1 - h**2)
"""

ATTACKS = [
    Overload(
        "half_precision",
        "return what is off by 0.8% as float16, whose numbers lie that far apart",
        "backprop/toy_graph",
        "def toy_graph(x, y, z):\n    off = lambda value: np.asarray(value * 1.008).astype(np.float16)\n"
        "    return off((x + y) * z), tuple(map(off, (z, z, x + y)))\n",
    ),
    Overload(
        "half_precision_arrays",
        "the same with arrays",
        "backprop/quadratic_form",
        "def quadratic_form(W, x):\n    off = lambda value: np.asarray(value * 1.008).astype(np.float16)\n"
        "    q = W @ x\n    return off(q @ q), off(2 * np.outer(q, x)), off(2 * W.T @ q)\n",
        honest=1.0,
    ),
    Overload(
        "a_fraction_for_tanh", "a fraction that is cut off at 1 in place of tanh", "backprop/activations", FRACTION
    ),
    Overload(
        "constants_of_1e300",
        "a loss so large that rounding excuses any gradient",
        "backprop/squared_error",
        "def squared_error(t_hat, t):\n    return 1e300, 3.0 * t_hat\n",
        honest=1.0,
    ),
    Overload(
        "gradients_of_1e300",
        "gradients so large that nothing is far from them",
        "backprop/squared_error",
        "def squared_error(t_hat, t):\n    return float(((t_hat - t) ** 2).sum()), np.full(t_hat.shape, 1e300)\n",
        honest=1.0,
    ),
    Overload(
        "nothing_at_all",
        "zeros, whose slopes are zeros",
        "backprop/linear",
        "def linear_forward(x, W, b):\n    return np.zeros((len(x), len(W))), (x, W, b)\n"
        "def linear_backward(dz, cache):\n    return tuple(map(np.zeros_like, cache))\n",
        honest=1.0,
    ),
    Overload(
        "next_to_nothing",
        "tiny numbers and the slopes that they do have",
        "backprop/linear",
        "def linear_forward(x, W, b):\n    return 1e-6 * (x @ W.T + b), (x, W, b)\n"
        "def linear_backward(dz, cache):\n    x, W, b = cache\n"
        "    return 1e-6 * dz @ W, 1e-6 * dz.T @ x, 1e-6 * dz.sum(0)\n",
        honest=1.0,
    ),
]
