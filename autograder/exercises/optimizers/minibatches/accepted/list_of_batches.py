import numpy as np


def minibatches(x, y, batch_size, rng):
    order = np.arange(len(x))
    rng.shuffle(order)
    x, y = x[order], y[order]
    return [(x[k : k + batch_size], y[k : k + batch_size]) for k in range(0, len(x), batch_size)]
