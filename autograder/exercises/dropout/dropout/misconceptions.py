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
    """You drop the right units but divide what is kept by p. A unit survives with probability 1 - p, so only 1 / (1 -
    p) brings the average back to x; with p = 0.5 the two are equal, which hides it. (lecture R8)"""

    edits = {"x * mask / (1 - p)": "x * mask / p", "dout * mask / (1 - p)": "dout * mask / p"}


class p_taken_for_the_keep_probability:
    """You read p as the probability of keeping a unit. Some texts and libraries do; in this course p is the
    probability of dropping it: keep a unit when its random number is at least p, and divide by 1 - p. (lecture R8)"""

    edits = {">= p": "< p", "x * mask / (1 - p)": "x * mask / p", "dout * mask / (1 - p)": "dout * mask / p"}


class comparison_turned_round:
    """You divide by 1 - p, but your comparison keeps a unit where its random number is below p, which drops the share
    1 - p. Keep a unit where the number is at least p. (lecture R8)"""

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

    edits = {"rng.random(x.shape)": "rng.random((len(x), 1))"}


class same_number_in_every_row:
    """You drop exactly the same number of units in every row. In dropout each unit falls by a coin of its own, so the
    number varies and all 2^n masks can occur. Compare one uniform number for each unit with p. (lecture R8)"""

    edits = {"rng.random(x.shape) >= p": "rng.random(x.shape).argsort(axis=-1) >= p * x.shape[-1]"}


class mask_redrawn_in_backward:
    """Your backward pass draws a mask of its own, so gradients flow through units that were dropped and stop at units
    that were kept. The mask is part of the function that was computed: keep it in the cache. (lecture R8)"""

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


class scaled_at_test_time_too:
    """You divide by 1 - p in training and multiply by 1 - p at test time as well: that corrects twice. Inverted
    dropout has done its correction in training, so with training=False the output is x. (lecture R8)"""

    edits = {"return x, None": "return x * (1 - p), None"}


class still_random_at_test_time:
    """You drop units with training=False too, so the same input gets another prediction each time. Dropout is noise
    for training only: look at the flag before you draw. (lecture R8)"""

    edits = {"if not training:\n    return x, None": ""}


class training_flag_turned_round:
    """You drop units with training=False and pass everything on with training=True. It is the other way round: the
    noise belongs to training. (lecture R8)"""

    edits = {"if not training": "if training"}


class input_changed_in_place:
    """Your numbers are right, but you write them into x itself (`x *= mask` or `x[...] = 0`). The caller's array is
    then spoiled: the layer before needs it for its own backward pass. Make a new array: `out = x * mask`. (lecture
    R8)"""

    edits = {"return x * mask / (1 - p), (mask, p)": "x *= mask / (1 - p)\nreturn x, (mask, p)"}


class gradient_changed_in_place:
    """Your numbers are right, but your backward pass writes them into dout itself (`dout *= mask`). Whoever handed it
    to you may still need it. Make a new array: `dx = dout * mask`. (lecture R8)"""

    edits = {"return dout * mask / (1 - p)": "dout *= mask / (1 - p)\nreturn dout"}


class global_random_state:
    """You draw from np.random and not from the generator `rng` that you were given, so a run cannot be repeated from
    its seed and nobody else can tell your masks from theirs. Use rng.random(x.shape). (lecture R8)"""

    edits = {"rng.random": "np.random.random"}


class generator_seeded_inside:
    """You make a generator with a fixed seed inside the function, so every pass drops the same units and they are
    never trained. Draw from the `rng` that you were given: it goes on from call to call. (lecture R8)"""

    edits = {"rng.random": "np.random.default_rng(0).random"}


def observe_dropout_forward(arguments, result):
    """What students with one idea share, however they draw: the scale, the share dropped, who has whose mask."""
    x, p, out = np.asarray(arguments["x"]), arguments["p"], np.asarray(result[0])
    if not p:
        return "nothing to drop"  # dividing by p gives infinities or nan, whatever way it is written
    if out.shape != x.shape or out.dtype.kind not in "bif":
        return {"shape": list(out.shape), "kind": out.dtype.kind}
    if not arguments["training"] and (out == 0).any():
        return "units are dropped"
    if arguments["training"] and len(x) <= 3 and _whole_rows(out != 0):
        return "a few rows: all or nothing"
    pattern, factors = _pattern(out != 0), _ratio(out, x)
    return {"scale": _scale(factors, p, out.dtype), "pattern": pattern, "share": _share(factors, p, pattern)}


def observe_dropout_backward(arguments, result):
    """The factor of each gradient beside the factor of the forward pass that it belongs to."""
    forward = arguments["cache"].origin
    x, p, out = np.asarray(forward.arguments["x"]), forward.arguments["p"], np.asarray(forward.result[0])
    dout, dx = np.asarray(arguments["dout"]), np.asarray(result)
    if not p or not (forward.arguments["training"] or np.array_equal(out, x)):
        return "nothing to compare"
    if dx.shape != dout.shape or dx.dtype.kind not in "bif":
        return {"shape": list(dx.shape), "kind": dx.dtype.kind}
    seen, passed = x != 0, dx != 0
    return {
        "same units": bool(np.array_equal(passed[seen], out[seen] != 0)),
        "scale": _scale(_ratio(dx[seen], dout[seen]), p, dx.dtype),
        "zeros": _how_many(passed[~seen]),
    }


def _ratio(a, b):
    """a / b where b is not 0."""
    return a[b != 0] / b[b != 0]


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


def _share(factors, p, pattern):
    """The share that was dropped, by name; only large layers tell."""
    if pattern not in ("free", "same number") or factors.size < 10_000:
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


def _pattern(kept):
    """Who shares a mask; a small layer does not tell."""
    kept = kept.reshape(len(kept), -1)
    if len(kept) < 2 or kept.shape[1] < 30:
        return None
    if _whole_rows(kept):
        return "whole rows"
    if (kept == kept[0]).all():
        return "one mask"
    return "same number" if len(set(kept.sum(axis=1))) == 1 and len(kept) >= 10 else "free"


def _how_many(passed):
    return None if not passed.size else "all" if passed.all() else "some" if passed.any() else "none"
