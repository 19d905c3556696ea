"""The velocity points uphill and is subtracted; the state is a dict."""

import numpy as np


def momentum_step(w, g, state, lr, alpha=0.9):
    u = state["u"] if state else np.zeros(np.shape(w))
    u = alpha * u + lr * g
    return w - u, {"u": u}
