"""Losses: batch means that come with the gradient where it starts (lectures L1 L2 L3)."""

import numpy as np

from reference_impl.activations import sigmoid_forward
from reference_impl.checking import checked


@checked(t_hat="(N>=1, ...)", t="like t_hat")
def squared_error(t_hat, t):
    """Squared error (t_hat - t)^2, summed over outputs, averaged over the batch (lectures L1 B6).

    Args:
        t_hat: (N, K) predictions.
        t: (N, K) targets.
    Returns:
        loss: a number.
        dt_hat: (N, K) dL/dt_hat of that mean.
    """
    error = t_hat - t
    N = len(error)
    loss = (error**2).sum() / N
    return loss, 2 * error / N


@checked(z="(N, K>=1)")
def softmax(z):
    """Softmax of each row, p_k = exp(z_k) / sum_j exp(z_j), for logits of any size without overflow (lectures N1 L3).

    Args:
        z: (N, K) logits.
    Returns:
        p: (N, K) probabilities; each row sums to 1.
    """
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@checked(z="(N>=1, K>=1)", y="(N,) labels < K")
def softmax_cross_entropy(z, y):
    """Cross entropy of the softmax of z, -log p_y, averaged over the batch (lectures L3 B7).

    Both the loss and its gradient are finite for logits of any finite size.

    Args:
        z: (N, K) logits.
        y: (N,) integer labels from 0 to K - 1.
    Returns:
        loss: a number.
        dz: (N, K) dL/dz of that mean.
    """
    N = len(y)
    shifted = z - z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(N), y].mean()
    dz = np.exp(log_p)
    dz[np.arange(N), y] -= 1
    return loss, dz / N


@checked(z="(N>=1, K>=1)", y="(N,) labels < K", smooth="in [0, 1]")
def label_smoothing_cross_entropy(z, y, smooth):
    """Cross entropy against targets that leave a little for every class (lectures L3).

    The target of an example is (1 - smooth) for its label and smooth / K for each of the K classes, the label's among
    them; the loss is -sum(target * log p), averaged over the batch. Both values are finite for logits of any size.

    Args:
        z: (N, K) logits.
        y: (N,) integer labels from 0 to K - 1.
        smooth: from 0 (plain cross entropy) to 1 (the label counts for nothing).
    Returns:
        loss: a number.
        dz: (N, K) dL/dz of that mean.
    """
    N, K = z.shape
    target = np.full_like(z, smooth / K)
    target[np.arange(N), y] += 1 - smooth
    shifted = z - z.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(target * log_p).sum() / N, (np.exp(log_p) - target) / N


@checked(p="(K>=1,)")
def softmax_jacobian(p):
    """Jacobian of the softmax for one example, written by its own output p (lectures L3).

    Args:
        p: (K,) the softmax of some logits z (K,).
    Returns:
        J: (K, K) with J[i, j] = dp_i / dz_j.
    """
    return np.diag(p) - np.outer(p, p)


@checked(y_hat="(...)", y="like y_hat")
def mse(y_hat, y):
    """Mean squared error: the mean of (y_hat - y)^2 over all elements (lectures L1).

    Args:
        y_hat: predictions, of any shape that is not empty.
        y: targets, shaped like y_hat.
    Returns:
        loss: a number.
        dy_hat: dL/dy_hat, shaped like y_hat.
    """
    error = y_hat - y
    return (error**2).mean(), 2 * error / error.size


@checked(y_hat="(...)", y="like y_hat")
def mae(y_hat, y):
    """Mean absolute error: the mean of |y_hat - y| over all elements (lectures L1).

    Args:
        y_hat: predictions, of any shape that is not empty.
        y: targets, shaped like y_hat.
    Returns:
        loss: a number.
        dy_hat: dL/dy_hat, shaped like y_hat; 0 where prediction and target are equal.
    """
    error = y_hat - y
    return np.abs(error).mean(), np.sign(error) / error.size


@checked(z="(N>=1,)", y="(N,) binary")
def binary_cross_entropy(z, y):
    """Cross entropy of a sigmoid output, -y log a - (1 - y) log(1 - a) with a = sigmoid(z), averaged (lectures L2 N9).

    It is the softmax of (z, 0) for two classes. It takes the logits z, not a, and both loss and gradient are finite for
    logits of any finite size.

    Args:
        z: (N,) logits.
        y: (N,) targets, each 0 or 1.
    Returns:
        loss: a number.
        dz: (N,) dL/dz of that mean.
    """
    N = len(z)
    y = y.astype(z.dtype)
    minus_log_a, minus_log_not_a = np.logaddexp(0, -z), np.logaddexp(0, z)
    loss = (y * minus_log_a / N + (1 - y) * minus_log_not_a / N).sum()
    a, _ = sigmoid_forward(z)
    return loss, (a - y) / N
