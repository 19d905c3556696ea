"""One example after the other, in place on gradients of its own; labels as one-hot rows, einsum."""

import numpy as np


def deeply_supervised_mlp(params, x, y, alphas, activation="relu"):
    L, N = len(alphas), len(x)
    grads = {key: np.zeros(np.shape(value)) for key, value in params.items()}
    total = 0.0
    for row, label in zip(x, y):
        h, zs = [row], []
        for k in range(1, L + 1):
            zs.append(np.einsum("ij,j->i", params[f"W{k}"], h[-1]) + params[f"b{k}"])
            f = {"relu": lambda z: z * (z > 0), "tanh": np.tanh, "sigmoid": lambda z: 1 / (1 + np.exp(-z))}[activation]
            h.append(f(zs[-1]))
        dh = np.zeros(0)
        for k in range(L, -1, -1):
            heads = [(f"W{L + 1}", f"b{L + 1}", 1.0)] if k == L else []
            heads += [(f"S{k}", f"c{k}", float(alphas[k - 1]))] if k else []
            arriving = dh if k < L else 0
            for W, b, weight in heads:
                scores = params[W] @ h[k] + params[b]
                log_p = scores - np.logaddexp.reduce(scores)
                total -= weight * log_p[label]
                d = weight * (np.exp(log_p) - (np.arange(len(scores)) == label))
                grads[W] += np.outer(d, h[k])
                grads[b] += d
                arriving = arriving + params[W].T @ d
            if k:
                slope = {"relu": zs[k - 1] > 0, "tanh": 1 - h[k] ** 2, "sigmoid": h[k] * (1 - h[k])}[activation]
                dz = arriving * slope
                grads[f"W{k}"] += np.outer(dz, h[k - 1])
                grads[f"b{k}"] += dz
                dh = params[f"W{k}"].T @ dz
    return total / N, {key: value / N for key, value in grads.items()}
