"""Known-wrong gradient clipping."""

NORM = "norm = float(np.sqrt(sum(np.square(g, dtype=float).sum() for g in grads.values())))"
SCALE = "scale = float(max_norm) / norm if norm > max_norm else 1"
RETURN = "return {name: g * scale for name, g in grads.items()}, norm"


class symmetric_range:
    """You cut at -high and high. The lower end is an argument of its own, low, and need not mirror the upper one.
    (lecture O9)"""

    edits = {"float(low), float(high)": "-float(high), float(high)"}


class upper_end_only:
    """You cut large entries and let very negative ones pass. A gradient of -1000 throws you just as far as one of 1000.
    (lecture O9)"""

    edits = {"np.clip(grad, float(low), float(high))": "np.minimum(grad, float(high))"}


class lower_end_only:
    """You cut very negative entries and let large ones pass. Both ends of the range are limits. (lecture O9)"""

    edits = {"np.clip(grad, float(low), float(high))": "np.maximum(grad, float(low))"}


class sent_to_the_other_end:
    """What is above the range you set to low, and what is below it to high. Each entry stops at the end that it meets:
    above high it becomes high, below low it becomes low. (lecture O9)"""

    edits = {"np.clip(grad, float(low), float(high))": "np.where(grad > high, low, np.where(grad < low, high, grad))"}


class min_and_max_exchanged:
    """You take the smaller of each entry and low, and the larger of that and high: everything becomes high. No entry may be
    *below* low, so it is the larger of the two that counts there: min(max(g, low), high). (lecture O9)"""

    edits = {"np.clip(grad, float(low), float(high))": "np.maximum(np.minimum(grad, float(low)), float(high))"}


class sign_lost:
    """You clip the absolute values, and the signs are gone: entries that were negative now point uphill. (lecture O9)"""

    edits = {"np.clip(grad, float(low), float(high))": "np.clip(np.abs(grad), float(low), float(high))"}


class large_entries_set_to_zero:
    """You set the entries outside of the range to 0. They are cut to the end of the range: where the gradient is steep,
    the step shall be short, not missing. (lecture O9)"""

    edits = {"np.clip(grad, float(low), float(high))": "np.where((grad < low) | (grad > high), 0.0, grad)"}


class each_gradient_by_its_own_norm:
    """You clip each gradient by its own norm. Then a layer with a long gradient is shortened and its neighbour is not,
    and the direction of the whole step changes. There is one norm, and one factor. (lecture O9)"""

    edits = {
        RETURN: """
            lengths = {name: np.sqrt(np.square(g, dtype=float).sum()) for name, g in grads.items()}
            return {name: g * min(1.0, max_norm / max(lengths[name], 1e-300)) for name, g in grads.items()}, norm
        """
    }


class sum_of_the_norms:
    """You add up the norms of the gradients. Lengths of parts do not add up to the length of the whole, their squares
    do: one sum of all squares, one root. (lecture O9)"""

    edits = {NORM: "norm = float(sum(np.sqrt(np.square(g, dtype=float).sum()) for g in grads.values()))"}


class first_gradient_only:
    """You take the norm of the first gradient alone. All of them count: one sum of all squares, one root. (lecture O9)"""

    edits = {"for g in grads.values())": "for g in list(grads.values())[:1])"}


class sum_of_the_sizes:
    """You add up absolute values. The norm asked for is the length of the vector that all entries form, the root of the
    sum of their squares. (lecture O9)"""

    edits = {NORM: "norm = float(sum(np.abs(g).sum(dtype=float) for g in grads.values()))"}


class mean_squares:
    """You add up the mean squares of the gradients. A mean forgets how many entries there are: it is the squares of all
    entries that add up. (lecture O9)"""

    edits = {NORM: "norm = float(np.sqrt(sum(np.square(g, dtype=float).mean() for g in grads.values())))"}


class largest_entry:
    """You take the largest entry for the norm. That is another norm; the one asked for is the length of the vector that
    all entries form, the root of the sum of their squares. (lecture O9)"""

    edits = {NORM: "norm = float(max(np.abs(g).max() for g in grads.values()))"}


class squares_without_the_root:
    """You compare the sum of the squares with max_norm and forget the root. Below 1 the square is smaller than the
    norm, above it larger: you clip at the wrong place. (lecture O9)"""

    edits = {NORM: "norm = float(sum(np.square(g, dtype=float).sum() for g in grads.values()))"}


class always_of_length_max_norm:
    """You give every gradient the length max_norm, short ones too. Near a minimum gradients are short because it is
    near: stretched to full length they jump past it. Shorten only what is longer. (lecture O9)"""

    edits = (
        {SCALE: "scale = float(max_norm) / norm if norm > 0 else 1"},
        {SCALE: "with np.errstate(all='ignore'):\n    scale = float(max_norm) / np.float64(norm)"},
    )


class short_ones_changed_and_long_ones_not:
    """Your comparison is the wrong way round: you stretch gradients that are short enough and let long ones pass.
    (lecture O9)"""

    edits = (
        {SCALE: "scale = float(max_norm) / norm if 0 < norm < max_norm else 1"},
        {SCALE: "scale = float(max_norm) / norm if norm < max_norm else 1"},
    )


class factor_upside_down:
    """Your factor is norm / max_norm and makes long gradients longer. It is max_norm / norm, which is below 1 where
    there is something to shorten. (lecture O9)"""

    edits = {SCALE: "scale = norm / float(max_norm) if norm > max_norm else 1"}


class root_of_the_factor:
    """You take the root of the factor. max_norm / norm is a ratio of lengths already: multiply by it as it is. (lecture
    O9)"""

    edits = {SCALE: "scale = np.sqrt(float(max_norm) / norm) if norm > max_norm else 1"}


class clipped_entry_by_entry:
    """In clip_by_norm you cut the entries to the range from -max_norm to max_norm. That is clipping by value, and turns
    the gradient; multiply all of it by one factor. (lecture O9)"""

    edits = {RETURN: "return {name: np.clip(g, -max_norm, max_norm) for name, g in grads.items()}, norm"}


class norm_after_clipping:
    """You return the norm that the gradients have after clipping, which is never above max_norm. Asked for is the one
    before: it is what shows in a plot that the gradients explode. (lecture O9)"""

    edits = {"for name, g in grads.items()}, norm": "for name, g in grads.items()}, min(norm, float(max_norm))"}


class max_norm_for_the_norm:
    """The second value that you return is max_norm, which the caller knows. Asked for is the norm of the gradients before
    clipping. (lecture O9)"""

    edits = {"for name, g in grads.items()}, norm": "for name, g in grads.items()}, max_norm"}


class factor_for_the_norm:
    """The second value that you return is the factor. Asked for is the norm of the gradients before clipping. (lecture
    O9)"""

    edits = {"for name, g in grads.items()}, norm": "for name, g in grads.items()}, scale"}


class divided_by_the_limit:
    """Your factor is 1 / max_norm and has forgotten how long the gradients are. Divide by their norm, then multiply by
    the length that they may have: max_norm / norm. (lecture O9)"""

    edits = {SCALE: "scale = 1 / float(max_norm) if norm > max_norm else 1"}


class nothing_for_zero_gradients:
    """You divide by the norm before you ask whether it is too large. Gradients that are all 0 then become 0 / 0, which
    is no number. (lecture O9)"""

    edits = {
        SCALE: """
            with np.errstate(invalid="ignore"):
                scale = min(float(max_norm), norm) / np.float64(norm)
        """
    }


class epsilon_added_to_the_norm:
    """You add a small number to the norm before you divide, as some libraries do. Nothing needs it (the norm is larger
    than max_norm there), and where all numbers are small the clipped norm is not max_norm. (lecture O9)"""

    edits = {SCALE: "scale = min(1.0, float(max_norm) / (norm + 1e-6))"}


class squares_overflow_in_float32:
    """Right in float64, wrong in float32: gradients of 1e20 are numbers there, their squares are infinite, and so your
    factor is 0. Square in float64: np.square(g, dtype=float). (lecture O9)"""

    edits = {NORM: "norm = float(np.sqrt(sum(np.square(g).sum() for g in grads.values())))"}


class gradients_changed_in_place:
    """Your numbers are right, but you write them into the arrays, or the dict, that you were given (`g *= scale`). Make
    new ones: g * scale. (lecture O9)"""

    edits = (
        {RETURN: "for g in grads.values():\n    g *= scale\nreturn grads, norm"},
        {RETURN: "for name in grads:\n    grads[name] = grads[name] * scale\nreturn grads, norm"},
    )


class value_clipped_in_place:
    """Your numbers are right, but clip_by_value writes them into grad itself (`out=grad`, or grad[grad > high] = high).
    Make a new array. (lecture O9)"""

    edits = {"np.clip(grad, float(low), float(high))": "np.clip(grad, float(low), float(high), out=grad)"}
