"""Slices of a frame of zeros that is large enough; the shifts by choice."""

import numpy as np


def augment(images, rng, shift=1):
    new = []
    C, H, W = images[0].shape
    for image in images:
        frame = np.zeros((C, H + 2 * shift, W + 2 * shift))
        top, left = rng.choice(2 * shift + 1), rng.choice(2 * shift + 1)
        frame[:, top : top + H, left : left + W] = image
        new.append(frame[:, shift : shift + H, shift : shift + W])
    return np.array(new)
