"""Powers by broadcasting; the pseudoinverse."""

import numpy as np


def polynomial_features(x, degree):
    return x[:, None] ** np.arange(degree + 1)


def ridge_fit(X, y, lam):
    n = len(y)
    return np.linalg.pinv(X.T.dot(X) / n + lam * np.identity(X.shape[1]), hermitian=True) @ (X.T @ y / n)
