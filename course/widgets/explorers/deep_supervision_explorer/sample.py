"""A right network with side classifiers, and one that measures its gradients."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Params = dict[str, np.ndarray]


def arguments() -> dict[str, Any]:
    """Arguments of deep_supervision_explorer."""
    return {"deeply_supervised_mlp": supervised, "mean_abs_gradients": sizes, "decay_alpha": fading}


def sizes(grads: Params, prefix: str = "W", suffix: str = "") -> dict[str, float]:
    """Of prefixes alone."""
    return {name[len(prefix) :]: float(np.abs(g).mean()) for name, g in grads.items() if name.startswith(prefix)}


def fading(alpha_0: float, epoch: int, epochs: int) -> float:
    """In a straight line."""
    return alpha_0 * max(1 - epoch / epochs, 0)


def supervised(
    params: Params, x: np.ndarray, y: np.ndarray, alphas: Sequence[float], activation: str = "relu"
) -> tuple[float, Params]:
    """All classifiers first, then the way back."""
    hs, slopes, L = [x], [], len(alphas)
    for k in range(1, L + 1):
        h, slope = activate(hs[-1] @ params[f"W{k}"].T + params[f"b{k}"], activation)
        hs.append(h)
        slopes.append(slope)
    loss, dh, grads = classify(params, f"W{L + 1}", f"b{L + 1}", hs[-1], y, 1.0)
    for k in range(L, 0, -1):
        side, dside, own = classify(params, f"S{k}", f"c{k}", hs[k], y, alphas[k - 1])
        dz = (dh + dside) * slopes[k - 1]
        loss, grads = loss + side, grads | own | {f"W{k}": dz.T @ hs[k - 1], f"b{k}": dz.sum(axis=0)}
        dh = dz @ params[f"W{k}"]
    return loss, grads


def activate(z: np.ndarray, activation: str) -> tuple[np.ndarray, np.ndarray]:
    """Activations and slopes."""
    if activation == "relu":
        return np.maximum(z, 0), z > 0
    h = np.tanh(z) if activation == "tanh" else 0.5 * (1 + np.tanh(z / 2))
    return h, 1 - h**2 if activation == "tanh" else h * (1 - h)


def classify(
    params: Params, W: str, b: str, h: np.ndarray, y: np.ndarray, weight: float
) -> tuple[float, np.ndarray, Params]:
    """Weighted loss of a classifier, the gradient of h, and its own."""
    z = h @ params[W].T + params[b]
    log_p = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
    dz = weight * (np.exp(log_p) - np.eye(z.shape[1])[y]) / len(y)
    return -weight * float(log_p[np.arange(len(y)), y].mean()), dz @ params[W], {W: dz.T @ h, b: dz.sum(axis=0)}
