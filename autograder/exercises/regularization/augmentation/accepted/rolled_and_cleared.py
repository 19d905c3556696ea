"""Rolled, and what came in on the other side cleared."""

import numpy as np


def augment(images, rng, shift=1):
    out = images.copy()
    for n in range(len(images)):
        down, right = rng.integers(-shift, shift + 1, 2)
        one = np.roll(images[n], (down, right), axis=(1, 2))
        rows, columns = np.arange(one.shape[1]) - down, np.arange(one.shape[2]) - right
        one[:, (rows < 0) | (rows >= one.shape[1]), :] = 0
        one[:, :, (columns < 0) | (columns >= one.shape[2])] = 0
        out[n] = one
    return out
