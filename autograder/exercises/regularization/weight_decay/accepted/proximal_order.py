import numpy as np


def weight_decay_step(w, g, lr, lam):
    # a weighted mean of w and 0, then the step of the loss
    kept = np.subtract(1.0, np.multiply(lr, lam))
    return np.add(np.multiply(kept, w), np.multiply(-lr, g)).reshape(np.shape(w))
