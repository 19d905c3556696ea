"""Two copies whose flat views are moved together."""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    above, below = x.astype(float), x.astype(float)
    grad = np.zeros(above.size)
    for i in range(above.size):
        here = above.flat[i]
        above.flat[i], below.flat[i] = here + eps, here - eps
        grad[i] = 0.5 * (f(above) - f(below)) / eps
        above.flat[i] = below.flat[i] = here
    return grad.reshape(x.shape)
