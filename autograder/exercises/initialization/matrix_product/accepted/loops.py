"""Numbers and lists."""

import math


def matrix_product_norms(M, factors):
    rows, norms = [[float(value) for value in row] for row in M], []
    for factor in factors:
        columns = [[float(value) for value in column] for column in factor.T]
        rows = [[sum(a * b for a, b in zip(row, column)) for column in columns] for row in rows]
        norms.append(math.sqrt(sum(value * value for row in rows for value in row)))
    return norms
