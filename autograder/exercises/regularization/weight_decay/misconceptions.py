"""Known-wrong steps with weight decay."""


class decay_without_the_rate:
    """Your weights shrink by the factor 1 - lam, whatever the learning rate is. The penalty's gradient lam w is
    multiplied by the rate as the loss's is: 1 - lr lam. (lecture R4)"""

    edits = {"(1 - lr * lam)": "(1 - lam)"}


class no_decay:
    """You go down the slope of the loss alone. The penalty was added to the loss, and its gradient lam w belongs into
    the step. (lecture R4)"""

    edits = {"(1 - lr * lam) * w": "w"}


class twice_the_decay:
    """Your decay is twice too strong: you took the penalty as lam w^2, with the derivative 2 lam w. In this course it
    is lam / 2 w^2. (lecture R4)"""

    edits = {"(1 - lr * lam)": "(1 - 2 * lr * lam)"}


class half_the_decay:
    """Your decay is half as strong as it should be: the derivative of lam / 2 w^2 is lam w, the two of the square and the
    half cancel. (lecture R4)"""

    def weight_decay_step(w, g, lr, lam):
        return w - lr * (g + lam / 2 * w)


class penalty_for_its_gradient:
    """You add the value of the penalty, one number for all weights, to the gradient. What is added is the slope of the
    penalty, lam w: another number for each weight. (lecture R4)"""

    def weight_decay_step(w, g, lr, lam):
        return w - lr * (g + lam / 2 * np.sum(w**2))


class factor_cut_off_at_zero:
    """You cut 1 - lr lam off at 0. With a large rate the step goes beyond 0, as a step of gradient descent on this loss
    does: that is a warning to take a smaller one, and nothing to hide. (lecture R4)"""

    def weight_decay_step(w, g, lr, lam):
        return max(1 - lr * lam, 0.0) * w - lr * g


class growth:
    """Your weights grow: the sign in front of the penalty's gradient is wrong. Both gradients are subtracted. (lecture
    R4)"""

    edits = {"(1 - lr * lam)": "(1 + lr * lam)"}


class decay_after_the_step:
    """You take the step first and shrink what comes out of it, so the gradient is shrunk, too. Both parts of the slope
    are taken at the old w. (lecture R4)"""

    edits = {"(1 - lr * lam) * w - lr * g": "(1 - lr * lam) * (w - lr * g)"}


class sign_for_the_weight:
    """You subtract lr lam sign(w): the same amount from every weight. That is the step of the L1 penalty; L2 takes a
    share of each weight, lr lam w. (lecture R5)"""

    edits = {"(1 - lr * lam) * w": "w - lr * lam * np.sign(w)"}


class uphill:
    """You add the gradient of the loss: that is uphill. (lecture R4)"""

    edits = {"- lr * g": "+ lr * g"}


class gradient_without_the_rate:
    """You subtract the gradient as it is and scale only the decay. The learning rate belongs to both. (lecture R4)"""

    edits = {"- lr * g": "- g"}


class changed_in_place:
    """Your numbers are right, but you write them into w itself (`*=`, `-=`). Whoever called may still need the old
    weights, to go back or to keep the best: return a new array. (lecture R4)"""

    edits = {
        "return (1 - lr * lam) * w - lr * g": """
            w *= 1 - lr * lam
            w -= lr * g
            return w.copy()
        """
    }


class gradient_changed_in_place:
    """Your numbers are right, but you add the decay to the gradient itself (`g += lam * w`). It is not yours: others may
    read it after you. Make a new array: g + lam * w. (lecture R4)"""

    def weight_decay_step(w, g, lr, lam):
        g += lam * w
        return w - lr * g


class loss_forgotten:
    """Your weights only decay; the gradient of the loss is not in your step. Both slopes are subtracted: lr g and lr lam
    w. (lecture R4)"""

    edits = {"(1 - lr * lam) * w - lr * g": "(1 - lr * lam) * w"}


class square_for_its_slope:
    """You subtract lam / 2 w^2, the penalty itself, where its slope belongs: the derivative is lam w. (lecture R4)"""

    edits = {"(1 - lr * lam) * w": "w - lr * lam / 2 * w**2"}


class decay_of_the_gradient:
    """You add lam g to the gradient. What decays is the weight: the slope of the penalty is lam w. (lecture R4)"""

    edits = {"(1 - lr * lam) * w - lr * g": "w - lr * (g + lam * g)"}


class same_for_every_weight:
    """You add lam to every gradient, whatever the weight is. The slope of lam / 2 w^2 is lam w. (lecture R4)"""

    edits = {"(1 - lr * lam) * w - lr * g": "w - lr * (g + lam)"}


class divided_by_the_decay:
    """You divide by 1 + lr lam: that is the step whose slope is taken at the *new* w. Here both slopes are taken at the old
    one: (1 - lr lam) w - lr g. (lecture R4)"""

    edits = {"(1 - lr * lam) * w - lr * g": "(w - lr * g) / (1 + lr * lam)"}
