"""Both parameters in one vector, and one gradient for it."""

import numpy as np


def train_neuron(w, b, x, y, loss, lr, steps):
    theta, losses = np.array([w, b], dtype=float), np.empty(steps)
    for k in range(steps):
        losses[k], *gradient = neuron_gradient(theta[0], theta[1], x, y, loss)
        theta = theta - lr * np.array(gradient)
    return losses
