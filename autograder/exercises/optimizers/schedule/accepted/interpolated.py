import numpy as np


def linear_decay(k, eps_0, eps_tau, tau):
    return np.interp(k, [0, tau], [eps_0, eps_tau])
