import numpy as np


def squared_error(t_hat, t):
    error = t - t_hat
    loss = np.linalg.norm(error) ** 2 / len(error)
    return float(loss), -2 * error / len(error)
