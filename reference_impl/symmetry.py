"""Symmetry between hidden units, and what breaks it (lectures I5)."""

import numpy as np

from reference_impl.checking import checked


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
        z = x @ W1.T + b1
        h = np.maximum(z, 0) * mask
        o = h @ W2.T + b2

        e = np.exp(o - o.max(axis=1, keepdims=True))
        do = e / e.sum(axis=1, keepdims=True)
        do[np.arange(N), y] -= 1
        do = do / N
        dz = do @ W2 * mask * (z > 0)

        W1, b1 = W1 - lr * dz.T @ x, b1 - lr * dz.sum(axis=0)
        W2, b2 = W2 - lr * do.T @ h, b2 - lr * do.sum(axis=0)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
