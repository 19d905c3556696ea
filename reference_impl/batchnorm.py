"""Batch normalisation: plain, per channel, in a network, and folded away (lectures BN1 to BN9)."""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.checking import checked
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy

RUNNING = {"mean": "(D,)", "var": "(D,)"}
SETTINGS = {"training": "boolean", "momentum": "in [0, 1]", "eps": "number >= 0"}


@checked(x="(N>=1, D)", eps="number >= 0")
def normalize(x, eps=1e-5):
    """Give each feature mean 0 and variance 1 over the batch (lectures BN1 BN2).

    Args:
        x: (N, D) batch.
        eps: small number added to the variance, under the root.
    Returns:
        x_hat: (N, D) normalised batch.
        mu: (D,) mean over the batch.
        var: (D,) biased variance over the batch (divided by N).
    """
    mu = x.mean(axis=0)
    centred = x - mu
    var = (centred**2).mean(axis=0)
    return centred / np.sqrt(var + eps), mu, var


@checked(x="(N>=1, D)", gamma="(D,)", beta="(D,)", running=RUNNING, **SETTINGS)
def batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    """Batch normalisation: y = gamma x_hat + beta (lectures BN1 BN2 BN4 BN5).

    In training x_hat comes from the statistics of the batch, which are then averaged into the running ones:
    new = momentum * old + (1 - momentum) * batch, both with the biased variance. (PyTorch's momentum is 1 - ours, and
    its running variance is unbiased.) At test time x_hat comes from the running statistics, which stay as they are.
    A margin note: one slide calls them trainable; no gradient ever changes them.

    Args:
        x: (N, D) batch.
        gamma, beta: (D,) scale and shift.
        running: dict with mean (D,) and var (D,); it is not changed.
        training: True in training, False at test time.
        momentum: how much of the old running statistics stays.
        eps: small number added to the variance, under the root.
    Returns:
        out: (N, D). A batch of one in training gives beta.
        cache: whatever batchnorm_backward needs.
        running: dict with the new mean and var.
    """
    if training:
        x_hat, mu, var = normalize(x, eps)
        running = {
            "mean": momentum * running["mean"] + (1 - momentum) * mu,
            "var": momentum * running["var"] + (1 - momentum) * var,
        }
    else:
        mu, var = running["mean"], running["var"]
        x_hat = (x - mu) / np.sqrt(var + eps)
    return gamma * x_hat + beta, (x_hat, gamma, np.sqrt(var + eps), training), running


@checked(cache=("(N, D)", "(D,)", "(D,)", "boolean"), dout="(N, D)")
def batchnorm_backward(dout, cache):
    """Gradients of batch normalisation (lectures BN3 BN9).

    In training the mean and the variance depend on x, so every x of the batch takes part in every dx, and no part of
    dx only shifts or scales a feature. After a forward pass at test time they are constants.

    Args:
        dout: (N, D) dL/dout.
        cache: second value of batchnorm_forward.
    Returns:
        dx (N, D), dgamma (D,), dbeta (D,).
    """
    x_hat, gamma, std, training = cache
    dgamma = (dout * x_hat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    dx = dout
    if training:
        dx = dx - (dbeta + x_hat * dgamma) / len(dout)
    return gamma / std * dx, dgamma, dbeta


@checked(x="(N>=1, D, H>=1, W>=1)", gamma="(D,)", beta="(D,)", running=RUNNING, **SETTINGS)
def spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    """Batch normalisation of images: each channel has one mean and one variance (lectures BN1 BN4).

    The statistics of a channel are over all images and all pixels.

    Args:
        x: (N, C, H, W) images.
        gamma, beta: (C,) scale and shift.
        running: dict with mean (C,) and var (C,); it is not changed.
        training, momentum, eps: as in batchnorm_forward.
    Returns:
        out: (N, C, H, W).
        cache: whatever spatial_batchnorm_backward needs.
        running: dict with the new mean and var.
    """
    # channel first, then turned: one column for each channel, contiguous in memory, which is three times as fast
    N, C, H, W = x.shape
    rows = x.transpose(1, 0, 2, 3).reshape(C, -1).T
    out, cache, running = batchnorm_forward(rows, gamma, beta, running, training, momentum, eps)
    return out.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), cache, running


@checked(dout="(N, C, H, W)")
def spatial_batchnorm_backward(dout, cache):
    """Gradients of batch normalisation of images (lectures BN1 BN3).

    Args:
        dout: (N, C, H, W) dL/dout.
        cache: second value of spatial_batchnorm_forward.
    Returns:
        dx (N, C, H, W), dgamma (C,), dbeta (C,).
    """
    N, C, H, W = dout.shape
    rows = dout.transpose(1, 0, 2, 3).reshape(C, -1).T
    dx, dgamma, dbeta = batchnorm_backward(rows, cache)
    return dx.T.reshape(C, N, H, W).transpose(1, 0, 2, 3), dgamma, dbeta


@checked(W="(M, D)", b="(M,)", gamma="(M,)", beta="(M,)", running={"mean": "(M,)", "var": "(M,)"}, eps="number >= 0")
def fold_batchnorm(W, b, gamma, beta, running, eps=1e-5):
    """Fold the batch normalisation that follows a linear layer into that layer, for prediction (lectures BN6 BN8).

    The new layer alone gives what layer and normalisation give at test time. A margin note: the slide leaves out gamma.

    Args:
        W: (M, D) weights of the linear layer z = x W^T + b.
        b: (M,) its biases.
        gamma, beta: (M,) scale and shift of the normalisation.
        running: dict with its mean (M,) and var (M,).
        eps: the normalisation's eps.
    Returns:
        W: (M, D), b: (M,) of the one layer that replaces both.
    """
    scale = gamma / np.sqrt(running["var"] + eps)
    return scale[:, None] * W, scale * (b - running["mean"]) + beta


@checked(
    params={"W1": "(D, I)", "gamma": "(D,)", "beta": "(D,)", "W2": "(K, D)", "b2": "(K,)"},
    running=RUNNING,
    x="(N>=1, I)",
    y="(N,) labels < K",
    training="boolean",
)
def batchnorm_mlp_loss(params, running, x, y, training):
    """Loss and gradients of a network with batch normalisation (lectures BN1 BN7 BN8).

    Linear (without bias, beta does its work), batch normalisation, ReLU, linear, softmax cross entropy.

    Args:
        params: dict with W1 (H, D), gamma (H,), beta (H,), W2 (K, H), b2 (K,).
        running: dict with mean (H,) and var (H,); it is not changed.
        x: (N, D) batch of inputs.
        y: (N,) integer labels from 0 to K - 1.
        training: True in training, False at test time.
    Returns:
        loss: mean cross entropy, a number.
        grads: dict with the keys of params, each gradient shaped like its parameter.
        running: dict with the new mean and var.
    """
    W1, gamma, beta, W2, b2 = (params[name] for name in ("W1", "gamma", "beta", "W2", "b2"))
    z, cache_z, running = batchnorm_forward(x @ W1.T, gamma, beta, running, training)
    h, cache_h = relu_forward(z)
    o, cache_o = linear_forward(h, W2, b2)
    loss, do = softmax_cross_entropy(o, y)

    dh, dW2, db2 = linear_backward(do, cache_o)
    da, dgamma, dbeta = batchnorm_backward(relu_backward(dh, cache_h), cache_z)
    return loss, {"W1": da.T @ x, "gamma": dgamma, "beta": dbeta, "W2": dW2, "b2": db2}, running


def batchnorm_backward_by_steps(dout, x, gamma, eps=1e-5):
    """The slides' backward pass, one gradient after the other: x_hat, variance, mean, x, gamma, beta (lectures BN3).

    batchnorm_backward is what remains when these lines are put into each other.

    Args:
        dout: (N, D) dL/dout.
        x: (N, D) the batch that went forward.
        gamma: (D,) scale.
    Returns:
        dict with dx_hat (N, D), dvar (D,), dmu (D,), dx (N, D), dgamma (D,), dbeta (D,).
    """
    N = len(x)
    x_hat, mu, var = normalize(x, eps)
    dx_hat = dout * gamma
    dvar = (dx_hat * (x - mu)).sum(axis=0) * -0.5 * (var + eps) ** -1.5
    dmu = -dx_hat.sum(axis=0) / np.sqrt(var + eps) + dvar * (-2 * (x - mu)).mean(axis=0)
    dx = dx_hat / np.sqrt(var + eps) + dvar * 2 * (x - mu) / N + dmu / N
    dgamma, dbeta = (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    return {"dx_hat": dx_hat, "dvar": dvar, "dmu": dmu, "dx": dx, "dgamma": dgamma, "dbeta": dbeta}
