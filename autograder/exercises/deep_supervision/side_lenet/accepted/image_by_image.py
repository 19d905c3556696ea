"""The side path for one image after the other, with loops over the windows of the pool; LeNet as it is."""

import numpy as np


def side_lenet_loss(params, x, y, alpha):
    loss, grads = lenet_loss(params, x, y)
    grads = {key: np.array(value) for key, value in grads.items()}
    w, N = params["conv1_w"], len(x)
    grads["side_w"] = np.zeros_like(params["side_w"])
    grads["side_b"] = np.zeros_like(params["side_b"])
    side_loss = 0.0
    for n in range(N):
        a, cache = conv2d_forward(x[n : n + 1], w, params["conv1_b"])
        F, OH, OW = a.shape[1], a.shape[2] // 2, a.shape[3] // 2
        seen, winners = [], []
        for f, i, j in np.ndindex(F, OH, OW):
            window = a[0, f, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            best = window.argmax()
            seen.append(window.max())
            winners.append((f, 2 * i + best // 2, 2 * j + best % 2))
        scores = params["side_w"] @ np.array(seen) + params["side_b"]
        value, ds = softmax_cross_entropy(scores[None], y[n : n + 1])
        ds = alpha * ds[0] / N
        side_loss += value / N
        grads["side_w"] += np.outer(ds, seen)
        grads["side_b"] += ds
        da = np.zeros_like(a)
        for (f, i, j), d in zip(winners, params["side_w"].T @ ds):
            da[0, f, i, j] += d
        _, dw, db = conv2d_backward(da, cache)
        grads["conv1_w"] += dw
        grads["conv1_b"] += db
    return loss + alpha * side_loss, grads
