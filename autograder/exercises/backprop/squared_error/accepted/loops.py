import numpy as np


def squared_error(t_hat, t):
    N, K = t_hat.shape
    loss, dt_hat = 0.0, np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            error = float(t_hat[n, k]) - float(t[n, k])
            loss += error * error / N
            dt_hat[n, k] = 2 * error / N
    return loss, dt_hat
