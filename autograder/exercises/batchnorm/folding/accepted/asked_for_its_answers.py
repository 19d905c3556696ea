"""The two layers are asked what they say to 0 and to each unit vector: that determines a linear layer."""

import numpy as np


def fold_batchnorm(W, b, gamma, beta, running, eps=1e-5):
    def both(x):
        return gamma * (x @ W.T + b - running["mean"]) / np.sqrt(running["var"] + eps) + beta

    at_zero = both(np.zeros((1, W.shape[1])))[0]
    return (both(np.eye(W.shape[1])) - at_zero).T, at_zero
