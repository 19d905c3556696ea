"""The cache is an object with a method; everything in place on arrays of its own."""

import numpy as np


class Pass:
    def __init__(self, x_hat, factor, std, training):
        self.x_hat, self.factor, self.std, self.training = x_hat, factor, std, training

    def back(self, dout):
        N = dout.shape[0]
        dgamma, dbeta = (dout * self.x_hat).sum(0), dout.sum(0)
        dx = N * self.factor * dout if self.training else self.factor * dout
        if self.training:
            dx -= self.factor * dbeta
            dx -= self.factor * dgamma * self.x_hat
            dx /= N
        dx /= self.std
        return dx, dgamma, dbeta


def batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-5):
    new = {key: value.copy() for key, value in running.items()}
    x_hat = x.copy()
    if training:
        x_hat, mu, var = normalize(x, eps)
        for key, batch in (("mean", mu), ("var", var)):
            new[key] += (1 - momentum) * (batch - new[key])
    else:
        var = running["var"]
        x_hat -= running["mean"]
        x_hat /= np.sqrt(var + eps)
    out = x_hat * gamma
    out += beta
    return out, Pass(x_hat, gamma.copy(), np.sqrt(var + eps), training), new


def batchnorm_backward(dout, cache):
    return cache.back(dout)
