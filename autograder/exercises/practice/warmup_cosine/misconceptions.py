"""Known-wrong warm-ups and cosines."""

CLIMB = "return eps_max * (k + 1) / warmup"
RATIO = "min((k - warmup) / (total - warmup), 1)"
FALL = "eps_min + (eps_max - eps_min) * (1 + np.cos(np.pi * ratio)) / 2"


class first_step_of_length_zero:
    """You climb with k / warmup, so that iteration 0 has the rate 0 and learns nothing, and the top comes one iteration
    late. Iterations are counted from 0: k + 1 of them have begun. (lecture O2)"""

    edits = {"(k + 1) / warmup": "k / warmup"}


class climbs_one_iteration_too_long:
    """Your climb goes on in iteration k = warmup, one step above eps_max. It takes `warmup` iterations, from 0 to
    warmup - 1. (lecture O2)"""

    edits = {"k < warmup": "k <= warmup"}


class climbs_from_eps_min:
    """Your climb begins at eps_min. It begins at nothing: iteration k has the share (k + 1) / warmup of eps_max.
    eps_min is where the way down ends. (lecture O2)"""

    edits = {CLIMB: "return eps_min + (eps_max - eps_min) * (k + 1) / warmup"}


class climb_one_iteration_longer:
    """You divide by warmup + 1, so that the climb never reaches eps_max. Iteration warmup - 1 has all of it: (k + 1) /
    warmup. (lecture O2)"""

    edits = {"(k + 1) / warmup": "(k + 1) / (warmup + 1)"}


class whole_number_division:
    """You divide with //, which cuts the fraction off: the rate is flat and then jumps. Use /. (lecture O2)"""

    edits = (
        {"eps_max * (k + 1) / warmup": "eps_max * ((k + 1) // warmup)"},
        {RATIO: "min((k - warmup) // (total - warmup), 1)"},
    )


class way_down_one_iteration_ahead:
    """Your way down is one iteration ahead: it begins with k - warmup + 1. In iteration warmup the rate is still eps_max.
    (lecture O2)"""

    edits = {RATIO: "min((k + 1 - warmup) / (total - warmup), 1)"}


class cosine_begins_at_zero:
    """You put k / total into the cosine, as if the way down had begun in iteration 0. It begins where the climb ends:
    (k - warmup) / (total - warmup). (lecture O2)"""

    edits = {RATIO: "min(k / total, 1)"}


class way_down_as_long_as_all:
    """Your way down takes `total` iterations, and is not at its end when the training is. total counts all iterations,
    those of the climb among them: total - warmup are left for the way down. (lecture O2)"""

    edits = ({RATIO: "min((k - warmup) / total, 1)"}, {RATIO: "(k - warmup) / total if k < total else 1"})


class at_the_end_one_iteration_early:
    """Your way down has total - warmup - 1 steps, and is at eps_min in iteration total - 1. eps_min belongs to k = total:
    divide by total - warmup. (lecture O2)"""

    edits = {"(total - warmup)": "(total - warmup - 1)"}


class climbs_again_after_the_end:
    """After iteration total you let the cosine run on, and the rate climbs again. That is another schedule, with
    restarts; here it stays at eps_min. (lecture O2)"""

    edits = (
        {RATIO: "(k - warmup) / (total - warmup)"},
        {RATIO: "(k - warmup) % (total - warmup) / (total - warmup)"},
    )


class zero_after_the_end:
    """At the end your rate drops to 0. It stays at eps_min. (lecture O2)"""

    edits = tuple(
        {"ratio = " + RATIO: f"if k {beyond} total:\n    return 0.0\nratio = (k - warmup) / (total - warmup)"}
        for beyond in (">", ">=")
    )


class falls_to_zero:
    """You let the rate fall to 0 and never use eps_min. Half a cosine goes from eps_max to eps_min: its height is
    eps_max - eps_min, and it stands on eps_min. (lecture O2)"""

    edits = {FALL: "eps_max * (1 + np.cos(np.pi * ratio)) / 2"}


class eps_min_on_top:
    """You add eps_min to a cosine that is eps_max high, so that the way down begins at eps_max + eps_min. Its height is
    only eps_max - eps_min. (lecture O2)"""

    edits = {FALL: "eps_min + eps_max * (1 + np.cos(np.pi * ratio)) / 2"}


class never_below_eps_min:
    """You let a cosine fall to 0 and cut it off at eps_min. Then the rate stands still long before the end. The cosine
    itself ends at eps_min: its height is eps_max - eps_min. (lecture O2)"""

    edits = {FALL: "max(eps_min, eps_max * (1 + np.cos(np.pi * ratio)) / 2)"}


class cosine_not_halved:
    """Your cosine is twice too high: 1 + cos goes from 2 to 0. Divide by 2. (lecture O2)"""

    edits = {FALL: "eps_min + (eps_max - eps_min) * (1 + np.cos(np.pi * ratio))"}


class cosine_halved_and_not_the_one:
    """You halve the cosine and not the 1 before it. All of 1 + cos is divided by 2: (1 + cos) / 2. (lecture O2)"""

    edits = {FALL: "eps_min + (eps_max - eps_min) * (1 + np.cos(np.pi * ratio) / 2)"}


class quarter_of_a_cosine:
    """You take a quarter of a cosine, from 0 to 90 degrees, which ends at its steepest. Half a cosine is level at both
    ends: (1 + cos(pi ratio)) / 2. (lecture O2)"""

    edits = (
        {FALL: "eps_min + (eps_max - eps_min) * np.cos(np.pi / 2 * ratio)"},
        {"np.pi * ratio": "np.pi / 2 * ratio"},
        {"np.pi * ratio": "(np.pi / 2 * ratio if k < total else np.pi)"},
    )


class whole_cosine:
    """You go through a whole cosine, 2 pi, so that the rate is back at eps_max in the end. Half of one leads down: pi.
    (lecture O2)"""

    edits = {"np.pi * ratio": "2 * np.pi * ratio"}


class cosine_of_degrees:
    """You give the cosine degrees. NumPy's functions take radians: half a turn is pi, not 180. (lecture O2)"""

    edits = ({"np.pi * ratio": "180 * ratio"}, {"np.pi * ratio": "(180 * ratio if k < total else np.pi)"})


class straight_line_down:
    """Your way down is a straight line. That is the lecture's schedule; this one is half a cosine, level at both ends
    and steepest in the middle. (lecture O2)"""

    edits = {FALL: "eps_max + (eps_min - eps_max) * ratio"}


class ends_of_the_cosine_swapped:
    """Your cosine runs from eps_min up to eps_max. cos is 1 at 0, so 1 + cos is largest where the way begins: the part
    that falls belongs to eps_max. (lecture O2)"""

    edits = {"1 + np.cos": "1 - np.cos"}


class divided_by_no_warm_up:
    """You divide by warmup before you ask whether there is any. With warmup = 0 that is a division by zero: ask first
    whether k < warmup. (lecture O2)"""

    edits = {
        "if k < warmup:": "climbed = (k + 1) / warmup\nif climbed <= 1:",
        CLIMB: "return eps_max * climbed",
    }
