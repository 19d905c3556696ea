import numpy as np


class Kept:
    def __init__(self, *given):
        self.given = tuple(np.array(each) for each in given)


def residual_forward(x, W1, b1, W2, b2):
    out = x.copy()
    for n in range(len(x)):
        out[n] += W2 @ np.maximum(W1 @ x[n] + b1, 0) + b2
    return out, Kept(x, W1, b1, W2, b2)


def residual_backward(dout, cache):
    x, W1, b1, W2, b2 = cache.given
    grads = {name: np.zeros_like(each) for name, each in (("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2))}
    dx = np.zeros_like(dout)
    for n in range(len(x)):
        z = W1 @ x[n] + b1
        dz = (W2.T @ dout[n]) * np.sign(np.maximum(z, 0))
        grads["W2"] += np.outer(dout[n], np.maximum(z, 0))
        grads["b2"] += dout[n]
        grads["W1"] += np.outer(dz, x[n])
        grads["b1"] += dz
        dx[n] = dout[n] + W1.T @ dz
    return dx, grads
