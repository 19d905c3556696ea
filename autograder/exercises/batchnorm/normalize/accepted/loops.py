"""Feature by feature and example by example, in plain Python."""

import numpy as np


def normalize(x, eps=1e-5):
    N, D = x.shape
    x_hat, mu, var = np.zeros((N, D)), [], []
    for j in range(D):
        column = [float(value) for value in x[:, j]]
        mean = sum(column) / N
        squares = sum((value - mean) ** 2 for value in column) / N
        for i in range(N):
            x_hat[i, j] = (column[i] - mean) / (squares + eps) ** 0.5
        mu.append(mean)
        var.append(squares)
    return x_hat, np.array(mu), np.array(var)
