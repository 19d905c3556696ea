"""Known-wrong steps of AdamW."""

import numpy as np

ADAM = "w_adam, state = adam_step(w, g, state, lr, rho1, rho2, delta)"
DECAYED = "w_adam - lr * lam * w"
WRITTEN_OUT = """
s, r, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
t = t + 1
s = rho1 * s + (1 - rho1) * g
r = rho2 * r + (1 - rho2) * g**2
s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
w_adam, state = w - lr * s_hat / (np.sqrt(r_hat) + delta), (s, r, t)
"""


class penalty_in_the_gradient:
    """You add lam * w to the gradient. That is an L2 penalty: Adam takes it into both of its means and divides it by the
    root like any gradient, so that a weight with large gradients hardly decays. The decay stands beside Adam's step,
    which gets g alone. (lecture R4)"""

    edits = {"adam_step(w, g,": "adam_step(w, g + lam * w,", DECAYED: "w_adam"}


class penalty_and_decay:
    """You let w decay and add lam * w to the gradient as well: it is pulled to 0 twice. Adam gets g alone. (lecture
    R4)"""

    edits = {"adam_step(w, g,": "adam_step(w, g + lam * w,"}


class decay_divided_by_the_root:
    """You add lam * w to s_hat, so that the decay is divided by the root with it. Only the gradient's mean is; the decay
    stands beside the fraction: - lr * lam * w. (lecture R4)"""

    def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
        s, r, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
        t = t + 1
        s = rho1 * s + (1 - rho1) * g
        r = rho2 * r + (1 - rho2) * g**2
        s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
        return w - lr * (s_hat + lam * w) / (np.sqrt(r_hat) + delta), (s, r, t)


class decay_without_the_rate:
    """You take lam * w away in each step, whatever lr is. The decay is scaled by the learning rate like everything else:
    with a schedule both fall together. (lecture R4)"""

    edits = {DECAYED: "w_adam - lam * w"}


class decay_of_the_new_w:
    """You let the new w decay, after Adam's step. Both parts are taken from the w that came in: w - step - lr * lam * w.
    (lecture R4)"""

    edits = {DECAYED: "w_adam - lr * lam * w_adam"}


class decay_of_the_step_alone:
    """You let what Adam has added decay, not w. The decay is a share of w itself: lr * lam * w. (lecture R4)"""

    edits = {DECAYED: "w_adam - lr * lam * (w_adam - w)"}


class half_the_decay:
    """Your decay is lr lam w / 2. The 2 of the square has cancelled the half of the penalty: each step takes lr lam w.
    (lecture R4)"""

    edits = {DECAYED: "w_adam - lr * lam / 2 * w"}


class decay_of_the_gradient:
    """You subtract lr lam g. What decays is the weight: lr lam w. (lecture R4)"""

    edits = {DECAYED: "w_adam - lr * lam * g"}


class decay_twice_as_strong:
    """Your decay is 2 lr lam w. The course's penalty is lam / 2 times the square, whose gradient is lam w; and here lam
    is simply the share, per learning rate, that a weight loses. (lecture R4)"""

    edits = {DECAYED: "w_adam - 2 * lr * lam * w"}


class grows_in_place_of_decaying:
    """You add lr * lam * w: every weight grows. Decay takes it away. (lecture R4)"""

    edits = {DECAYED: "w_adam + lr * lam * w"}


class decays_by_a_fixed_amount:
    """You take the same amount from every weight, by its sign. That is what an L1 penalty does; a decay is a share of
    the weight: lr * lam * w. (lecture R5)"""

    edits = {DECAYED: "w_adam - lr * lam * np.sign(w)"}


class no_decay:
    """Your step is Adam's, and lam is never used. (lecture R4)"""

    edits = {DECAYED: "w_adam"}


class lam_fixed:
    """Your decay is always 0.01; the argument is never used. Who calls chooses it. (lecture R4)"""

    edits = {DECAYED: "w_adam - lr * 0.01 * w"}


class hyperparameters_not_handed_on:
    """You call adam_step without the rhos or without the delta that you were given, so it takes its own defaults. Hand on
    all of them. (lecture O6)"""

    edits = ({"lr, rho1, rho2, delta)": "lr)"}, {"lr, rho1, rho2, delta)": "lr, rho1, rho2)"})


class rate_not_handed_on:
    """You call adam_step without the lr that you were given: its step has always the default, 0.001. (lecture O6)"""

    edits = {"state, lr, rho1, rho2, delta)": "state, rho1=rho1, rho2=rho2, delta=delta)"}


class rhos_swapped:
    """You hand on rho2 where rho1 belongs, and rho1 for rho2. rho1 is that of the mean of gradients, the slower rho2 that
    of the squares. (lecture O6)"""

    edits = {"rho1, rho2, delta)": "rho2, rho1, delta)"}


class no_bias_correction:
    """You use both means as they are. They begin at 0 and are too small for a while: s is divided by 1 - rho1^t and r by
    1 - rho2^t, as in Adam. (lecture O6)"""

    def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
        s, r = (np.zeros_like(w), np.zeros_like(w)) if state is None else state
        s = rho1 * s + (1 - rho1) * g
        r = rho2 * r + (1 - rho2) * g**2
        return w - lr * s / (np.sqrt(r) + delta) - lr * lam * w, (s, r)


class delta_inside_the_root:
    """You have delta inside the root, sqrt(r_hat + delta). As in Adam it stands outside, sqrt(r_hat) + delta. (lecture
    O6)"""

    def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
        s, r, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
        t = t + 1
        s = rho1 * s + (1 - rho1) * g
        r = rho2 * r + (1 - rho2) * g**2
        s_hat, r_hat = s / (1 - rho1**t), r / (1 - rho2**t)
        return w - lr * s_hat / np.sqrt(r_hat + delta) - lr * lam * w, (s, r, t)


class delta_beside_the_uncorrected_root:
    """You put both corrections into the rate, lr sqrt(1 - rho2^t) / (1 - rho1^t), and add delta to the root of r as it
    is. Correct r first, take the root of r_hat, and add delta to that. (lecture O6)"""

    def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
        s, r, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
        t = t + 1
        s = rho1 * s + (1 - rho1) * g
        r = rho2 * r + (1 - rho2) * g**2
        rate = lr * np.sqrt(1 - rho2**t) / (1 - rho1**t)
        return w - rate * s / (np.sqrt(r) + delta) - lr * lam * w, (s, r, t)


class starts_anew_in_every_step:
    """You return no state that goes on: every step is a first step for Adam. What adam_step returns as its state is what
    it wants to have back. (lecture O6)"""

    edits = (
        {f"return {DECAYED}, state": f"return {DECAYED}, None"},
        {ADAM: ADAM.replace("w_adam, state", "w_adam, _").replace("state, lr", "None, lr")},
    )


class one_memory_for_all:
    """You keep Adam's state outside of the state that you return, so all parameters share it. The caller keeps a state
    for each parameter and brings it back. (lecture O6)"""

    edits = {
        "lam=0.01": "lam=0.01, kept={}",
        ADAM: """
            before = None if state is None else kept["state"]
            w_adam, kept["state"] = adam_step(w, g, before, lr, rho1, rho2, delta)
        """,
        f"return {DECAYED}, state": f"return {DECAYED}, 'started'",
    }


class w_changed_in_place:
    """`w *= 1 - lr * lam`, or `w -= ...`, writes the decay into the array that you were given. Whoever called may still
    need the old one. Make a new array. (lecture R4)"""

    edits = {ADAM: f"w *= 1 - lr * lam\n{ADAM}", DECAYED: "w_adam"}


class time_stands_still:
    """Your t is the same in every step: the state that you return has to hold the new one. The first step divides by
    1 - rho, the second by 1 - rho^2, and so on. (lecture O6)"""

    edits = {ADAM: WRITTEN_OUT.replace("t = t + 1\n", "").replace("(w), 0)", "(w), 1)")}


class corrected_means_kept:
    """You keep s_hat and r_hat as the state. The correction is made for one step only: what is kept and averaged on are s
    and r as they were before it. (lecture O6)"""

    edits = {ADAM: WRITTEN_OUT.replace("(s, r, t)", "(s_hat, r_hat, t)")}


class second_mean_not_corrected:
    """You correct the mean of the gradients and not that of their squares. Both begin at 0: r is divided by 1 - rho2^t
    too. (lecture O6)"""

    edits = {ADAM: WRITTEN_OUT.replace("r / (1 - rho2**t)", "r")}


class decay_of_fixed_rate:
    """Your decay is 0.001 * lam * w whatever `lr` is. It is multiplied by the same learning rate as the step. (lecture
    R4)"""

    edits = {DECAYED: "w_adam - 1e-3 * lam * w"}
