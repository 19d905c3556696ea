"""In place, on a copy of its own."""

import numpy as np


def normalize(x, eps=1e-5):
    x_hat = np.array(x)
    mu = x_hat.mean(axis=0)
    x_hat -= mu
    var = np.square(x_hat).mean(axis=0)
    x_hat /= np.sqrt(var + eps)
    return x_hat, mu, var
