"""Known-wrong inverted dropouts, and what of a random answer tells them apart."""

import math

import numpy as np

from autograder.grading.diagnosis import near


class no_inverted_scaling:
    """You drop units and leave the others as they are, so the layer's output shrinks to 1 - p of its size in training
    and the next layer meets larger inputs at test time than it has learned on. Divide what is kept by 1 - p. (lecture
    R8)"""

    edits = {"x * mask / (1 - p)": "x * mask", "dout * mask / (1 - p)": "dout * mask"}


class divided_by_p:
    """You divide what is kept by p. A unit survives with probability 1 - p, so only 1 / (1 - p) brings the average back
    to x; with p = 0.5 the two are equal, which hides it. (lecture R8)"""

    edits = {"x * mask / (1 - p)": "x * mask / p", "dout * mask / (1 - p)": "dout * mask / p"}


class p_taken_for_the_keep_probability:
    """You read p as the probability of keeping a unit. Some texts and libraries do; in this course p is the
    probability of dropping it: keep a unit when its random number is at least p, and divide by 1 - p. (lecture R8)"""

    edits = {">= p": "< p", "x * mask / (1 - p)": "x * mask / p", "dout * mask / (1 - p)": "dout * mask / p"}


class comparison_turned_round:
    """Your comparison keeps a unit where its random number is below p, which drops the share 1 - p. Keep a unit where the
    number is at least p. (lecture R8)"""

    edits = {">= p": "< p"}


class normal_noise_for_uniform:
    """You compare p with normally distributed noise (standard_normal, randn). Below p lies a share of the normal
    curve, not p: for p = 0.1 more than half of the units fall. Use numbers that are uniform between 0 and 1:
    rng.random. (lecture R8)"""

    edits = {"rng.random": "rng.standard_normal"}


class divided_by_the_share_that_was_kept:
    """You divide by the share of units that this mask happens to keep. That share is itself random: it ties the units
    to each other and, in a small layer, can even be 0. Divide by the probability 1 - p, a constant. (lecture R8)"""

    edits = {"x * mask / (1 - p)": "x * mask / mask.mean()", "dout * mask / (1 - p)": "dout * mask / mask.mean()"}


class one_mask_for_the_batch:
    """You draw one mask and use it for every row. The examples of the batch then train the same thinned network, and
    the noise does not average out over the batch. Draw a number for each entry of x, that is, of shape x.shape.
    (lecture R8)"""

    edits = {"rng.random(x.shape)": "rng.random(x.shape[1:])"}


class whole_examples_dropped:
    """You draw one number for each row, so an example loses all of its units or none. Dropout thins the layer: draw a
    number for each entry of x, that is, of shape x.shape. (lecture R8)"""

    edits = (
        {"rng.random(x.shape)": "rng.random((len(x), 1))"},
        {"rng.random(x.shape)": "rng.random((len(x),) + (1,) * (x.ndim - 1))"},
    )


class same_number_in_every_row:
    """You drop exactly the same number of units in every row. In dropout each unit falls by a coin of its own, so the
    number varies and all 2^n masks can occur. Compare one uniform number for each unit with p. (lecture R8)"""

    edits = {"rng.random(x.shape) >= p": "rng.random(x.shape).argsort(axis=-1) >= p * x.shape[-1]"}


class exact_share_of_the_batch:
    """You drop exactly the share p of the batch, as by a shuffle. In dropout each unit falls by a coin of its own: how many fall
    differs from pass to pass. Compare one uniform number for each unit with p. (lecture R8)"""

    edits = {"rng.random(x.shape) >= p": "rng.permutation(x.size).reshape(x.shape) >= p * x.size"}


class almost_zero:
    """Where a unit is dropped you leave a tiny number in place of 0. A dropped unit is not there at all: nothing is divided by
    the mask, so nothing has to be kept from being 0. (lecture R8)"""

    edits = (
        {"rng.random(x.shape) >= p": "np.where(rng.random(x.shape) >= p, 1, 1e-10)"},
        {"return x * mask / (1 - p), (mask, p)": "return np.where(mask, x / (1 - p), 1e-10), (mask, p)"},
    )


class mask_redrawn_in_backward:
    """The mask of your backward pass is not the one that made out: it is drawn anew, or a second one of the same pass. Gradients
    then flow through units that were dropped and stop at units that were kept. Draw once, and keep that mask in the cache.
    (lecture R8)"""

    edits = {"(mask, p)": "(rng, p)", "mask, p = cache": "rng, p = cache\nmask = rng.random(dout.shape) >= p"}


class backward_forgets_the_scale:
    """Your backward pass stops the gradient at the dropped units and forgets the factor 1 / (1 - p) of the kept ones.
    out is x times mask / (1 - p), so its derivative carries the whole factor. (lecture R8)"""

    edits = {"dout * mask / (1 - p)": "dout * mask"}


class backward_ignores_the_mask:
    """Your backward pass hands on the gradient of every unit as it came. A dropped unit had no part in the output, so
    its gradient is 0; a kept one had a part 1 / (1 - p) as large as itself. (lecture R8)"""

    edits = {"dout * mask / (1 - p)": "dout"}


class mask_read_from_the_output:
    """Your backward pass takes a unit for dropped where the output is 0. After a ReLU many kept units are 0 too, and
    they lose their gradient. Keep the mask itself in the cache. (lecture R8)"""

    edits = {"return x * mask / (1 - p), (mask, p)": "out = x * mask / (1 - p)\nreturn out, (out != 0, p)"}


class kept_where_the_output_is_positive:
    """Your backward pass takes a unit for kept where the output is positive. That is ReLU's rule, and a kept unit may be
    negative or 0. Keep the mask itself in the cache. (lecture R8)"""

    edits = {"return x * mask / (1 - p), (mask, p)": "out = x * mask / (1 - p)\nreturn out, (out > 0, p)"}


class plain_dropout:
    """You wrote dropout in its older form: no scale in training, and 1 - p at test time. That is consistent, but inverted
    dropout is asked for here: it divides by 1 - p in training and leaves the test pass alone. (lecture R8)"""

    edits = {
        "x * mask / (1 - p)": "x * mask",
        "dout * mask / (1 - p)": "dout * mask",
        "return x, None": "return x * (1 - p), None",
    }


class plain_dropout_scaled_by_p:
    """You wrote dropout in its older form, without a scale in training, and multiply by p at test time. A unit is there with
    probability 1 - p. And inverted dropout is asked for: divide by 1 - p in training, leave the test pass alone. (lecture
    R8)"""

    edits = {
        "x * mask / (1 - p)": "x * mask",
        "dout * mask / (1 - p)": "dout * mask",
        "return x, None": "return x * p, None",
    }


class scaled_at_test_time_too:
    """You multiply by 1 - p at test time. Inverted dropout does its correction in training, by dividing by 1 - p there, so
    with training=False the output is x itself. (lecture R8)"""

    edits = {"return x, None": "return x * (1 - p), None"}


class divided_at_test_time_too:
    """You divide by 1 - p at test time as well. That makes up for units that are missing in training; with training=False none is
    missing, and the output is x itself. (lecture R8)"""

    edits = {"return x, None": "return x / (1 - p), None"}


class still_random_at_test_time:
    """You drop units with training=False too, so the same input gets another prediction each time. Dropout is noise
    for training only: look at the flag before you draw. (lecture R8)"""

    edits = {"if not training:\n    return x, None": ""}


class training_flag_turned_round:
    """You drop units with training=False and pass everything on with training=True. It is the other way round: the
    noise belongs to training. (lecture R8)"""

    edits = {"if not training": "if training"}


class input_changed_in_place:
    """You write your output into x itself (`x *= mask` or `x[...] = 0`). The caller's array is then spoiled: the layer
    before needs it for its own backward pass. Make a new array: `out = x * mask`. (lecture R8)"""

    edits = (
        {"return x * mask / (1 - p), (mask, p)": "x *= mask / (1 - p)\nreturn x, (mask, p)"},
        {"return x * mask / (1 - p), (mask, p)": "x[~mask] = 0\nreturn x / (1 - p), (mask, p)"},
    )


class gradient_changed_in_place:
    """Your backward pass writes its gradient into dout itself (`dout *= mask`). Whoever handed it to you may still need
    it. Make a new array: `dx = dout * mask`. (lecture R8)"""

    edits = {"return dout * mask / (1 - p)": "dout *= mask / (1 - p)\nreturn dout"}


class global_random_state:
    """You draw from np.random and not from the generator `rng` that you were given, so a run cannot be repeated from
    its seed and nobody else can tell your masks from theirs. Use rng.random(x.shape). (lecture R8)"""

    edits = {"rng.random": "np.random.random"}


class generator_seeded_inside:
    """Every pass of yours drops the same units, so they are never trained: a generator with a fixed seed is made inside the
    function, or the first mask is kept. Draw from the `rng` that you were given: it goes on from call to call. (lecture R8)"""

    edits = {"rng.random": "np.random.default_rng(0).random"}


class multiplied_by_the_keep_probability:
    """You multiply what is kept by 1 - p, which makes the output smaller still. It is to make up for what is missing: divide
    by 1 - p. (lecture R8)"""

    edits = {"x * mask / (1 - p)": "x * mask * (1 - p)", "dout * mask / (1 - p)": "dout * mask * (1 - p)"}


class whole_channels_dropped:
    """In images you draw one number for each channel, so a channel falls as a whole. That is another method (spatial
    dropout); here each entry of x has a coin of its own: a number for each, of shape x.shape. (lecture R8)"""

    edits = {"rng.random(x.shape)": "rng.random(x.shape[:2] + (1,) * (x.ndim - 2))"}


class pixels_dropped_in_all_channels:
    """In images you draw one number for each pixel and use it for all channels. Each entry of x has a coin of its own: a number for
    each, of shape x.shape. (lecture R8)"""

    edits = {"rng.random(x.shape)": "rng.random(x.shape if x.ndim < 4 else (len(x), 1, *x.shape[2:]))"}


class draws_at_test_time_too:
    """You draw a mask with training=False as well and do not use it. The generator has moved on all the same, so asking for an
    answer changes the masks of the next training step. Look at the flag before you draw. (lecture R8)"""

    edits = {
        "if not training:\n    return x, None": "",
        "mask = rng.random(x.shape) >= p": "mask = rng.random(x.shape) >= p\nif not training:\n    return x, None",
    }


class one_mask_for_all_layers:
    """Your mask is kept outside of the cache, where the next forward pass overwrites it. A network has several dropout layers,
    and each needs its own mask on the way back: return the mask as the cache. (lecture R8)"""

    edits = {
        "return x * mask / (1 - p), (mask, p)": "return x * mask / (1 - p), (keep(mask), p)",
        "mask, p = cache": "(mask,), p = cache",
    }

    def keep(value, kept=[None]):
        kept[0] = value
        return kept


class gradient_scaled_at_test_time:
    """After a pass with training=False your backward pass still divides by 1 - p. There out is x as it is, so the gradient
    passes as it is too. (lecture R8)"""

    edits = {"return x, None": "return x, (np.ones(x.shape), p)"}


class no_backward_after_a_test_pass:
    """After a pass with training=False your cache holds no mask, and your backward pass multiplies by it all the same. There out
    is x: ask for that case first and hand the gradient on as it is. (lecture R8)"""

    edits = {"if cache is None:\n    return dout": ""}


def observe_dropout_forward(arguments, result):
    """What students with one idea share, however they draw: the scale, the share dropped, who has whose mask."""
    x, p, out = np.asarray(arguments["x"]), arguments["p"], np.asarray(result[0])
    if not p:
        return "nothing to drop"  # dividing by p gives infinities or nan, whatever way it is written
    if out.shape != x.shape or out.dtype.kind not in "bif":
        return {"shape": list(out.shape), "kind": out.dtype.kind}
    if not arguments["training"] and (out == 0).any():
        return "units are dropped"
    tiny, factors = _without_tiny(_ratio(out, x))
    kept = factors.reshape(x.shape) != 0 if factors.size == x.size else out != 0
    if arguments["training"] and len(x) <= 3 and _whole_rows(kept):
        return "a few rows: all or nothing"
    seen = {"scale": _scale(factors, p, out.dtype), "pattern": _pattern(kept), "share": _share(factors, p)}
    return seen | {"tiny": tiny}


def observe_dropout_backward(arguments, result):
    """The factor of each gradient beside the factor of the forward pass that it belongs to."""
    forward = arguments["cache"].origin
    x, p, out = np.asarray(forward.arguments["x"]), forward.arguments["p"], np.asarray(forward.result[0])
    dout, dx = np.asarray(arguments["dout"]), np.asarray(result)
    if not p or not (forward.arguments["training"] or np.array_equal(out, x)):
        return "nothing to compare"
    if dx.shape != dout.shape or dx.dtype.kind not in "bif":
        return {"shape": list(dx.shape), "kind": dx.dtype.kind}
    tiny, factors = _without_tiny(_ratio(dx, dout))
    seen, passed = x != 0, factors.reshape(x.shape) != 0
    return {
        "tiny": tiny,
        "same units": bool(np.array_equal(passed[seen], out[seen] != 0)),
        "scale": _scale(factors.reshape(x.shape)[seen], p, dx.dtype),
        "zeros": _how_many(passed[~seen]),
    }


def _ratio(a, b):
    """a / b where b is not 0."""
    return a[b != 0] / b[b != 0]


def _without_tiny(factors):
    """Whether some are next to nothing, and the factors with 0 in their place."""
    tiny = (factors != 0) & (np.abs(factors) < 1e-6)
    return bool(tiny.any()), np.where(tiny, 0, factors)


def _scale(factors, p, dtype):
    """The one factor of all units that passed, by name."""
    passed = factors[factors != 0]
    if not passed.size:
        return "nothing passed"
    rtol = 1e-9 if dtype == np.float64 else 1e-5
    if not np.allclose(passed, passed[0], rtol=rtol, atol=0):
        return "varies"
    for name, value in {"1/(1-p)": 1 / (1 - p), "1/p": 1 / p, "1": 1.0, "1-p": 1 - p, "p": p}.items():
        if math.isclose(passed[0], value, rel_tol=10 * rtol):
            return name
    return "about 1/(1-p)" if 0.75 < passed[0] * (1 - p) < 1.35 else near(passed[0], 1e-3 * abs(passed[0]))


def _share(factors, p):
    """The share that was dropped, by name; only large layers tell."""
    if factors.size < 10_000:
        return None
    share = float((factors == 0).mean())
    for name, value in [("p", p), ("1-p", 1 - p), ("normal", _normal(p)), ("normal", 1 - _normal(1 - p))]:
        if abs(share - value) < 0.03:
            return name
    return near(share, 0.05)


def _normal(p):
    """The share of normally distributed noise that lies below p."""
    return 0.5 + 0.5 * math.erf(p / math.sqrt(2))


def _whole_rows(kept):
    kept = kept.reshape(len(kept), -1)
    return bool((kept == kept[:, :1]).all())


def _in_images(kept):
    """Whether channels fall as a whole, and whether pixels fall in all channels at once."""
    if kept.ndim != 4:
        return False, False
    return bool((kept == kept[:, :, :1, :1]).all()), bool((kept == kept[:, :1]).all())


def _pattern(kept):
    """Who shares a mask; a small layer does not tell."""
    whole_channels, all_channels = _in_images(kept)
    kept = kept.reshape(len(kept), -1)
    if len(kept) < 2 or kept.shape[1] < 30:
        return None
    if _whole_rows(kept):
        return "whole rows"
    if whole_channels:
        return "whole channels"
    if all_channels:
        return "all channels at once"
    if (kept == kept[0]).all():
        return "one mask"
    return "same number" if len(set(kept.sum(axis=1))) == 1 and len(kept) >= 10 else "free"


def _how_many(passed):
    return None if not passed.size else "all" if passed.all() else "some" if passed.any() else "none"
