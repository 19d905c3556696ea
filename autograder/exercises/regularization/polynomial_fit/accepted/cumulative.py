"""A running product of columns; solve where that is possible, the shortest solution where it is not."""

import numpy as np


def polynomial_features(x, degree):
    columns = np.repeat(x[:, np.newaxis], degree + 1, axis=1)
    columns[:, 0] = 1.0
    return np.cumprod(columns, axis=1)


def ridge_fit(X, y, lam):
    if lam > 0:
        return np.linalg.inv(np.einsum("ni,nj->ij", X, X) / len(X) + lam * np.eye(X.shape[1])) @ X.T @ y / len(X)
    return np.linalg.pinv(X) @ y
