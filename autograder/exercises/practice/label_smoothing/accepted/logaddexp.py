"""The log of the sum by np.logaddexp, targets from the identity matrix."""

import numpy as np


def label_smoothing_cross_entropy(z, y, smooth):
    targets = (1 - smooth) * np.eye(z.shape[1], dtype=z.dtype)[y] + smooth / z.shape[1]
    log_p = z - np.logaddexp.reduce(z, axis=1)[:, None]
    return -np.einsum("nk,nk->n", targets, log_p).mean(), (softmax(z) - targets) / len(y)
