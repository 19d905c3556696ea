import numpy as np


def linear_decay(k, eps_0, eps_tau, tau):
    if k >= tau:
        return eps_tau
    return eps_0 + (eps_tau - eps_0) * (k / tau)
