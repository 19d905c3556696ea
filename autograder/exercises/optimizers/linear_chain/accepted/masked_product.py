"""All products at once: a matrix with ones where a weight is left out."""

import numpy as np


def chain_step(w, x, y, eps):
    n = w.shape[0]
    others = np.where(np.eye(n, dtype=bool), 1.0, np.tile(w, (n, 1))).prod(axis=1)
    yhat = x * w.prod()
    g = 2.0 * (yhat - y) * x * others
    after = x * (w - eps * g).prod()
    return -eps * g.dot(g), (after - yhat) * (after + yhat - 2 * y)
