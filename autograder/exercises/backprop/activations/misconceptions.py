"""Known-wrong activations."""

import numpy as np


class sigmoid_of_h_again:
    """Your sigmoid_backward puts h through the sigmoid once more before it uses h (1 - h). The cache holds h, which is
    the sigmoid already: use it as it is. (lecture B5)"""

    def sigmoid_forward(x):
        e = np.exp(-np.abs(x))
        h = np.where(x < 0, e, 1.0) / (1 + e)
        return h, h

    def sigmoid_backward(dh, cache):
        s = 1 / (1 + np.exp(-cache))
        return dh * s * (1 - s)


class sigmoid_without_h:
    """Your sigmoid_backward is dh (1 - h): one factor is missing. The derivative h (1 - h) dies on both sides, where h is
    near 0 and where it is near 1. (lecture B5)"""

    def sigmoid_backward(dh, cache):
        return dh * (1 - cache)


class sigmoid_turned_round:
    """Your sigmoid falls where it should rise: the minus in 1 / (1 + exp(-x)) got lost. Check one end in your head: for a large
    x the exponential must vanish, so that h is close to 1. (lecture N1)"""

    def sigmoid_forward(x):
        e = np.exp(-np.abs(x))
        h = np.where(x < 0, 1.0, e) / (1 + e)
        return h, h


class sigmoid_overflows_to_the_right:
    """You computed exp(x) / (1 + exp(x)). For a large x that is infinity over infinity, which is nan. Divide above and
    below by exp(x) where x is positive, so that exp only sees numbers up to 0. (lecture N1)"""

    def sigmoid_forward(x):
        h = np.exp(x) / (1 + np.exp(x))
        return h, h

    def sigmoid_backward(dh, cache):
        return dh * cache * (1 - cache)


class sigmoid_backward_from_exponentials:
    """Your sigmoid_backward computes exp(-x) / (1 + exp(-x))^2. That is the right derivative, but for a large negative x
    it is infinity over infinity, nan. The forward pass has done the work already: keep h and use h (1 - h). (lecture B5)"""

    def sigmoid_forward(x):
        e = np.exp(-np.abs(x))
        return np.where(x < 0, e, 1.0) / (1 + e), x

    def sigmoid_backward(dh, cache):
        return dh * np.exp(-cache) / (1 + np.exp(-cache)) ** 2


class clips_too_early:
    """You clip x before the exponential, and so narrowly that the sigmoid never gets closer to 0 and 1 than a few
    hundred-thousandths. The overflow is gone and the answer is wrong: choose a form that needs no clipping. (lecture N1)"""

    def sigmoid_forward(x):
        h = 1 / (1 + np.exp(-np.clip(x, -10, 10)))
        return h, h

    def sigmoid_backward(dh, cache):
        return dh * cache * (1 - cache)


class tanh_overflows:
    """You wrote tanh out in exponentials. For large |x| that is infinity over infinity, nan. NumPy's own np.tanh has
    taken care of it. (lecture N2)"""

    def tanh_forward(x):
        h = (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
        return h, h

    def tanh_backward(dh, cache):
        return dh * (1 - cache**2)


class tanh_at_half_the_argument:
    """You built tanh from the sigmoid as 2 sigmoid(x) - 1, and that is tanh(x / 2): right at both ends, too flat between. The
    identity is tanh(x) = 2 sigmoid(2 x) - 1. (lecture N2)"""

    def tanh_forward(x):
        h = np.tanh(x / 2)
        return h, h


class tanh_without_the_square:
    """Your tanh_backward is dh (1 - h); the derivative of tanh is 1 - h^2. With h = -1 yours would be 2, although tanh is
    flat there. (lecture B5)"""

    def tanh_backward(dh, cache):
        return dh * (1 - cache)


class tanh_with_the_sigmoids_rule:
    """Your tanh_backward uses h (1 - h), which is the sigmoid's derivative. At x = 0 it gives 0, where tanh is steepest;
    for tanh it is 1 - h^2. (lecture B5)"""

    def tanh_backward(dh, cache):
        return dh * cache * (1 - cache)


class forgets_what_came_from_above:
    """Your backward functions return the derivative alone. The chain rule multiplies it by dh, what came from above;
    without it every layer before this one learns from nothing. (lecture B1)"""

    def sigmoid_backward(dh, cache):
        return cache * (1 - cache)

    def tanh_backward(dh, cache):
        return 1 - cache**2

    def relu_backward(dh, cache):
        return np.where(cache > 0, 1.0, 0.0)


class relu_open_at_zero:
    """Your relu_backward lets the gradient through where x is exactly 0. There the course takes 0 for the slope: compare
    with x > 0, not with x >= 0. (lecture B5)"""

    def relu_backward(dh, cache):
        return dh * (cache >= 0)


class relu_looks_at_dh:
    """Your relu_backward keeps the positive entries of dh. Whether a unit was open was settled in the forward pass by the
    sign of x; a negative dh passes through an open unit like any other. (lecture B5)"""

    def relu_backward(dh, cache):
        return np.maximum(dh, 0)


class relu_times_h:
    """Your relu_backward multiplies dh by h. Where x is positive, h = x rises by exactly as much as x does: the derivative
    is 1, not h. (lecture B5)"""

    def relu_backward(dh, cache):
        return dh * np.maximum(cache, 0)


class relu_takes_the_absolute_value:
    """Your relu_forward turns negative inputs positive. A rectifier cuts them off: below 0 it is 0, and only one side of
    it is a straight line. (lecture N1)"""

    def relu_forward(x):
        return np.abs(x), x


class relu_overwrites_dh:
    """Your relu_backward writes zeros into the dh that it was given. The numbers it returns are right, but the caller may
    still need dh for another branch of the graph. Multiply by the mask instead, or copy first. (lecture B5)"""

    def relu_backward(dh, cache):
        dh[cache <= 0] = 0
        return dh


class relu_overwrites_x:
    """Your relu_forward writes zeros into the x that it was given. The layer before may need its output once more on the
    way back; np.maximum makes a new array. (lecture N1)"""

    def relu_forward(x):
        x[x < 0] = 0
        return x, x.copy()


class one_cache_for_all:
    """Your caches are one object that every forward pass overwrites, so a second layer wipes out what the first has kept.
    Return a new value as the cache in each forward pass. (lecture N3)"""

    def sigmoid_forward(x, kept={}):
        e = np.exp(-np.abs(x))
        kept["h"] = np.where(x < 0, e, 1.0) / (1 + e)
        return kept["h"], kept

    def sigmoid_backward(dh, cache):
        return dh * cache["h"] * (1 - cache["h"])

    def tanh_forward(x, kept={}):
        kept["h"] = np.tanh(x)
        return kept["h"], kept

    def tanh_backward(dh, cache):
        return dh * (1 - cache["h"] ** 2)

    def relu_forward(x, kept={}):
        kept["x"] = x
        return np.maximum(x, 0), kept

    def relu_backward(dh, cache):
        return dh * (cache["x"] > 0)
