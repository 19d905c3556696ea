import numpy as np


def adagrad_step(w, g, state, lr, delta=1e-8):
    state = {"squares": np.zeros(np.shape(w))} if state is None else dict(state)
    state["squares"] = state["squares"] + np.square(g)
    rate = lr / (np.sqrt(state["squares"]) + delta)
    return w - rate * g, state
