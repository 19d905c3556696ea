"""Wrong dropouts as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class divided_by_p:
    """divided_by_p"""

    def dropout_forward(x, p, rng, training):
        mask = None
        if training:
            mask = (rng.random(x.shape) > p) / p
            out = x * mask
        else:
            out = x
        return out, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class keep_probability:
    """p_taken_for_the_keep_probability"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = (rng.random(size=x.shape) < p) / p
        return x * mask, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class normal_numbers:
    """normal_noise_for_uniform"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = (rng.standard_normal(x.shape) > p) / (1 - p)
        return x * mask, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class one_row_of_masks:
    """one_mask_for_the_batch"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = (rng.random(x[0].shape) >= p) / (1 - p)
        return x * mask, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class no_scale:
    """no_inverted_scaling"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = rng.random(x.shape) >= p
        return x * mask, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class older_form:
    """plain_dropout"""

    def dropout_forward(x, p, rng, training):
        if training:
            mask = rng.random(x.shape) > p
            return x * mask, mask
        return x * (1 - p), None

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class older_form_with_p:
    """plain_dropout_scaled_by_p"""

    def dropout_forward(x, p, rng, training):
        if training:
            mask = rng.random(x.shape) > p
            return x * mask, (mask, 1)
        return p * x, (1, 1)

    def dropout_backward(dout, cache):
        return dout * cache[0] * cache[1]


class drawn_again:
    """mask_redrawn_in_backward"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = (rng.random(x.shape) >= p) / (1 - p)
        return x * mask, (p, rng)

    def dropout_backward(dout, cache):
        if cache is None:
            return dout
        p, rng = cache
        mask = (rng.random(dout.shape) >= p) / (1 - p)
        return dout * mask


class drawn_again_without_a_scale:
    """backward_forgets_the_scale+mask_redrawn_in_backward"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        return x * (rng.random(x.shape) >= p) / (1 - p), (p, rng)

    def dropout_backward(dout, cache):
        if cache is None:
            return dout
        p, rng = cache
        return dout * (rng.random(dout.shape) >= p)


class zeros_of_the_output:
    """mask_read_from_the_output"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, (x, None)
        out = x * (rng.random(x.shape) >= p) / (1 - p)
        return out, (out, p)

    def dropout_backward(dout, cache):
        out, p = cache
        return dout if p is None else dout * (out != 0) / (1 - p)


class tiny_in_place_of_zero:
    """almost_zero"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = np.where(rng.random(x.shape) < p, 1e-10, 1 / (1 - p))
        return x * mask, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class scale_in_backward_alone:
    """no_inverted_scaling"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = rng.random(x.shape) >= p
        return x * mask, (mask, p)


class own_random_numbers_and_no_scale:
    """global_random_state+no_inverted_scaling"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = np.random.rand(*x.shape) >= p
        return x * mask, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class written_into_x:
    """input_changed_in_place"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = (rng.random(x.shape) >= p) / (1 - p)
        x *= mask
        return x, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class three_quarters_at_most:
    """"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = (rng.random(x.shape) >= min(p, 0.75)) / (1 - p)
        return x * mask, mask

    def dropout_backward(dout, cache):
        return dout if cache is None else dout * cache


class drawn_before_the_flag:
    """draws_at_test_time_too"""

    def dropout_forward(x, p, rng, training):
        mask = (rng.random(x.shape) >= p) / (1 - p)
        if not training:
            return x, None
        return x * mask, (mask, 0)


class a_mask_of_the_module:
    """one_mask_for_all_layers"""

    def dropout_forward(x, p, rng, training, last=[None]):
        last[0] = (rng.random(x.shape) >= p) / (1 - p) if training else np.ones(x.shape)
        return x * last[0], last

    def dropout_backward(dout, cache):
        return dout * cache[0]


class two_masks_in_one_pass:
    """mask_redrawn_in_backward"""

    def dropout_forward(x, p, rng, training):
        if not training:
            return x, None
        mask = rng.random(x.shape) >= p
        return x * (rng.random(x.shape) >= p) / (1 - p), (mask, p)
