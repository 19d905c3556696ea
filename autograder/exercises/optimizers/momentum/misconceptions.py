"""Known-wrong steps with momentum."""

import numpy as np


class no_memory:
    """Your step forgets the velocity: each one is lr * g again, which is plain gradient descent. Keep v in the state
    that you return, and begin the next step with alpha times what the state brings back. (lecture O3)"""

    edits = {"alpha * v - lr * g": "-lr * g"}


class climbs:
    """Your velocity points uphill. v collects the steps downhill, v = alpha v - lr g, and is added to w; or it collects
    plus lr g and is subtracted. You have one of the two signs twice. (lecture O3)"""

    edits = {"w + v, v": "w - v, v"}


class velocity_turned_round:
    """You subtract the old velocity where it should be added: every step takes back a part of the one before. Only the
    gradient has a minus, v = alpha v - lr g. (lecture O3)"""

    edits = {"alpha * v - lr * g": "-alpha * v - lr * g"}


class stands_still_without_a_gradient:
    """Where there is no gradient you leave w and v as they are. The velocity goes on, by its own: that is what carries w
    across a plateau. (lecture O13)"""

    edits = {"v = alpha * v - lr * g": "if not np.any(g):\n    return w + 0.0, v\nv = alpha * v - lr * g"}


class nesterov:
    """This is Nesterov's momentum: you move by alpha v - lr g with the velocity that is already new, so the gradient
    counts 1 + alpha times in its own step. A good method, but another one; the lecture adds v itself. (lecture O3)"""

    edits = {"w + v, v": "w + alpha * v - lr * g, v"}


class average_for_sum:
    """You weigh the gradient by 1 - alpha, so that v is an average. The lecture's v is a sum: the gradient comes in
    with all of lr, and under a constant gradient the speed grows up to lr |g| / (1 - alpha). (lecture O3)"""

    edits = {"alpha * v - lr * g": "alpha * v - (1 - alpha) * lr * g"}


class rate_outside_the_velocity:
    """You collect bare gradients and multiply by lr when you move, as PyTorch does. With one rate all the way the two
    are equal; when lr changes from step to step they are not. The lecture's lr is part of v: a gradient that came in
    with a large rate goes on with it. (lecture O3)"""

    edits = {"alpha * v - lr * g": "alpha * v - g", "w + v, v": "w + lr * v, v"}


class moves_by_the_old_velocity:
    """You move by the velocity of the step before and bring it up to date afterwards, so every gradient arrives one
    step late and the first step does not move at all. First the new v, then w + v. (lecture O3)"""

    edits = {"v = alpha * v - lr * g\nreturn w + v, v": "return w + v, alpha * v - lr * g"}


class alpha_fixed:
    """Your alpha is always 0.9; the argument is never used. Who calls chooses how much of the velocity stays.
    (lecture O13)"""

    edits = {"alpha * v - lr * g": "0.9 * v - lr * g"}


class alpha_on_the_gradient:
    """You let the whole velocity stay and take alpha of the gradient. It is the other way round: of the old velocity
    the share alpha stays, and the new gradient comes in with all of lr. Without that decay v never forgets.
    (lecture O3)"""

    edits = {"alpha * v - lr * g": "v - alpha * lr * g"}


class one_velocity_for_all:
    """You keep the velocity outside of the state, so all parameters share one: what one of them has felt moves the
    others. Return v as the state; the caller keeps a state for each parameter and brings it back. (lecture O3)"""

    def momentum_step(w, g, state, lr, alpha=0.9, kept={}):
        if state is None:
            kept["v"] = np.zeros_like(w)
        kept["v"] = alpha * kept["v"] - lr * g
        return w + kept["v"], "started"


class w_changed_in_place:
    """Your numbers are right, but `w += v` writes them into the array that you were given. Whoever called may still
    need the old one. Make a new array: `w + v`. (lecture O3)"""

    edits = {"return w + v, v": "w += v\nreturn w, v"}


class state_changed_in_place:
    """Your numbers are right, but `v *= ...` or `v -= ...` changes the state that you were given. It is an argument like
    w: whoever called may want to take this step once more. Make a new array: v = alpha * v - lr * g. (lecture O3)"""

    edits = {"v = alpha * v - lr * g": "v *= alpha\nv -= lr * g"}


class gradient_changed_in_place:
    """Your numbers are right, but you scale the gradient itself (`g *= lr`). It is not yours: others may read it after
    you. Make a new array: `lr * g`. (lecture O3)"""

    edits = {"v = alpha * v - lr * g": "g *= lr\nv = alpha * v - g"}
