"""A training that moves one layer only, which is enough to look at."""

from typing import Any

import numpy as np


def arguments() -> dict[str, Any]:
    """Arguments of symmetry_explorer."""
    return {"train_from_constant": training, "hidden_unit_gap": gap, "permute_hidden": permute, "mlp_loss": loss}


def training(
    x: np.ndarray,
    y: np.ndarray,
    hidden: int,
    value: float,
    lr: float,
    steps: int,
    dropout: float,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:
    """Gradient descent from equal weights, with masks on the hidden units."""
    params = {"W1": np.full((hidden, 2), value), "b1": np.zeros(hidden), "W2": np.full((2, hidden), value)}
    params["b2"] = np.zeros(2)
    for _ in range(steps):
        mask = (rng.random((len(x), hidden)) >= dropout) / (1 - dropout)
        _, grads = masked_loss(params, x, y, mask)
        params = {key: params[key] - lr * grads[key] for key in params}
    return params


def masked_loss(params: dict[str, np.ndarray], x: np.ndarray, y: np.ndarray, mask: Any) -> Any:
    """Cross entropy and its gradients under a mask."""
    z = x @ params["W1"].T + params["b1"]
    h = np.maximum(z, 0) * mask
    o = h @ params["W2"].T + params["b2"]
    p = np.exp(o - o.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    do = (p - np.eye(2)[y]) / len(y)
    dz = do @ params["W2"] * mask * (z > 0)
    grads = {"W1": dz.T @ x, "b1": dz.sum(0), "W2": do.T @ h, "b2": do.sum(0)}
    return -np.log(p[np.arange(len(y)), y]).mean(), grads


def loss(params: dict[str, np.ndarray], x: np.ndarray, y: np.ndarray, lam: float) -> Any:
    """The same without a mask."""
    return masked_loss(params, x, y, 1.0)


def gap(params: dict[str, np.ndarray]) -> float:
    """Largest difference between two units."""
    return float(np.ptp(params["W1"], axis=0).max())


def permute(params: dict[str, np.ndarray], order: np.ndarray) -> dict[str, np.ndarray]:
    """Units in another order."""
    return params | {"W1": params["W1"][order], "b1": params["b1"][order], "W2": params["W2"][:, order]}
