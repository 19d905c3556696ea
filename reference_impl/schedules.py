"""Learning rates that change with time (lectures O2)."""

import numpy as np

from reference_impl.checking import checked


@checked(k="number >= 0", eps_0="number", eps_tau="number", tau="number > 0")
def linear_decay(k, eps_0, eps_tau, tau):
    """Learning rate that falls in a straight line from eps_0 to eps_tau and then stays (lectures O2).

    The lecture's rule of thumb: eps_tau about 1% of eps_0.

    Args:
        k: iteration, from 0.
        eps_0: learning rate at k = 0.
        eps_tau: learning rate at k = tau and ever after.
        tau: above 0, a whole number or not.
    Returns:
        eps: a number.
    """
    ratio = min(k / tau, 1)
    return (1 - ratio) * eps_0 + ratio * eps_tau


@checked(k="number >= 0", eps_max="number", eps_min="number", warmup="number >= 0", total="number > warmup")
def warmup_cosine(k, eps_max, eps_min, warmup, total):
    """Learning rate that climbs in a straight line and then falls along half a cosine (lectures O2).

    The first iteration already moves: it has eps_max / warmup. The way down is level at both of its ends.

    Args:
        k: iteration, from 0.
        eps_max: learning rate at the top, reached in iteration warmup - 1 and held in iteration warmup.
        eps_min: learning rate at k = total and ever after.
        warmup: iterations of the climb; with 0 there is none.
        total: iteration at which the way down ends; above warmup.
    Returns:
        eps: a number.
    """
    if k < warmup:
        return eps_max * (k + 1) / warmup
    ratio = min((k - warmup) / (total - warmup), 1)
    return eps_min + (eps_max - eps_min) * (1 + np.cos(np.pi * ratio)) / 2


@checked(eps="(K,)")
def step_size_sums(eps):
    """Running sums of eps and eps^2: the first must grow without bound, the second must not (lectures O2).

    Args:
        eps: (K,) step sizes.
    Returns:
        sums, sums_of_squares: each (K,).
    """
    return np.cumsum(eps), np.cumsum(eps**2)
