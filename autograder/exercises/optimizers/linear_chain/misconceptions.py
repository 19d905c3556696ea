"""Known-wrong steps on a linear chain."""

import numpy as np

PRODUCT = "np.prod(np.delete(w, k))"


class divided_by_a_weight:
    """You divide the product of all weights by w_k, to take it out. That is right until a weight is 0: then it is 0
    divided by 0. Multiply the others instead. (lecture O8)"""

    edits = {PRODUCT: "(np.prod(w) / w[k])"}


class no_slope_at_a_weight_of_zero:
    """Where a weight is 0 you return no slope for it, since the product cannot be divided by it. yhat is linear in that
    weight too: its slope is the product of all the others. (lecture O8)"""

    edits = (
        {"x * np.prod(np.delete(w, k))": "(x * np.prod(w) / w[k] if w[k] else 0.0)"},
        {"x * np.prod(np.delete(w, k))": "x * np.prod(w) / (w[k] + 1e-12)"},
    )


class own_weight_in_the_product:
    """Your derivative by w_k still has w_k in its product. yhat is linear in w_k, so the derivative is what it is
    multiplied by: x and all the other weights. (lecture O8)"""

    edits = {PRODUCT: "np.prod(w)"}


class two_forgotten:
    """You leave out the 2 of the square: the loss is (yhat - y)^2, without a half, and its derivative by yhat is
    2 (yhat - y). (lecture O8)"""

    edits = {"2 * error * x": "error * x"}


class input_forgotten:
    """Your derivatives lack the factor x. yhat is x times all the weights. (lecture O8)"""

    edits = {"2 * error * x": "2 * error"}


class error_forgotten:
    """Your gradient is that of yhat. The chain rule multiplies it by the loss's own derivative, 2 (yhat - y). (lecture
    O8)"""

    edits = {"2 * error * x": "x"}


class promise_without_minus:
    """Your prediction is positive. It is a change of the loss, and a step down makes the loss smaller: -eps g g.
    (lecture O8)"""

    edits = {"-eps * (g @ g)": "eps * (g @ g)"}


class length_for_its_square:
    """You predict -eps times the length of g. One g is the slope and the other one is the step: to first order the loss
    changes by -eps g g, the length squared. (lecture O8)"""

    edits = {"-eps * (g @ g)": "-eps * np.sqrt(g @ g)"}


class climbs:
    """Your real step adds eps g to the weights. It goes down: w - eps g. (lecture O8)"""

    edits = {"w - eps * g": "w + eps * g"}


class loss_for_its_change:
    """Your second value is the loss after the step. What is asked for is its change: after minus before. (lecture O8)"""

    edits = {" - error**2": ""}


class before_minus_after:
    """Your second value is loss before minus loss after. A change is after minus before, so that it is negative when
    the loss falls, like the prediction. (lecture O8)"""

    edits = {"(x * np.prod(w - eps * g) - y) ** 2 - error**2": "error**2 - (x * np.prod(w - eps * g) - y) ** 2"}


class weights_moved_one_by_one:
    """You move each weight as soon as its derivative is there, so the later ones are worked out with weights that have
    moved already. A gradient step moves all weights at once, from the same point. (lecture O8)"""

    def chain_step(w, x, y, eps):
        new, g = w.copy(), np.zeros_like(w)
        error = x * np.prod(w) - y
        for k in range(len(w)):
            g[k] = 2 * (x * np.prod(new) - y) * x * np.prod(np.delete(new, k))
            new[k] -= eps * g[k]
        return -eps * (g @ g), (x * np.prod(new) - y) ** 2 - error**2


class first_order_twice:
    """Your second value is to first order as well. The real change has terms of every order: take the step, work out
    the loss again, and subtract the old one. (lecture O8)"""

    edits = {"(x * np.prod(w - eps * g) - y) ** 2 - error**2": "(error - eps * (g @ g) / (2 * error)) ** 2 - error**2"}


class w_changed_in_place:
    """Your numbers are right, but `w -= eps * g` changes the array that you were given. Whoever called wants to try
    another eps from the same place. Make a new array: `w - eps * g`. (lecture O8)"""

    edits = {"actual = (x * np.prod(w - eps * g) - y) ** 2": "w -= eps * g\nactual = (x * np.prod(w) - y) ** 2"}


class half_the_square:
    """You put 1/2 in front of the square, as some books do. Here the loss is (yhat - y)^2 as it stands: derivatives and change are
    both half of what is asked for. (lecture O8)"""

    edits = {
        "[2 * error * x": "[error * x",
        "(x * np.prod(w - eps * g) - y) ** 2 - error**2": "((x * np.prod(w - eps * g) - y) ** 2 - error**2) / 2",
    }
