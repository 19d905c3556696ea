import numpy as np


def minibatches(x, y, batch_size, rng):
    indices = rng.choice(x.shape[0], size=x.shape[0], replace=False)
    while indices.size > 0:
        batch, indices = indices[:batch_size], indices[batch_size:]
        yield x[batch], y[batch]
