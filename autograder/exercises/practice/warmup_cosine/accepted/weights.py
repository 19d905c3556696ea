"""A mixture of both ends, by a weight that is an array of one."""

import numpy as np


def warmup_cosine(k, eps_max, eps_min, warmup, total):
    k = np.asarray(k, dtype=float)
    share = 0.5 + 0.5 * np.cos(np.pi * np.minimum((k - warmup) / (total - warmup), 1.0))
    return np.where(k < warmup, eps_max * (k + 1) / max(warmup, 1), share * eps_max + (1 - share) * eps_min)
