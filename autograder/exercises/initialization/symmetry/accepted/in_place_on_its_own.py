"""Arrays of its own, moved in place; masks by rng.choice."""

import numpy as np


def hidden_unit_gap(params):
    ordered = np.sort(params["W1"], axis=0)
    return float(np.max(ordered[-1] - ordered[0]))


def train_from_constant(x, y, hidden, value, lr, steps, dropout, rng):
    inputs = np.array(x, dtype=float)
    W1, b1 = np.full((hidden, inputs.shape[1]), float(value)), np.zeros(hidden)
    W2, b2 = np.full((max(y) + 1, hidden), float(value)), np.zeros(max(y) + 1)
    for _ in range(steps):
        factor = rng.choice([0.0, 1 / (1 - dropout)], size=(len(inputs), hidden), p=[dropout, 1 - dropout])
        z, cache_1 = linear_forward(inputs, W1, b1)
        h, cache_r = relu_forward(z)
        o, cache_2 = linear_forward(h * factor, W2, b2)
        _, do = softmax_cross_entropy(o, y)
        dh, dW2, db2 = linear_backward(do, cache_2)
        dz = relu_backward(dh * factor, cache_r)
        _, dW1, db1 = linear_backward(dz, cache_1)
        for weights, gradient in ((W1, dW1), (b1, db1), (W2, dW2), (b2, db2)):
            weights -= lr * gradient
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
