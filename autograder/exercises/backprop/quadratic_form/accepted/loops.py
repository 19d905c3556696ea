import numpy as np


def quadratic_form(W, x):
    rows, columns = W.shape
    f, dW, dx = 0.0, np.zeros((rows, columns)), np.zeros(columns)
    for i in range(rows):
        q = 0.0
        for j in range(columns):
            q += W[i, j] * x[j]
        f += q * q
        for j in range(columns):
            dW[i, j] = 2 * q * x[j]
            dx[j] += 2 * q * W[i, j]
    return f, dW, dx
