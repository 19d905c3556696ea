"""All slopes first, then each derivative as a product of its factors."""

import numpy as np


def chain_gradients(w, x, activation="sigmoid", b=None):
    biases = [0.0] * len(w) if b is None else list(b)
    a, slopes = [float(x)], []
    for weight, bias in zip(w, biases):
        z = float(weight) * a[-1] + float(bias)
        if activation == "sigmoid":
            with np.errstate(over="ignore"):
                h = 1 / (1 + np.exp(-np.float64(z)))
            slope = h * (1 - h)
        elif activation == "tanh":
            h = np.tanh(z)
            slope = (1 - h) * (1 + h)
        else:
            h, slope = (z, 1.0) if z > 0 else (0.0, 0.0)
        a.append(h)
        slopes.append(slope)
    dws = []
    for k in range(len(w)):
        later = np.array([w[j] * slopes[j] for j in range(k + 1, len(w))], dtype=float)
        dws.append(a[k] * slopes[k] * later.prod())
    return dws
