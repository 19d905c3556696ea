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
