"""The normal equations, solved by least squares since they may have many solutions."""

import numpy as np


def polynomial_features(x, degree):
    return np.vander(x, degree + 1, increasing=True)


def ridge_fit(X, y, lam):
    N, D = X.shape
    return np.linalg.lstsq(X.T @ X + N * lam * np.eye(D), X.T @ y, rcond=None)[0]
