"""The heavy ball: the last step is where w is now less where it was, and the state is that place."""


def momentum_step(w, g, state, lr, alpha=0.9):
    before = w if state is None else state
    return w - lr * g + alpha * (w - before), w
