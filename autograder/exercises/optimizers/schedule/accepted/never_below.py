import numpy as np


def linear_decay(k, eps_0, eps_tau, tau):
    return max(eps_0 - k * (eps_0 - eps_tau) / tau, eps_tau)
