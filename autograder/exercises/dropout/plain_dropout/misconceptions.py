"""Known-wrong plain dropouts, and what of a random answer tells them apart."""

import math

import numpy as np

from autograder.grading.diagnosis import near


class inverted_dropout_again:
    """You wrote inverted dropout: scaled by 1 / (1 - p) in training, nothing at test time. That is consistent, but
    this exercise asks for the older form, which leaves training alone and multiplies by 1 - p at test time. (lecture
    R9)"""

    edits = {"x * mask": "x * mask / (1 - p)", "x * (1 - p)": "x"}


class corrected_twice:
    """You divide by 1 - p in training. That is a full correction already, and the test pass corrects once more, by 1 - p:
    in plain dropout training has no scale. (lecture R9)"""

    edits = {"x * mask": "x * mask / (1 - p)"}


class evaluation_scaled_by_p:
    """At test time you multiply by p, the probability that a unit was missing. It was present with probability 1 - p,
    and that is its average in training. With p = 0.5, as on the lecture's slide, the two cannot be told apart.
    (lecture R9)"""

    edits = {"x * (1 - p)": "x * p"}


class evaluation_not_scaled:
    """At test time you pass x as it is. In training the next layer saw each unit only in a share 1 - p of the passes,
    so now its input is 1 / (1 - p) times as large as it is used to. (lecture R9)"""

    edits = {"x * (1 - p)": "x"}


class evaluation_divided:
    """At test time you divide by 1 - p. More units are present then than in training, so the sum must be made
    smaller: multiply by 1 - p. Dividing is what inverted dropout does in training. (lecture R9)"""

    edits = {"x * (1 - p)": "x / (1 - p)"}


class p_taken_for_the_keep_probability:
    """You read p as the probability of keeping a unit, in training and at test time. In this course p is the
    probability of dropping it: keep where the random number is at least p, and multiply by 1 - p at test time.
    (lecture R8)"""

    edits = {">= p": "< p", "x * (1 - p)": "x * p"}


class comparison_turned_round:
    """In training your comparison keeps a unit where its random number is below p, which drops the share 1 - p. Keep a
    unit where the number is at least p. (lecture R8)"""

    edits = {">= p": "< p"}


class normal_noise_for_uniform:
    """You compare p with normally distributed noise (standard_normal, randn). Below p lies a share of the normal
    curve, not p: for p = 0.1 more than half of the units fall. Use numbers that are uniform between 0 and 1:
    rng.random. (lecture R8)"""

    edits = {"rng.random": "rng.standard_normal"}


class one_mask_for_the_batch:
    """You draw one mask and use it for every row, so the examples of a batch all train the same thinned network. Draw
    a number for each entry of x, that is, of shape x.shape. (lecture R8)"""

    edits = {"rng.random(x.shape)": "rng.random(x.shape[1:])"}


class whole_examples_dropped:
    """You draw one number for each row, so an example loses all of its units or none. Dropout thins the layer: draw a
    number for each entry of x, that is, of shape x.shape. (lecture R8)"""

    edits = {"rng.random(x.shape)": "rng.random((len(x), 1))"}


class whole_channels_dropped:
    """In images you draw one number for each channel, so a channel falls as a whole. That is another method (spatial
    dropout); here each entry of x has a coin of its own: a number for each, of shape x.shape. (lecture R8)"""

    edits = {"rng.random(x.shape)": "rng.random(x.shape[:2] + (1,) * (x.ndim - 2))"}


class pixels_dropped_in_all_channels:
    """In images you draw one number for each pixel and use it for all channels. Each entry of x has a coin of its own: a number for
    each, of shape x.shape. (lecture R8)"""

    edits = {"rng.random(x.shape)": "rng.random(x.shape if x.ndim < 4 else (len(x), 1, *x.shape[2:]))"}


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
        {"return x * mask": "return np.where(mask, x, 1e-10)"},
    )


class still_random_at_test_time:
    """You drop units with training=False too, so the same input gets another prediction each time. At test time every
    unit is there; the factor 1 - p takes the place of the mask. (lecture R9)"""

    edits = {"if not training:\n    return x * (1 - p)": ""}


class input_changed_in_place:
    """You write your output into x itself (`x *= mask`). The caller's array is then spoiled: the layer before needs it
    for its own backward pass. Make a new array: `x * mask`. (lecture R9)"""

    edits = (
        {"return x * mask": "x *= mask\nreturn x"},
        {"return x * mask": "x *= mask\nreturn x", "return x * (1 - p)": "x *= 1 - p\nreturn x"},
    )


class global_random_state:
    """You draw from np.random and not from the generator `rng` that you were given, so a run cannot be repeated from
    its seed. Use rng.random(x.shape). (lecture R8)"""

    edits = {"rng.random": "np.random.random"}


class generator_seeded_inside:
    """Every pass of yours drops the same units, so they are never trained: a generator with a fixed seed is made inside the
    function, or the first mask is kept. Draw from the `rng` that you were given: it goes on from call to call. (lecture R8)"""

    edits = {"rng.random": "np.random.default_rng(0).random"}


class scaled_in_training_too:
    """You multiply by 1 - p in training as well. There a unit is missing or passes as it is, and the sum is smaller already; the
    factor belongs to the test pass alone. (lecture R9)"""

    edits = {"x * mask": "x * mask * (1 - p)"}


class training_flag_turned_round:
    """You drop units with training=False and scale with training=True. It is the other way round: the noise belongs to
    training. (lecture R8)"""

    edits = {"if not training": "if training"}


class draws_at_test_time_too:
    """You draw a mask with training=False as well and do not use it. The generator has moved on all the same, so asking for an
    answer changes the masks of the next training step. Look at the flag before you draw. (lecture R8)"""

    edits = {
        "if not training:\n    return x * (1 - p)": "",
        "mask = rng.random(x.shape) >= p": "mask = rng.random(x.shape) >= p\nif not training:\n    return x * (1 - p)",
    }


def observe_plain_dropout(arguments, result):
    """What students with one idea share, however they draw: the scale, the share dropped, who has whose mask."""
    x, p, out = np.asarray(arguments["x"]), arguments["p"], np.asarray(result)
    if not p:
        return "nothing to drop"  # dividing by p gives infinities, whatever way it is written
    if out.shape != x.shape or out.dtype.kind not in "bif":
        return {"shape": list(out.shape), "kind": out.dtype.kind}
    tiny = (out != 0) & (np.abs(out / x) < 1e-6)
    kept = (out != 0) & ~tiny
    if not arguments["training"] and not kept.all():
        return "units are dropped"
    if arguments["training"] and len(x) <= 3 and _whole_rows(kept):
        return "a few rows: all or nothing"
    seen = {"scale": _scale((out / x)[kept], p), "pattern": _pattern(kept), "share": _share(kept, p)}
    return seen | {"tiny": bool(tiny.any())}


def _scale(passed, p):
    """The one factor of all units that passed, by name."""
    if not passed.size:
        return "nothing passed"
    if not np.allclose(passed, passed[0], rtol=1e-5, atol=0):
        return "varies"
    for name, value in {"1": 1.0, "1-p": 1 - p, "p": p, "1/(1-p)": 1 / (1 - p), "1/p": 1 / p}.items():
        if math.isclose(passed[0], value, rel_tol=1e-4):
            return name
    return near(passed[0], 1e-3 * abs(passed[0]))


def _share(kept, p):
    """The share that was dropped, by name; only large layers tell."""
    if kept.size < 10_000:
        return None
    share = 1.0 - float(kept.mean())
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
