"""One example after the other, gradients added up; masks drawn for the whole batch first."""

import numpy as np


def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
    N = len(x)
    keep_x = np.ones(x.shape)
    keep_h = np.ones((N, len(params["b1"])))
    if training:
        keep_x = rng.binomial(1, 1 - p_input, x.shape) / (1 - p_input)
        keep_h = rng.binomial(1, 1 - p_hidden, keep_h.shape) / (1 - p_hidden)
    grads = {name: np.zeros(value.shape) for name, value in params.items()}
    total = 0.0
    for i in range(N):
        xi = keep_x[i] * x[i]
        z = params["W1"] @ xi + params["b1"]
        h = keep_h[i] * np.maximum(z, 0)
        o = params["W2"] @ h + params["b2"]
        top = o.max()
        log_sum = top + np.log(np.exp(o - top).sum())
        total += log_sum - o[y[i]]
        do = np.exp(o - log_sum)
        do[y[i]] -= 1
        dz = params["W2"].T @ do * keep_h[i] * (z > 0)
        grads["W2"] += np.outer(do, h)
        grads["b2"] += do
        grads["W1"] += np.outer(dz, xi)
        grads["b1"] += dz
    for name in grads:
        grads[name] /= N
        if name.startswith("W"):
            grads[name] += lam * params[name]
            total += N * lam / 2 * (params[name] ** 2).sum()
    return total / N, grads
