"""Known-wrong steps of RMSProp."""

import numpy as np


class climbs:
    """You add the step. Like every descent, RMSProp goes against the gradient: w - lr g / (delta + sqrt(r)). (lecture
    O5)"""

    edits = {"w - lr * g": "w + lr * g"}


class no_square:
    """Your mean is one of gradients. The slide's words say "average of the gradient"; its formula is right: g squared,
    so that the root below the fraction exists and has the size of a gradient. (lecture O5)"""

    edits = {"(1 - rho) * g**2": "(1 - rho) * g", "np.where(root == 0, 1, root)": "root"}


class no_root:
    """You divide by the mean of squares itself. Its root has the size of a gradient; without it the step is lr / g
    instead of about lr. (lecture O5)"""

    edits = {"np.sqrt(r)": "r"}


class sum_like_adagrad:
    """You add up all squares, which is AdaGrad. RMSProp forgets: of the old mean the share rho stays, and the new square
    comes in with 1 - rho. (lecture O5)"""

    edits = {"rho * r + (1 - rho) * g**2": "r + g**2"}


class new_square_with_all_its_weight:
    """Your new square comes in with all of its weight. rho and 1 - rho sum to 1: that is what makes r a mean, and the
    step under a constant gradient lr long. (lecture O5)"""

    edits = {"(1 - rho) * g**2": "g**2"}


class shares_swapped:
    """You let 1 - rho of the old mean stay and take rho of the new square. It is the other way round; with rho = 0.5
    nobody would notice. (lecture O5)"""

    edits = {"rho * r + (1 - rho) * g**2": "(1 - rho) * r + rho * g**2"}


class rate_for_the_share:
    """Your new square comes in with the learning rate, lr g^2, where 1 - rho belongs. The two have nothing to do with
    each other; if both happen to be 0.01 nobody would notice. (lecture O5)"""

    edits = {"(1 - rho) * g**2": "lr * g**2"}


class rho_fixed:
    """Your rho is always 0.9; the argument is never used. Who calls chooses how long r remembers. (lecture O5)"""

    edits = {"rho * r + (1 - rho) * g**2": "0.9 * r + 0.1 * g**2"}


class starts_at_the_first_square:
    """You begin with r = g squared of the first step. The lecture begins with r = 0, so that the first square comes in
    with its share 1 - rho, and the first steps are longer than the later ones. (lecture O5)"""

    edits = {"np.zeros_like(w) if state is None": "g**2 if state is None"}


class corrected_like_adam:
    """You correct r for its start at 0, dividing by 1 - rho^t. That is an idea of Adam's, the next exercise; RMSProp
    leaves r as it is. (lecture O6)"""

    def rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-8):
        r, t = (np.zeros_like(w), 0) if state is None else state
        r, t = rho * r + (1 - rho) * g**2, t + 1
        return w - lr * g / (delta + np.sqrt(r / (1 - rho**t))), (r, t)


class one_rate_for_all:
    """You average the squares over all entries, so that they share one rate. RMSProp keeps a rate for each entry: r has
    the shape of w. (lecture O12)"""

    edits = {"(1 - rho) * g**2": "(1 - rho) * (g**2).mean()"}


class averages_after_the_step:
    """You divide by the root of the old r and bring it up to date afterwards. In the first step r is 0 then, and only
    delta stands below g. First the mean, then the step. (lecture O5)"""

    edits = {
        "r = rho * r + (1 - rho) * g**2": "",
        "1, root), r": "1, root), rho * r + (1 - rho) * g**2",
    }


class delta_inside_the_root:
    """You have delta inside the root, sqrt(r + delta), as some books do. The course, like the lecture, adds it outside,
    delta + sqrt(r): inside, it counts as its own root, 1e-4 for 1e-8. (lecture O5)"""

    edits = {"delta + np.sqrt(r)": "np.sqrt(r + delta)"}


class delta_left_out:
    """You leave delta out. An entry that has had no gradient yet is then divided 0 by 0, which is no number. (lecture
    O5)"""

    edits = {"delta + np.sqrt(r)": "np.sqrt(r)", "np.where(root == 0, 1, root)": "root"}


class delta_fixed:
    """Your delta is always 1e-8; the argument is never used. Who calls chooses it. (lecture O5)"""

    edits = {"delta + np.sqrt(r)": "1e-8 + np.sqrt(r)"}


class steps_without_a_gradient_left_out:
    """A gradient of zeros you leave out. It moves nothing, but the mean forgets by it: r becomes rho r. (lecture O5)"""

    edits = {
        "r = rho * r + (1 - rho) * g**2": "if not np.any(g):\n    return w + 0.0, r\nr = rho * r + (1 - rho) * g**2"
    }


class one_memory_for_all:
    """You keep r outside of the state, so all parameters share one: what one of them has felt slows the others down.
    Return r as the state; the caller keeps a state for each parameter and brings it back. (lecture O5)"""

    def rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-8, kept={}):
        if state is None:
            kept["r"] = np.zeros_like(w)
        kept["r"] = rho * kept["r"] + (1 - rho) * g**2
        return w - lr * g / (delta + np.sqrt(kept["r"])), "started"


class root_kept_in_the_state:
    """Your state is the root of r, and the next step adds a square to that root. The root is for this step only: what
    goes into the state is r itself. (lecture O5)"""

    edits = {
        "return w - lr * g / np.where(root == 0, 1, root), r": "return w - lr * g / np.where(root == 0, 1, root), root"
    }


class state_changed_in_place:
    """Your numbers are right, but `r *= ...` or `r += ...` changes the state that you were given. It is an argument like w:
    whoever called may want to take this step once more. Make a new array: `r = rho * r + (1 - rho) * g**2`. (lecture O5)"""

    edits = {"r = rho * r + (1 - rho) * g**2": "r *= rho\nr += (1 - rho) * g**2"}


class w_changed_in_place:
    """Your numbers are right, but `w -= ...` writes them into the array that you were given. Whoever called may still
    need the old one. Make a new array. (lecture O5)"""

    edits = {
        "return w - lr * g / np.where(root == 0, 1, root), r": "w -= lr * g / np.where(root == 0, 1, root)\nreturn w, r"
    }


class gradient_forgotten_above:
    """Your step is lr over the root, without g: every entry goes down by it, wherever it stands. The fraction is the rate of the
    entry, and the rate is multiplied by the gradient. (lecture O5)"""

    edits = {"lr * g / np.where": "lr / np.where"}


class begins_above_zero:
    """Your mean of squares begins at a number above 0. The lecture's r begins at 0, so that of the first square only the share
    1 - rho is there after one step. (lecture O5)"""

    edits = {"np.zeros_like(w)": "np.ones_like(w)"}
