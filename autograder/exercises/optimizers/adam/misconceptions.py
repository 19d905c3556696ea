"""Known-wrong steps of Adam."""

import numpy as np

COUNT = "s, r, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state"


class delta_beside_the_uncorrected_root:
    """You put both corrections into the rate, lr sqrt(1 - rho2^t) / (1 - rho1^t), and add delta to the root of r as it
    is. That is the usual shortcut, and for delta = 1e-8 next to the same; but delta then stands beside the uncorrected
    root, and counts up to 30 times as much in the first steps. The lecture corrects r first, takes the root of r_hat,
    and adds delta to that. (lecture O6)"""

    edits = {
        "s_hat = s / (1 - rho1**t)": "s_hat = s * np.sqrt(1 - rho2**t) / (1 - rho1**t)",
        "r_hat = r / (1 - rho2**t)": "r_hat = r",
    }


class delta_inside_the_root:
    """You have delta inside the root, sqrt(r_hat + delta). The lecture adds it outside, sqrt(r_hat) + delta: inside, it
    counts as its own root, 1e-4 for 1e-8. (lecture O6)"""

    edits = {"np.sqrt(r_hat) + delta": "np.sqrt(r_hat + delta)"}


class delta_fixed:
    """Your delta is always 1e-8; the argument is never used. Who calls chooses it. (lecture O6)"""

    edits = {"np.sqrt(r_hat) + delta": "np.sqrt(r_hat) + 1e-8"}


class delta_left_out:
    """You leave delta out. An entry that has had no gradient yet is then divided 0 by 0, which is no number. (lecture
    O6)"""

    edits = {"np.sqrt(r_hat) + delta": "np.sqrt(r_hat)", "np.where(root == 0, 1, root)": "root"}


class no_bias_correction:
    """You use both means as they are. They begin at 0 and are too small for a while: divide s by 1 - rho1^t and r by
    1 - rho2^t, otherwise the first steps have the wrong length. (lecture O6)"""

    edits = {"s / (1 - rho1**t)": "s", "r / (1 - rho2**t)": "r"}


class second_mean_not_corrected:
    """You correct s and not r. r begins at 0 as well, and its rho is closer to 1, so it stays too small much longer:
    your first steps are far too long. (lecture O6)"""

    edits = {"r / (1 - rho2**t)": "r"}


class first_mean_not_corrected:
    """You correct r and not s. s begins at 0 as well, so that your first steps are too short. (lecture O6)"""

    edits = {"s / (1 - rho1**t)": "s"}


class time_stands_still:
    """You divide by 1 - rho in every step: either t stays at 1, or the power is missing. The bias fades as the means
    fill up: divide by 1 - rho^t, with a t that is part of the state and grows by 1 in each step. (lecture O6)"""

    edits = {"t = t + 1": "t = 1"}


class time_starts_at_2:
    """Your first step is taken with t = 2: t starts at 1 and is raised before it is used. Let it start at 0, so that
    the first step has t = 1. (lecture O6)"""

    edits = {"np.zeros_like(w), 0)": "np.zeros_like(w), 1)"}


class time_one_step_late:
    """Your second step still has t = 1: t is raised too late. The first step has t = 1, the second t = 2. (lecture
    O6)"""

    edits = {"1 - rho1**t": "1 - rho1 ** max(t - 1, 1)", "1 - rho2**t": "1 - rho2 ** max(t - 1, 1)"}


class one_clock_for_all:
    """Your t is kept outside of the state and counts the steps of all parameters together. Each parameter has taken
    its own number of steps: t belongs into its state. (lecture O6)"""

    edits = {
        "delta=1e-8": "delta=1e-8, clock=[0]",
        "t = t + 1": "if state is None:\n    clock[0] = 0\nclock[0] += 1\nt = clock[0]",
    }


class root_in_the_correction:
    """You divide both means by the root, sqrt(1 - rho^t). The factor by which a mean is too small is 1 - rho^t itself;
    the root is taken of r_hat, afterwards. (lecture O6)"""

    edits = {"s / (1 - rho1**t)": "s / np.sqrt(1 - rho1**t)", "r / (1 - rho2**t)": "r / np.sqrt(1 - rho2**t)"}


class root_of_rho:
    """You correct with the root of rho, 1 - sqrt(rho)^t. After t steps a mean has lost rho^t of its weight, and
    1 - rho^t is what it is to be divided by. (lecture O6)"""

    edits = {"1 - rho1**t": "1 - np.sqrt(rho1) ** t", "1 - rho2**t": "1 - np.sqrt(rho2) ** t"}


class corrected_means_are_kept:
    """You keep the corrected means in the state, so that they are corrected again in every step. The state holds s and
    r as they are; s_hat and r_hat are for this step only. (lecture O6)"""

    edits = {"(s, r, t)": "(s_hat, r_hat, t)"}


class no_square:
    """Your second mean is one of gradients, like the first. It is a mean of squares: without the square its root
    often does not exist. (lecture O6)"""

    edits = {"(1 - rho2) * g**2": "(1 - rho2) * g", "np.where(root == 0, 1, root)": "root"}


class share_squared_too:
    """You square (1 - rho2) g. Only the gradient is squared; the share 1 - rho2 stands before the square. (lecture
    O6)"""

    edits = {"(1 - rho2) * g**2": "((1 - rho2) * g) ** 2"}


class square_of_the_mean:
    """Your second mean takes in the square of s. It is a mean of squared gradients, g^2: the square of a mean forgets
    that gradients of both signs are large. (lecture O6)"""

    edits = {"(1 - rho2) * g**2": "(1 - rho2) * s**2"}


class rhos_swapped:
    """You use rho2 for the mean of gradients and rho1 for that of squares. rho1 = 0.9 belongs to the gradients, the
    slower rho2 = 0.999 to the squares. (lecture O6)"""

    edits = {
        "rho1 * s + (1 - rho1) * g": "rho2 * s + (1 - rho2) * g",
        "rho2 * r + (1 - rho2) * g**2": "rho1 * r + (1 - rho1) * g**2",
        "1 - rho1**t": "1 - rho2**t",
        "1 - rho2**t": "1 - rho1**t",
    }


class bare_gradient_above:
    """Your step is lr g over the root: the mean of gradients is collected and never used. That is RMSProp with a
    correction; Adam has s_hat above the fraction. (lecture O6)"""

    edits = {"lr * s_hat": "lr * g"}


class nothing_moves_without_a_gradient:
    """Where the gradient is 0 you leave w as it is. The mean of gradients remembers the earlier ones, and moves w on: that
    is the momentum in Adam. (lecture O6)"""

    edits = {
        "return w - lr * s_hat / np.where(root == 0, 1, root)": "return w - (g != 0) * lr * s_hat / np.where(root == 0, 1, root)"
    }


class steps_without_a_gradient_left_out:
    """A gradient of zeros you leave out, as if the step had not been taken. It is a gradient like any other: both means
    fade, t grows, and w moves on by what they remember. (lecture O6)"""

    edits = {"t = t + 1": "if not np.any(g):\n    return w + 0.0, (s, r, t)\nt = t + 1"}


class climbs:
    """You add the step. Like every descent, Adam goes against the gradient: w minus lr s_hat over the root. (lecture
    O6)"""

    edits = {"w - lr * s_hat": "w + lr * s_hat"}


class one_memory_for_all:
    """You keep the means outside of the state, so all parameters share them. Return s, r and t as the state; the caller
    keeps a state for each parameter and brings it back. (lecture O6)"""

    edits = {
        "delta=1e-8": "delta=1e-8, kept={}",
        COUNT: """
            if state is None:
                kept["state"] = np.zeros_like(w), np.zeros_like(w), 0
            s, r, t = kept["state"]
        """,
        "root = np.sqrt": "kept['state'] = s, r, t\nroot = np.sqrt",
        "(s, r, t)": "'started'",
    }


class state_changed_in_place:
    """Your numbers are right, but you write them into the state that you were given: `state["t"] += 1`, `s *= rho1` and
    the like. It is an argument like w: whoever called may want to take this step once more. Return a new one. (lecture
    O6)"""

    def adam_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8):
        if state is None:
            state = {"s": np.zeros_like(w), "r": np.zeros_like(w), "t": 0}
        state["t"] += 1
        state["s"] = rho1 * state["s"] + (1 - rho1) * g
        state["r"] = rho2 * state["r"] + (1 - rho2) * g**2
        s_hat = state["s"] / (1 - rho1 ** state["t"])
        r_hat = state["r"] / (1 - rho2 ** state["t"])
        return w - lr * s_hat / (np.sqrt(r_hat) + delta), state


class w_changed_in_place:
    """Your numbers are right, but `w -= ...` writes them into the array that you were given. Whoever called may still
    need the old one. Make a new array. (lecture O6)"""

    edits = {"return w - lr * s_hat": "w -= lr * s_hat", "1, root), (s, r, t)": "1, root)\nreturn w, (s, r, t)"}


class product_for_power:
    """You divide by 1 - rho t, a product. After t steps the share of the start in the mean is rho to the power of t: 1 - rho**t.
    (lecture O6)"""

    edits = {"(1 - rho1**t)": "(1 - rho1 * t)", "(1 - rho2**t)": "(1 - rho2 * t)"}


class one_rate_for_all:
    """You add up the squares of all entries, so that they share one rate. Adam keeps a rate for each entry: r has the shape of w.
    (lecture O12)"""

    edits = (
        {"(1 - rho2) * g**2": "(1 - rho2) * (g**2).sum()"},
        {"(1 - rho2) * g**2": "(1 - rho2) * (g**2).mean()"},
    )
