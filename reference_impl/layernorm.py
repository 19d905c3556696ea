"""Layer normalisation: what batch normalisation does with columns, done with rows (beside lectures BN1)."""

import numpy as np

from reference_impl.checking import checked


@checked(x="(N, D>=1)", gamma="(D,)", beta="(D,)", eps="number >= 0")
def layernorm_forward(x, gamma, beta, eps=1e-5):
    """Layer normalisation: y = gamma x_hat + beta, each row by its own mean and variance (lectures BN1).

    No example sees another, so there is nothing to collect for test time, and a batch of one is like any other.

    Args:
        x: (N, D) batch.
        gamma, beta: (D,) scale and shift, one for each feature.
        eps: small number added to the variance, under the root.
    Returns:
        out: (N, D).
        cache: whatever layernorm_backward needs.
    """
    centred = x - x.mean(axis=1, keepdims=True)
    var = (centred**2).mean(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = centred / std
    return gamma * x_hat + beta, (x_hat, gamma, std)


@checked(cache=("(N, D)", "(D,)", "(N, 1)"), dout="(N, D)")
def layernorm_backward(dout, cache):
    """Gradients of layer normalisation (lectures BN1).

    Mean and variance of a row depend on every x of that row.

    Args:
        dout: (N, D) dL/dout.
        cache: second value of layernorm_forward.
    Returns:
        dx (N, D), dgamma (D,), dbeta (D,).
    """
    x_hat, gamma, std = cache
    dx_hat = dout * gamma
    mean = dx_hat.mean(axis=1, keepdims=True)
    mean_along_x_hat = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean - x_hat * mean_along_x_hat) / std
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
