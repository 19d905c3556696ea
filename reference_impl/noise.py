"""Noise on the inputs is a penalty on the weights (lectures R10)."""

import numpy as np

from reference_impl.checking import checked


@checked(X="(N>=1, D)", y="(N,)", std="number >= 0", copies="integer >= 1", rng="generator")
def noisy_least_squares(X, y, std, copies, rng):
    """Least squares on noisy copies of the data: noise on the inputs, targets as they are (lectures R10).

    Args:
        X: (N, D) inputs.
        y: (N,) targets.
        std: standard deviation of the normal noise added to every element of X.
        copies: how many noisy copies of the whole data set; each has its own noise.
        rng: numpy.random.Generator.
    Returns:
        w: (D,) weights that minimise the squared error over all copies.
    """
    noise = std * rng.standard_normal((copies, *X.shape)).astype(X.dtype)
    noisy = (X + noise).reshape(-1, X.shape[1])
    return np.linalg.lstsq(noisy, np.tile(y, copies), rcond=None)[0]


@checked(std="number >= 0")
def equivalent_lam(std):
    """The lam of ridge_fit that has the effect of input noise, for a linear model and many copies (lectures R10).

    ridge_fit minimises mean((X w - y)^2) / 2 + lam / 2 |w|^2.

    Args:
        std: standard deviation of the noise.
    Returns:
        lam: a number.
    """
    return std**2
