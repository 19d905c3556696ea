"""Lists of inputs and pre-activations; derivatives written out."""

import numpy as np


def deep_forward(params, x, activation):
    L = len(params) // 2
    hs, zs = [x], []
    for l in range(1, L + 1):
        zs.append(np.dot(hs[-1], params["W%d" % l].T) + params["b%d" % l])
        if l < L:
            if activation == "relu":
                hs.append(np.maximum(0, zs[-1]))
            elif activation == "tanh":
                hs.append(np.tanh(zs[-1]))
            else:
                hs.append(1 / (1 + np.exp(-zs[-1])))
    return zs[-1], {"hs": hs, "zs": zs, "params": params, "activation": activation}


def deep_backward(dout, cache):
    hs, zs, params = cache["hs"], cache["zs"], cache["params"]
    grads = {}
    dz = dout
    for l in reversed(range(1, len(zs) + 1)):
        grads["W%d" % l] = np.dot(dz.T, hs[l - 1])
        grads["b%d" % l] = np.sum(dz, axis=0)
        if l > 1:
            dh = np.dot(dz, params["W%d" % l])
            h = hs[l - 1]
            slope = {"relu": zs[l - 2] > 0, "tanh": 1 - h * h, "sigmoid": h * (1 - h)}[cache["activation"]]
            dz = dh * slope
    return grads
