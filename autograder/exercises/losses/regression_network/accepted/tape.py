"""A list of what to do on the way back, filled on the way forward."""

import numpy as np


def regression_network(params, x, t):
    tape, grads = [], {}

    def linear(x, weight, bias):
        out, cache = linear_forward(x, params[weight], params[bias])

        def back(dout):
            dx, grads[weight], grads[bias] = linear_backward(dout, cache)
            return dx

        tape.append(back)
        return out

    def bend(x):
        out, cache = tanh_forward(x)
        tape.append(lambda dout: tanh_backward(dout, cache))
        return out

    loss, d = squared_error(linear(bend(linear(x, "W", "b")), "theta", "c"), t)
    while tape:
        d = tape.pop()(d)
    return loss, grads
