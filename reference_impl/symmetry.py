"""Symmetry between hidden units, and what breaks it (lectures I5)."""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.checking import checked
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy


@checked(params={"W1": "(H>=1, D>=1)"})
def hidden_unit_gap(params):
    """How far apart the hidden units' weights are; 0 when they are all the same unit (lectures I5).

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
    (N, D), K = x.shape, y.max() + 1
    W1, b1 = np.full((hidden, D), value, x.dtype), np.zeros(hidden, x.dtype)
    W2, b2 = np.full((K, hidden), value, x.dtype), np.zeros(K, x.dtype)
    for _ in range(steps):
        mask = (rng.random((N, hidden)) >= dropout).astype(x.dtype) / (1 - dropout)
        z, cache_z = linear_forward(x, W1, b1)
        h, cache_h = relu_forward(z)
        o, cache_o = linear_forward(h * mask, W2, b2)
        _, do = softmax_cross_entropy(o, y)

        dh, dW2, db2 = linear_backward(do, cache_o)
        _, dW1, db1 = linear_backward(relu_backward(dh * mask, cache_h), cache_z)
        W1, b1 = W1 - lr * dW1, b1 - lr * db1
        W2, b2 = W2 - lr * dW2, b2 - lr * db2
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
