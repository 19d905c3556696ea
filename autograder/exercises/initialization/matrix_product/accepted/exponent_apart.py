"""Keeps a product of size 1, and its logarithm beside it: no number of factors overflows."""

import numpy as np


def matrix_product_norms(M, factors):
    direction, log_size, logs = M.astype(float), 0.0, []
    for factor in factors:
        direction = direction @ factor
        size = np.linalg.norm(direction)
        direction, log_size = direction / size, log_size + np.log(size)
        logs.append(log_size)
    return np.exp(logs)
