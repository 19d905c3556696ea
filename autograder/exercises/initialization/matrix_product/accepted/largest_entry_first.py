"""Stays in the type that came in: divides by the largest entry before it squares."""

import numpy as np


def matrix_product_norms(M, factors):
    norms = []
    for factor in factors:
        M = np.dot(M, factor)
        largest = np.abs(M).max()
        norms.append(largest * np.sqrt(((M / largest) ** 2).sum()) if largest > 0 else largest)
    return norms
