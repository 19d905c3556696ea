"""Known-wrong trainings of one neuron."""

STEP = "w, b = w - lr * dw, b - lr * db"
NOTE = "losses[step], dw, db = neuron_gradient(w, b, x, y, loss)"


class loss_after_the_step:
    """Your first loss is the one after the first step. Asked for is the loss before each step, so that the curve begins where
    the neuron begins. (lecture L4)"""

    edits = {
        NOTE: "_, dw, db = neuron_gradient(w, b, x, y, loss)",
        STEP: f"{STEP}\nlosses[step] = neuron_gradient(w, b, x, y, loss)[0]",
    }


class walks_uphill:
    """You add the gradient to w and b. It points to where the loss rises; subtract it. (lecture L4)"""

    edits = {STEP: "w, b = w + lr * dw, b + lr * db"}


class bias_is_not_trained:
    """You move w and leave b where it was. Both are parameters, and both have a derivative. (lecture L4)"""

    edits = {STEP: "w = w - lr * dw"}


class weight_is_not_trained:
    """You move b and leave w where it was. Both are parameters, and both have a derivative. (lecture L4)"""

    edits = {STEP: "b = b - lr * db"}


class bias_moves_from_another_place:
    """You move w first and then take the derivative for b at the new w. A gradient step moves all parameters at once, with
    derivatives from one place. (lecture L4)"""

    edits = {STEP: "w = w - lr * dw\nb = b - lr * neuron_gradient(w, b, x, y, loss)[2]"}


class gradient_taken_once:
    """You take the gradient once, before the loop, and follow it all the way. The slope changes with every step: ask again at
    each new place. (lecture L4)"""

    edits = {
        "losses = np.zeros(steps)": "losses = np.zeros(steps)\n_, dw, db = neuron_gradient(w, b, x, y, loss)",
        NOTE: "losses[step] = neuron_gradient(w, b, x, y, loss)[0]",
    }


class gradients_pile_up:
    """You add each new gradient to those of all earlier steps. A step follows the gradient of the place where it starts, and
    the old ones are forgotten: begin each step with 0. (lecture L4)"""

    edits = {
        "losses = np.zeros(steps)": "losses = np.zeros(steps)\ndw = db = 0.0",
        NOTE: "losses[step], more_w, more_b = neuron_gradient(w, b, x, y, loss)\ndw, db = dw + more_w, db + more_b",
    }


class learning_rate_forgotten:
    """You subtract the whole gradient. The learning rate lr says which part of it makes a step. (lecture L4)"""

    edits = {STEP: "w, b = w - dw, b - db"}


class learning_rate_divides:
    """You divide by the learning rate. A small lr means small steps: multiply. (lecture L4)"""

    edits = {STEP: "w, b = w - dw / lr, b - db / lr"}


class learning_rate_shrinks:
    """Your steps get smaller from one to the next, as with a schedule. Nobody asked for one: lr is the same in every step.
    (lecture L4)"""

    edits = {STEP: "w, b = w - lr / (step + 1) * dw, b - lr / (step + 1) * db"}


class gradients_exchanged:
    """You move w by db and b by dw. The gradients come in the order of the parameters: the value, dw, db. (lecture L4)"""

    edits = {STEP: "w, b = w - lr * db, b - lr * dw"}


class always_the_quadratic_loss:
    """You train with the quadratic loss whatever is asked for. Hand `loss` on to neuron_gradient. (lecture L4)"""

    edits = {NOTE: 'losses[step], dw, db = neuron_gradient(w, b, x, y, "quadratic")'}


class always_the_cross_entropy:
    """You train with the cross entropy whatever is asked for. Hand `loss` on to neuron_gradient. (lecture L4)"""

    edits = {NOTE: 'losses[step], dw, db = neuron_gradient(w, b, x, y, "cross_entropy")'}


class one_loss_more:
    """You return one number too many, a place for the loss after the last step: `steps` losses, each before a step. (lecture L4)"""

    edits = (
        {"return losses": "return np.append(losses, neuron_gradient(w, b, x, y, loss)[0])"},
        {"losses = np.zeros(steps)": "losses = np.zeros(steps + 1)"},
    )


class only_the_last_loss:
    """You return the last loss alone. Asked for is the learning curve, with a loss for each step. (lecture L4)"""

    edits = {"return losses": "return losses[-1] if steps else 0.0"}


class stops_early:
    """You stop once the loss is small, and the rest of the curve is missing or 0. The neuron goes on for as many steps as it is
    told to. (lecture L4)"""

    edits = {STEP: f"{STEP}\nif losses[step] < 0.02:\n    break"}


class stops_when_the_loss_rises:
    """You stop as soon as the loss rises, and the rest of the curve is missing or 0. With a large learning rate a loss may rise, and
    the curve is there to show it. (lecture L4)"""

    edits = {NOTE: f"{NOTE}\nif step and losses[step] > losses[step - 1]:\n    break"}


class loss_written_anew:
    """You write the loss once more, with the logarithms of a and 1 - a. Where the neuron is very sure a is rounded to 1 and the
    logarithm is lost. neuron_gradient has it right for any z: take its first value. (lecture L4)"""

    edits = {
        NOTE: """
            _, dw, db = neuron_gradient(w, b, x, y, loss)
            a = 1 / (1 + np.exp(-(w * x + b)))
            losses[step] = (a - y) ** 2 / 2 if loss == "quadratic" else -y * np.log(a) - (1 - y) * np.log(1 - a)
        """
    }


class share_of_the_first_loss:
    """You divide the curve by its first loss. That is how a picture may compare two losses; asked for are the losses
    themselves. (lecture L4)"""

    edits = {"return losses": "return losses / losses[:1]"}


class one_loss_fewer:
    """You return one loss too few: range(1, steps) has steps - 1 numbers in it. There is a loss for each step, also for the first.
    (lecture L4)"""

    edits = {"return losses": "return losses[: max(steps - 1, 0)]"}
