"""The mean moves towards the new square; the state is a dict."""

import numpy as np


def rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-8):
    cache = state["mean"] if state else np.zeros(np.shape(w))
    cache = cache + (1 - rho) * (g * g - cache)
    return w - lr / (np.sqrt(cache) + delta) * g, {"mean": cache}
