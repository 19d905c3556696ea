"""Initial weights, shape (fan_out, fan_in), float64 (lectures I6 I7 I8)."""

import numpy as np

from reference_impl.checking import checked

SHAPE = ("integer >= 1", "integer >= 1")


@checked(shape=SHAPE, value="number")
def constant_init(shape, value):
    """All weights equal: the initialisation that never breaks symmetry (lectures I5 I6).

    Args:
        shape: (fan_out, fan_in).
        value: the value of every weight.
    Returns:
        W: (fan_out, fan_in).
    """
    return np.full(shape, float(value))


@checked(shape=SHAPE, std="number >= 0", rng="generator")
def normal_init(shape, std, rng):
    """Weights from a normal distribution of mean 0 (lectures I6).

    Args:
        shape: (fan_out, fan_in).
        std: standard deviation.
        rng: numpy.random.Generator.
    Returns:
        W: (fan_out, fan_in).
    """
    return rng.normal(0, std, shape)


@checked(shape=SHAPE, rng="generator")
def torch_linear_init(shape, rng):
    """The default of PyTorch's linear layer: uniform, bounded by 1 / sqrt(fan_in) (lectures I6).

    Args:
        shape: (fan_out, fan_in).
        rng: numpy.random.Generator.
    Returns:
        W: (fan_out, fan_in).
    """
    _, fan_in = shape
    bound = 1 / np.sqrt(fan_in)
    return rng.uniform(-bound, bound, shape)


@checked(shape=SHAPE, rng="generator")
def xavier_normal(shape, rng):
    """Xavier's normal initialisation: keeps the variance of both signals and gradients, roughly (lectures I7).

    Args:
        shape: (fan_out, fan_in).
        rng: numpy.random.Generator.
    Returns:
        W: (fan_out, fan_in).
    """
    fan_out, fan_in = shape
    return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), shape)


@checked(shape=SHAPE, rng="generator")
def xavier_uniform(shape, rng):
    """Xavier's uniform initialisation, of the same variance as the normal one (lectures I7).

    Args:
        shape: (fan_out, fan_in).
        rng: numpy.random.Generator.
    Returns:
        W: (fan_out, fan_in).
    """
    fan_out, fan_in = shape
    bound = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-bound, bound, shape)


@checked(shape=SHAPE, rng="generator")
def he_normal(shape, rng):
    """He's normal initialisation, for layers followed by ReLU (lectures I8).

    A margin note: one slide writes n^[l] for the layer's size; what counts is the number of the layer's inputs.

    Args:
        shape: (fan_out, fan_in).
        rng: numpy.random.Generator.
    Returns:
        W: (fan_out, fan_in).
    """
    _, fan_in = shape
    return rng.normal(0, np.sqrt(2 / fan_in), shape)


@checked(shape=SHAPE, rng="generator")
def he_uniform(shape, rng):
    """He's uniform initialisation, of the same variance as the normal one (lectures I8).

    Args:
        shape: (fan_out, fan_in).
        rng: numpy.random.Generator.
    Returns:
        W: (fan_out, fan_in).
    """
    _, fan_in = shape
    bound = np.sqrt(6 / fan_in)
    return rng.uniform(-bound, bound, shape)
