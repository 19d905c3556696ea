"""The two losses as norms of one long vector of errors."""

import numpy as np


def mse(y_hat, y):
    e = np.ravel(y - y_hat)
    return float(np.vdot(e, e)) / len(e), (-2 / len(e) * e).reshape(y.shape)


def mae(y_hat, y):
    e = np.ravel(y - y_hat)
    return float(np.linalg.norm(e, 1)) / len(e), (-np.sign(e) / len(e)).reshape(y.shape)
