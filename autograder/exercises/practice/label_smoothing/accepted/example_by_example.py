import numpy as np


def label_smoothing_cross_entropy(z, y, smooth):
    N, K = z.shape
    loss, dz = 0.0, np.zeros((N, K))
    for n in range(N):
        row = z[n].astype(float) - z[n].max()
        log_sum = np.log(np.sum(np.exp(row)))
        for k in range(K):
            target = smooth / K + (1 - smooth if k == y[n] else 0.0)
            loss -= target * (row[k] - log_sum)
            dz[n, k] = (np.exp(row[k] - log_sum) - target) / N
    return loss / N, dz
