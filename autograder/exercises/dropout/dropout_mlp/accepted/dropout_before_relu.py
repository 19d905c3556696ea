"""Dropout before the ReLU (a factor that is never negative passes through it), one-hot labels and einsum."""

import numpy as np


def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
    W1, W2 = params["W1"], params["W2"]
    a, _ = dropout_forward(x, p_input, rng, training)
    z, cache = dropout_forward(np.einsum("nd,hd->nh", a, W1) + params["b1"], p_hidden, rng, training)
    h = np.maximum(z, 0)
    o = np.einsum("nh,kh->nk", h, W2) + params["b2"]
    log_sum = np.logaddexp.reduce(o, axis=1, keepdims=True)
    target = np.eye(len(params["b2"]))[y]
    loss = np.sum(target * (log_sum - o)) / len(x) + lam * (np.vdot(W1, W1) + np.vdot(W2, W2)) / 2
    do = (np.exp(o - log_sum) - target) / len(x)
    dz = dropout_backward((do @ W2) * (h > 0), cache)
    return loss, {
        "W1": np.einsum("nh,nd->hd", dz, a) + lam * W1,
        "b1": np.einsum("nh->h", dz),
        "W2": np.einsum("nk,nh->kh", do, h) + lam * W2,
        "b2": np.einsum("nk->k", do),
    }
