"""The climb as a line between two points, the way down by the square of half the angle."""

import numpy as np


def warmup_cosine(k, eps_max, eps_min, warmup, total):
    if k >= warmup:
        way = np.clip((k - warmup) / (total - warmup), 0.0, 1.0)
        return eps_min + (eps_max - eps_min) * np.cos(way * np.pi / 2) ** 2
    return np.interp(k + 1, [0, warmup], [0.0, eps_max])
