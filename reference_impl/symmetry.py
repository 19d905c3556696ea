"""Symmetry between hidden units, and what breaks it (lectures I5 I11)."""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.checking import checked, refuse
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy
from reference_impl.networks import MLP


def order_of_units(name, value, scope):
    """Rule for the places of all H hidden units in another order."""
    H, _ = scope.sizes["H"]
    if np.ndim(value) != 1 or sorted(value) != list(range(H)):
        refuse(name, f"the numbers from 0 to {H - 1} in some order", value)


@checked(params={"W1": "(H>=1, D>=1)"})
def hidden_unit_gap(params):
    """How far apart the hidden units' weights are; 0 where they all see the same in an input (lectures I5).

    Args:
        params: dict with W1 (H, D), one row for each hidden unit; other keys do not matter.
    Returns:
        gap: the largest absolute difference between two rows of W1, over all pairs of rows and all columns.
    """
    W1 = params["W1"]
    return (W1.max(axis=0) - W1.min(axis=0)).max()


@checked(
    x="(N>=1, D)",
    y="(N,) labels",
    hidden="integer >= 1",
    value="number",
    lr="number > 0",
    steps="integer >= 0",
    dropout="in [0, 1)",
    rng="generator",
)
def train_from_constant(x, y, hidden, value, lr, steps, dropout, rng):
    """Train a network whose weights all start equal, by gradient descent on the whole batch (lectures I5).

    Without dropout the rows of W1 stay equal to each other for ever; the elements of a row do not.

    Linear, ReLU, inverted dropout on the hidden units, linear, softmax cross entropy (mean over the batch); no penalty.

    Args:
        x: (N, D) inputs.
        y: (N,) integer labels; there are max(y) + 1 classes.
        hidden: number of hidden units.
        value: the value at which every weight of both layers starts; biases start at 0.
        lr: learning rate.
        steps: number of updates.
        dropout: probability of dropping a hidden unit, drawn anew for each unit, example and step; 0 for none.
        rng: numpy.random.Generator for the dropout.
    Returns:
        params: dict with W1 (hidden, D), b1 (hidden,), W2 (K, hidden), b2 (K,) after training.
    """
    (N, D), K, lr = x.shape, y.max() + 1, float(lr)
    W1, b1 = np.full((hidden, D), value, x.dtype), np.zeros(hidden, x.dtype)
    W2, b2 = np.full((K, hidden), value, x.dtype), np.zeros(K, x.dtype)
    for _ in range(steps):
        mask = ((rng.random((N, hidden)) >= dropout) / (1 - dropout)).astype(x.dtype)
        z, cache_z = linear_forward(x, W1, b1)
        h, cache_h = relu_forward(z)
        o, cache_o = linear_forward(h * mask, W2, b2)
        _, do = softmax_cross_entropy(o, y)

        dh, dW2, db2 = linear_backward(do, cache_o)
        _, dW1, db1 = linear_backward(relu_backward(dh * mask, cache_h), cache_z)
        W1, b1 = W1 - lr * dW1, b1 - lr * db1
        W2, b2 = W2 - lr * dW2, b2 - lr * db2
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@checked(params=MLP, order=order_of_units)
def permute_hidden(params, order):
    """The same network with its hidden units in another order: other weights, the same function (lectures I11).

    Args:
        params: dict with W1 (H, D), b1 (H,), W2 (K, H), b2 (K,).
        order: (H,) the numbers from 0 to H - 1; order[i] is the old place of the new unit i.
    Returns:
        params: a new dict with the same keys and shapes.
    """
    order = np.array(order)
    return {
        "W1": params["W1"][order],
        "b1": params["b1"][order],
        "W2": params["W2"][:, order],
        "b2": params["b2"].copy(),
    }
