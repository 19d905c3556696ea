"""Wrong activations as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class zeros_written_into_dh:
    """relu_overwrites_dh"""

    def relu_backward(dh, cache):
        x = cache
        dx = dh
        dx[x <= 0] = 0
        return dx


class zeros_written_into_dh_below_zero:
    """relu_overwrites_dh_and_is_open_at_zero"""

    def relu_backward(dh, cache):
        dx, x = dh, cache
        dx[x < 0] = 0
        return dx


class not_strict:
    """relu_open_at_zero"""

    def relu_backward(dh, cache):
        return dh * (cache >= 0)


class maximum_of_dh:
    """relu_looks_at_dh"""

    def relu_backward(dh, cache):
        dx = np.maximum(0, dh)
        return dx


class zeros_written_into_x:
    """relu_overwrites_x"""

    def relu_forward(x):
        x[x < 0] = 0
        return x, x


class x_made_a_mask:
    """relu_overwrites_the_cache"""

    def relu_backward(dh, cache):
        x = cache
        x[x > 0] = 1
        x[x <= 0] = 0
        dx = dh * x
        return dx


class mask_alone:
    """forgets_what_came_from_above"""

    def relu_backward(dh, cache):
        x = cache
        return np.where(x > 0, 1, 0)


class output_for_mask:
    """relu_times_h"""

    def relu_forward(x):
        out = np.maximum(0, x)
        return out, out

    def relu_backward(dh, cache):
        return dh * cache


class rows_and_columns:
    """two_dimensions_only"""

    def relu_forward(x):
        out = np.zeros(x.shape)
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                if x[i, j] > 0:
                    out[i, j] = x[i, j]
        return out, x


class nearly_zero:
    """relu_almost_zero"""

    def relu_forward(x):
        h = np.maximum(x, 1e-10)
        return h, x


class two_at_once:
    """relu_open_at_zero+sigmoid_of_h_again"""

    def sigmoid_backward(dh, cache):
        s = 1 / (1 + np.exp(-cache))
        return dh * s * (1 - s)

    def relu_backward(dh, cache):
        return dh * np.where(cache < 0, 0, 1)


class softplus:
    """"""

    def relu_forward(x):
        return np.log(1 + np.exp(x)), x


class x_in_the_place_of_h:
    """sigmoid_keeps_x"""

    def sigmoid_forward(x):
        h = 1 / (1 + np.exp(-x))
        return h, x

    def sigmoid_backward(dh, cache):
        return dh * cache * (1 - cache)


class h_is_never_negative:
    """relu_lets_everything_through"""

    def relu_forward(x):
        h = np.where(x > 0, x, 0)
        return h, h

    def relu_backward(dh, h):
        return np.where(h >= 0, dh, 0)
