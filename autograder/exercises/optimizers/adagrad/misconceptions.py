"""Known-wrong steps of AdaGrad."""

import numpy as np


class climbs:
    """You add the step. The slide that sums the methods up has a plus there too, and it is a slip: like every descent,
    AdaGrad goes against the gradient, w - lr g / (delta + sqrt(r)). (lecture O4)"""

    edits = {"w - lr * g": "w + lr * g"}


class no_square:
    """You add up the gradients themselves. r is a sum of squares: gradients of both signs must not cancel, and the root
    of a sum that may be negative is no number. (lecture O4)"""

    edits = {"r + g**2": "r + g", "np.where(root == 0, 1, root)": "root"}


class absolute_values:
    """You add up absolute values and take the root of their sum. What AdaGrad adds up is g squared, so that the root
    has the unit of a gradient again. (lecture O4)"""

    edits = {"r + g**2": "r + np.abs(g)"}


class no_root:
    """You divide by r itself. r is a sum of squares; without the root the step is lr / g instead of about lr, huge for
    small gradients and tiny for large ones. (lecture O4)"""

    edits = {"np.sqrt(r)": "r"}


class nothing_adds_up:
    """Your r is the square of this gradient alone, so each step is lr long whatever came before, and the rates never
    fall. Add g squared to the r that the state brings back. (lecture O4)"""

    edits = {"r + g**2": "g**2"}


class forgets_like_rmsprop:
    """Your r forgets: 0.9 of the old one and 0.1 of the new square. That is RMSProp, the next exercise; AdaGrad adds up
    all squares and forgets none. (lecture O4)"""

    edits = {"r + g**2": "0.9 * r + 0.1 * g**2"}


class mean_of_the_squares:
    """You divide r by the number of steps. AdaGrad takes the root of the sum, not of the mean: that is why its rates
    keep falling. (lecture O4)"""

    def adagrad_step(w, g, state, lr, delta=1e-8):
        r, t = (np.zeros_like(w), 0) if state is None else state
        r, t = r + g**2, t + 1
        return w - lr * g / (delta + np.sqrt(r / t)), (r, t)


class one_rate_for_all:
    """You add up the squares of all entries, the length of the gradient, so that all entries share one rate. AdaGrad's
    point is a rate for each entry: r has the shape of w. (lecture O12)"""

    edits = {"r + g**2": "r + (g**2).sum()"}


class adds_up_after_the_step:
    """You divide by the root of the old r and add the square afterwards. In the first step r is 0 then, and only delta
    stands below g. First add, then divide. (lecture O4)"""

    edits = {
        "r = r + g**2": "",
        "1, root), r": "1, root), r + g**2",
    }


class delta_inside_the_root:
    """You have delta inside the root, sqrt(r + delta). The course, like the lecture, adds it outside, delta + sqrt(r):
    inside, it counts as its own root, 1e-4 for 1e-8. (lecture O4)"""

    edits = {"delta + np.sqrt(r)": "np.sqrt(r + delta)"}


class delta_left_out:
    """You leave delta out. An entry that has had no gradient yet is then divided 0 by 0, which is no number. (lecture
    O4)"""

    edits = {"delta + np.sqrt(r)": "np.sqrt(r)", "np.where(root == 0, 1, root)": "root"}


class delta_fixed:
    """Your delta is always 1e-8; the argument is never used. Who calls chooses it. (lecture O4)"""

    edits = {"delta + np.sqrt(r)": "1e-8 + np.sqrt(r)"}


class delta_multiplied:
    """You multiply the root by delta. It is a small number that is added, to keep the division away from 0. (lecture
    O4)"""

    edits = {"delta + np.sqrt(r)": "delta * np.sqrt(r)", "np.where(root == 0, 1, root)": "root"}


class one_memory_for_all:
    """You keep r outside of the state, so all parameters share one: what one of them has felt slows the others down.
    Return r as the state; the caller keeps a state for each parameter and brings it back. (lecture O4)"""

    def adagrad_step(w, g, state, lr, delta=1e-8, kept={}):
        if state is None:
            kept["r"] = np.zeros_like(w)
        kept["r"] = kept["r"] + g**2
        return w - lr * g / (delta + np.sqrt(kept["r"])), "started"


class root_kept_in_the_state:
    """Your state is the root of r, and the next step adds a square to that root. The root is for this step only: what
    goes into the state is r itself. (lecture O4)"""

    edits = {
        "return w - lr * g / np.where(root == 0, 1, root), r": "return w - lr * g / np.where(root == 0, 1, root), root"
    }


class state_changed_in_place:
    """Your numbers are right, but `r += ...` changes the state that you were given. It is an argument like w:
    whoever called may want to take this step once more. Make a new array: `r = r + g**2`. (lecture O4)"""

    edits = {"r = r + g**2": "r += g**2"}


class w_changed_in_place:
    """Your numbers are right, but `w -= ...` writes them into the array that you were given. Whoever called may still
    need the old one. Make a new array. (lecture O4)"""

    edits = {
        "return w - lr * g / np.where(root == 0, 1, root), r": "w -= lr * g / np.where(root == 0, 1, root)\nreturn w, r"
    }


class gradient_forgotten_above:
    """Your step is lr over the root, without g: every entry goes down by it, wherever it stands. The fraction is the rate of the
    entry, and the rate is multiplied by the gradient. (lecture O4)"""

    edits = {"lr * g / np.where": "lr / np.where"}


class begins_above_zero:
    """Your sum of squares begins at a number above 0, as some libraries have it. The lecture's r begins at 0, so that the first step
    is lr long in every entry. (lecture O4)"""

    edits = (
        {"np.zeros_like(w)": "np.ones_like(w)"},
        {"np.zeros_like(w)": "np.full_like(w, 0.1)"},
    )
