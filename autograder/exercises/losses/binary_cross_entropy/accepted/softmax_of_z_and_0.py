"""Two classes with the logits 0 and z, and the cross entropy of their softmax."""

import numpy as np


def binary_cross_entropy(z, y):
    N, labels = len(z), y.astype(int)
    logits = np.stack([np.zeros_like(z), z], axis=1)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    dz = np.exp(log_p[:, 1])
    dz[labels == 1] -= 1.0
    return -np.mean(log_p[np.arange(N), labels]), dz / N
