"""Known-wrong losses for numbers."""


class sums_over_everything:
    """You added the errors up and did not take the mean. With a sum, loss and gradient grow with the number of elements, and
    with them the learning rate that fits; these two losses are means over all elements. (lecture L1)"""

    edits = {
        "mse": {"(error**2).mean()": "(error**2).sum()", "2 * error / error.size": "2 * error"},
        "mae": {"np.abs(error).mean()": "np.abs(error).sum()", "np.sign(error) / error.size": "np.sign(error)"},
    }


class averages_over_rows_only:
    """You divide by the number of rows. That is the squared error of the assignment on backpropagation, which adds up the
    outputs of an example; here the mean runs over all elements alike: divide by their number. (lecture L1)"""

    edits = {
        "mse": {
            "(error**2).mean()": "(error**2).sum() / len(error)",
            "2 * error / error.size": "2 * error / len(error)",
        },
        "mae": {
            "np.abs(error).mean()": "np.abs(error).sum() / len(error)",
            "np.sign(error) / error.size": "np.sign(error) / len(error)",
        },
    }


class gradients_of_the_sums:
    """Your losses are means and your gradients are not divided. A gradient belongs to the loss that you return: the 1/n of
    the mean stands in it too. (lecture L1)"""

    edits = {
        "mse": {"2 * error / error.size": "2 * error"},
        "mae": {"np.sign(error) / error.size": "np.sign(error)"},
    }


class gradients_averaged_over_rows:
    """Your losses divide by the number of all elements and your gradients by the number of rows. Differentiate the mean that
    you return: the same number divides both. (lecture L1)"""

    edits = {
        "mse": {"2 * error / error.size": "2 * error / len(error)"},
        "mae": {"np.sign(error) / error.size": "np.sign(error) / len(error)"},
    }


class forgot_the_two:
    """The gradient of your mse is half of what it should be: the derivative of e^2 is 2 e. Only where 1/2 stands in front of
    the square does the 2 go away, and here it does not. (lecture L1)"""

    edits = {"mse": {"2 * error / error.size": "error / error.size"}}


class half_the_square:
    """You put 1/2 in front of the square, as the slow neuron's loss has it. The MSE of the lecture has none: loss and gradient
    are both half of what is asked for. (lecture L1)"""

    edits = {"mse": {"(error**2).mean()": "(error**2).mean() / 2", "2 * error / error.size": "error / error.size"}}


class target_minus_prediction:
    """Your gradients point the wrong way. The loss does not care which is subtracted from which, its derivative by the
    prediction does: where y_hat is too large, the loss grows with y_hat. (lecture L1)"""

    edits = {"mse": {"error = y_hat - y": "error = y - y_hat"}, "mae": {"error = y_hat - y": "error = y - y_hat"}}


class mae_gradient_grows_with_the_error:
    """The gradient of your mae is the error itself. That is what the square gives; |e| has the same slope for a small error
    as for a large one, 1 or -1. (lecture L1)"""

    edits = {"mae": {"np.sign(error) / error.size": "error / error.size"}}


class mae_gradient_without_a_sign:
    """The gradient of your mae is 1/n everywhere. Where the prediction is too small, |e| falls as the prediction rises: there
    the slope is -1/n. (lecture L1)"""

    edits = {"mae": {"np.sign(error) / error.size": "np.ones_like(error) / error.size"}}


class mae_takes_a_side_at_zero:
    """At an error of exactly 0 your mae has the slope 1. |e| has a corner there, and the course takes 0: what is right wants
    to stay where it is. np.sign does that. (lecture L1)"""

    edits = {"mae": {"np.sign(error) / error.size": "np.where(error >= 0, 1.0, -1.0) / error.size"}}


class mae_takes_the_other_side_at_zero:
    """At an error of exactly 0 your mae has the slope -1. |e| has a corner there, and the course takes 0: what is right wants
    to stay where it is. np.sign does that. (lecture L1)"""

    edits = {"mae": {"np.sign(error) / error.size": "np.where(error > 0, 1.0, -1.0) / error.size"}}


class mae_divides_by_the_error:
    """You compute the sign as e / |e|. For an error of 0 that is 0/0, which is nan, and one nan in a gradient spoils the whole
    network. np.sign gives 0 there. (lecture L1)"""

    edits = {"mae": {"np.sign(error) / error.size": "error / np.abs(error) / error.size"}}


class mae_keeps_the_quotient_from_zero:
    """You compute the sign as e / (|e| + eps). That is finite at 0, but an error about as small as eps gets only a part of its
    slope, which is 1 or -1 for every error but 0. np.sign needs no eps. (lecture L1)"""

    edits = tuple(
        {"mae": {"np.sign(error) / error.size": quotient}}
        for eps in ("1e-8", "1e-9", "1e-10", "1e-12")
        for quotient in (
            f"error / (np.abs(error) + {eps}) / error.size",
            f"error / np.maximum(np.abs(error), {eps}) / error.size",
        )
    )


class mae_takes_nearly_right_for_right:
    """Your mae takes an error for 0 that is only small (np.isclose, np.round). Every error has the slope 1 or -1, however small it
    is; only what is exactly right has the slope 0. (lecture L1)"""

    edits = (
        {"mae": {"np.sign(error)": "np.where(np.isclose(y_hat, y), 0, np.sign(error))"}},
        {"mae": {"np.sign(error)": "np.where(np.abs(error) < 1e-8, 0, np.sign(error))"}},
        {"mae": {"np.sign(error)": "np.sign(np.round(error, 6))"}},
    )


class mae_lets_errors_cancel:
    """Your mae is the mean of the errors with their signs, so that too much here makes up for too little there. Take the size
    of each error first. (lecture L1)"""

    edits = {"mae": {"np.abs(error).mean()": "error.mean()"}}


class mae_takes_the_size_of_the_mean:
    """Your mae averages first and takes the size afterwards, so errors of opposite sign cancel. It is the other way round: the
    size of each error, then the mean. (lecture L1)"""

    edits = {"mae": {"np.abs(error).mean()": "np.abs(error.mean())"}}


class root_of_the_mean:
    """Your mse is its square root, the RMSE. It is handy for a report, being in the units of y, but it is another loss with
    another gradient. (lecture L1)"""

    edits = {"mse": {"(error**2).mean()": "np.sqrt((error**2).mean())"}}


class loss_for_each_element:
    """Your losses are arrays with an entry for each element. Training needs one number to walk down on: their mean.
    (lecture L1)"""

    edits = {"mse": {"(error**2).mean()": "error**2"}, "mae": {"np.abs(error).mean()": "np.abs(error)"}}


class expands_the_square:
    """You computed y_hat^2 - 2 y_hat y + y^2. On paper that is the same; in floating point the squares of large targets
    swallow a small error. Subtract first, then square. (lecture L1)"""

    edits = {"mse": {"(error**2).mean()": "(y_hat**2 - 2 * y_hat * y + y**2).mean()"}}


class subtracts_in_place:
    """`y_hat -= y` overwrites the caller's prediction with the error. Write `y_hat - y`, which
    makes a new array. (lecture L1)"""

    edits = {
        "mse": {"error = y_hat - y": "y_hat -= y\nerror = y_hat"},
        "mae": {"error = y_hat - y": "y_hat -= y\nerror = y_hat"},
    }


class mse_gradient_without_a_sign:
    """You take the absolute value of the error before you square it. The square does not mind, but the gradient of your mse has lost
    its sign: where y_hat is too small it must be negative. (lecture L1)"""

    def mse(y_hat, y):
        error = np.abs(y_hat - y)
        return (error**2).mean(), 2 * error / error.size
