"""One element after the other, whatever the shape."""

import numpy as np


def mse(y_hat, y):
    n, loss, dy_hat = y_hat.size, 0.0, np.zeros(y_hat.shape)
    for index in np.ndindex(y_hat.shape):
        error = float(y_hat[index]) - float(y[index])
        loss += error * error / n
        dy_hat[index] = 2 * error / n
    return loss, dy_hat


def mae(y_hat, y):
    n, loss, dy_hat = y_hat.size, 0.0, np.zeros(y_hat.shape)
    for index in np.ndindex(y_hat.shape):
        error = float(y_hat[index]) - float(y[index])
        loss += abs(error) / n
        dy_hat[index] = (error > 0) / n - (error < 0) / n
    return loss, dy_hat
