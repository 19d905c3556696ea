"""Known-wrong steps of gradient descent."""


class climbs:
    """You add lr * g. The gradient points uphill, to where the loss grows fastest; going down means subtracting it.
    (lecture O1)"""

    edits = {"w - lr * g": "w + lr * g"}


class rate_forgotten:
    """You subtract the whole gradient. The gradient gives a direction and a slope, no distance: the learning rate lr
    says how far to go. (lecture O1)"""

    edits = {"w - lr * g": "w - g"}


class rate_divides:
    """You divide the gradient by lr. A smaller learning rate must make a smaller step: multiply by it. (lecture O11)"""

    edits = {"w - lr * g": "w - g / lr"}


class only_the_sign:
    """You use the sign of the gradient and not its size. Then steps are as long beside the minimum as far away from
    it, and the descent never settles. Gradient descent subtracts lr times g itself. (lecture O1)"""

    edits = {"w - lr * g": "w - lr * np.sign(g)"}


class gradient_made_a_unit_vector:
    """You divide the gradient by its length first. Its length is part of the step: near a minimum the gradient is
    short, and so the steps become short by themselves. (lecture O1)"""

    edits = {"w - lr * g": "w - lr * g / np.sqrt(np.sum(g**2))"}


class divided_by_the_rows:
    """You divide the gradient by its number of rows. A loss is a mean, and its gradient has been divided already; and
    g has the shape of w, so its rows are no examples. Nobody divides twice: w - lr * g. (lecture O1)"""

    edits = ({"w - lr * g": "w - lr * g / len(g)"}, {"w - lr * g": "w - lr * g / max(np.shape(g)[:1], default=1)"})


class the_step_alone:
    """You return the change, -lr * g, and not the new parameter. The step begins where w is. (lecture O1)"""

    edits = {"w - lr * g": "-lr * g"}


class w_changed_in_place:
    """Your numbers are right, but `w -= ...` writes them into the array that you were given. Whoever called may still
    need the old one, to compare or to go back. Make a new array: `w - lr * g`. (lecture O1)"""

    edits = {"return w - lr * g": "w -= lr * g\nreturn w"}


class gradient_changed_in_place:
    """Your numbers are right, but you scale the gradient itself (`g *= lr`). It is not yours: others may read it after
    you. Make a new array: `w - lr * g`. (lecture O1)"""

    edits = {"return w - lr * g": "g *= lr\nreturn w - g"}
