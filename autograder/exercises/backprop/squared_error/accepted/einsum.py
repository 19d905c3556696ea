import numpy as np


def squared_error(t_hat, t):
    error = np.subtract(t_hat, t)
    per_example = np.einsum("nk,nk->n", error, error)
    return per_example.mean(), np.multiply(2.0 / t.shape[0], error)
