"""A network without the layer and with it, by someone who is right."""

from typing import Any

import numpy as np

Params = dict[str, np.ndarray]


def arguments() -> dict[str, Any]:
    """Arguments of batchnorm_explorer."""
    return {"batchnorm_forward": forward, "batchnorm_mlp_loss": normalised_loss, "mlp_loss": plain_loss}


def forward(
    x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, running: Params, training: bool
) -> tuple[np.ndarray, Any, Params]:
    """Batch normalisation with the usual settings."""
    mean, var = (x.mean(axis=0), x.var(axis=0)) if training else (running["mean"], running["var"])
    if training:
        running = {"mean": 0.9 * running["mean"] + 0.1 * mean, "var": 0.9 * running["var"] + 0.1 * var}
    std = np.sqrt(var + 1e-5)
    x_hat = (x - mean) / std
    return gamma * x_hat + beta, (x_hat, std), running


def normalised_loss(
    params: Params, running: Params, x: np.ndarray, y: np.ndarray, training: bool
) -> tuple[float, Params, Params]:
    """Loss and gradients with the layer, as they are in training."""
    z, (x_hat, std), running = forward(x @ params["W1"].T, params["gamma"], params["beta"], running, training)
    loss, do, dz = head(params, z, y)
    dgamma, dbeta = (dz * x_hat).sum(axis=0), dz.sum(axis=0)
    da = params["gamma"] / std * (dz - (dbeta + x_hat * dgamma) / len(y))
    return loss, {"W1": da.T @ x, "gamma": dgamma, "beta": dbeta, **do}, running


def plain_loss(params: Params, x: np.ndarray, y: np.ndarray, lam: float) -> tuple[float, Params]:
    """Loss and gradients without it."""
    loss, do, dz = head(params, x @ params["W1"].T + params["b1"], y)
    return loss, {"W1": dz.T @ x, "b1": dz.sum(axis=0), **do}


def head(params: Params, z: np.ndarray, y: np.ndarray) -> tuple[float, Params, np.ndarray]:
    """What follows both times: ReLU, a linear layer, softmax and cross entropy."""
    h = np.maximum(z, 0)
    o = h @ params["W2"].T + params["b2"]
    log_p = o - np.logaddexp.reduce(o, axis=1, keepdims=True)
    do = (np.exp(log_p) - np.eye(o.shape[1])[y]) / len(y)
    loss = float(-log_p[np.arange(len(y)), y].mean())
    return loss, {"W2": do.T @ h, "b2": do.sum(axis=0)}, do @ params["W2"] * (z > 0)
