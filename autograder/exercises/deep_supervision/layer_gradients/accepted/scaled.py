"""Each entry times its sign, divided before they are added up, which keeps the sum small."""

import numpy as np


def mean_abs_gradients(grads, prefix="W", suffix=""):
    def chosen(name):
        return name.startswith(prefix) and name.endswith(suffix)

    def size(g):
        return np.sum(np.sign(g) * g / g.size)

    return {name[len(prefix) :].removesuffix(suffix): size(grads[name]) for name in filter(chosen, grads)}
