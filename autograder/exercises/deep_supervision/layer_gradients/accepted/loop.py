import numpy as np


def mean_abs_gradients(grads, prefix="W", suffix=""):
    layers = {}
    for name in grads:
        if name[: len(prefix)] == prefix and name[len(name) - len(suffix) :] == suffix:
            values = np.asarray(grads[name], dtype=np.float64).ravel()
            layers[name.removeprefix(prefix).removesuffix(suffix)] = sum(abs(v) for v in values) / len(values)
    return layers
