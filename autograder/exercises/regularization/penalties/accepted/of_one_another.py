"""The elastic net as a sum of the other two; dot products and maxima for squares and absolute values."""

import numpy as np


def l2_penalty(weights, lam):
    value = sum(np.vdot(w, w) for w in weights.values()) * lam / 2
    return value, {key: np.multiply(w, lam) for key, w in weights.items()}


def l1_penalty(weights, lam):
    value = lam * sum(float(np.maximum(w, -w).sum()) for w in weights.values())
    return value, {key: np.where(w > 0, lam, np.where(w < 0, -lam, 0.0)) for key, w in weights.items()}


def elastic_net(weights, lam, beta):
    l2, l2_grads = l2_penalty(weights, 2 * lam * beta)
    l1, l1_grads = l1_penalty(weights, lam)
    return l2 + l1, {key: l2_grads[key] + l1_grads[key] for key in weights}
