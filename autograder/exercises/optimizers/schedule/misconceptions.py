"""Known-wrong learning rates that fall."""


class falls_for_ever:
    """You let the line go on below eps_tau after iteration tau, and in the end the rate is negative and the descent
    climbs. From tau on the rate stays at eps_tau. (lecture O2)"""

    edits = {"min(k / tau, 1)": "k / tau"}


class ends_swapped:
    """You begin with eps_tau and end with eps_0. At k = 0 all of the weight lies on eps_0: that is the factor
    1 - k / tau. (lecture O2)"""

    edits = (
        {"(1 - ratio) * eps_0 + ratio * eps_tau": "ratio * eps_0 + (1 - ratio) * eps_tau"},
        {"(1 - ratio) * eps_0 + ratio * eps_tau": "(ratio * eps_0 + (1 - ratio) * eps_tau if ratio < 1 else eps_tau)"},
    )


class falls_to_zero:
    """You let the rate fall to 0, eps_0 (1 - k / tau), and never use eps_tau on the way. The line ends at eps_tau: it
    comes in with the weight k / tau. (lecture O2)"""

    edits = (
        {"(1 - ratio) * eps_0 + ratio * eps_tau": "(1 - ratio) * eps_0"},
        {"(1 - ratio) * eps_0 + ratio * eps_tau": "((1 - ratio) * eps_0 if ratio < 1 else eps_tau)"},
    )


class one_per_cent_assumed:
    """You end at 1% of eps_0, whatever eps_tau is. That is the lecture's rule of thumb for choosing eps_tau; here it
    has been chosen. (lecture O2)"""

    edits = {"ratio * eps_tau": "ratio * 0.01 * eps_0"}


class falls_by_a_factor:
    """Your rate falls by the same factor in each iteration, a curve. The lecture's falls by the same amount, a straight
    line: (1 - k / tau) eps_0 + (k / tau) eps_tau. (lecture O2)"""

    edits = {"(1 - ratio) * eps_0 + ratio * eps_tau": "eps_0 * (eps_tau / eps_0) ** ratio"}


class whole_number_division:
    """You divide with //, which cuts the fraction off: the rate stays at eps_0 and then jumps. Use /. (lecture O2)"""

    edits = {"k / tau": "k // tau"}


class one_iteration_ahead:
    """Your line is one iteration ahead: it uses k + 1 where k belongs. Iterations are counted from 0, and the first one
    has all of eps_0. (lecture O2)"""

    edits = {"k / tau": "(k + 1) / tau"}


class arrives_one_iteration_early:
    """Your line has tau - 1 steps, and is at eps_tau in iteration tau - 1. Iterations are counted from 0, and eps_tau
    belongs to k = tau: divide by tau. (lecture O2)"""

    edits = ({"k / tau": "k / (tau - 1)"}, {"k / tau": "k / max(tau - 1, 1)"})


class tau_cut_to_a_whole_number:
    """You cut tau to a whole number, so that with a tau of 7.5 the rate is at eps_tau in iteration 7. tau says where the line ends, a
    whole number or not. (lecture O2)"""

    edits = (
        {"min(k / tau, 1)": "min(k / max(int(tau), 1), 1)"},
        {"min(k / tau, 1)": "(1 if k >= int(tau) else k / tau)"},
    )


class zero_after_tau:
    """After iteration tau your rate is 0, and nothing moves any more. It stays at eps_tau. (lecture O2)"""

    edits = {"return (1 - ratio)": "if k > tau:\n    return 0.0\nreturn (1 - ratio)"}
