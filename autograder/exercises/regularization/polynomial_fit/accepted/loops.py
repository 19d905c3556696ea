"""Powers one after the other, in loops; each singular direction by itself."""

import numpy as np


def polynomial_features(x, degree):
    X = np.ones((len(x), degree + 1))
    for n in range(len(x)):
        for k in range(1, degree + 1):
            X[n, k] = X[n, k - 1] * x[n]
    return X


def ridge_fit(X, y, lam):
    U, s, Vt = np.linalg.svd(np.array(X, dtype=float), full_matrices=False)
    w = np.zeros(X.shape[1])
    for u, size, v in zip(U.T, s, Vt):
        if size > 1e-10 * s.max():
            w += size * (u @ y) / (size**2 + len(y) * lam) * v
    return w
