"""In place, on a copy of its own."""

import numpy as np


def matrix_product_norms(M, factors):
    product = np.array(M, dtype=float)
    norms = np.zeros(len(factors))
    for t, factor in enumerate(factors):
        product[:] = product @ factor
        norms[t] = np.linalg.norm(product.ravel())
    return norms
