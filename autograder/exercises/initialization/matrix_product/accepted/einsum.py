"""einsum for the product and for the sum of squares."""

import numpy as np


def matrix_product_norms(M, factors):
    product, norms = np.asarray(M, dtype=np.float64), np.empty(len(factors))
    for t in range(len(factors)):
        product = np.einsum("ij,jk->ik", product, factors[t])
        norms[t] = np.sqrt(np.einsum("ij,ij->", product, product))
    return norms
