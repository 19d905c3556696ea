"""Known-wrong squared errors."""


class mean_over_everything:
    """You took the mean over examples and outputs alike. The course adds up the outputs of an example and averages over
    the examples only: divide by N, the number of rows. (lecture L1)"""

    edits = {"(error**2).sum() / N": "(error**2).mean()", "2 * error / N": "2 * error / error.size"}


class loss_averaged_over_everything:
    """Your loss is the mean over examples and outputs alike, as .mean() takes it, and your gradient divides by N alone, as it
    should. Every output of an example adds to the loss in full: take the sum over the outputs. (lecture L1)"""

    edits = {"(error**2).sum() / N": "(error**2).mean()"}


class sum_over_the_batch:
    """You added the examples up and did not divide by N. With a sum the size of the gradient, and with it the best
    learning rate, would grow with the batch; losses in this course are means over the batch. (lecture L1)"""

    edits = {"(error**2).sum() / N": "(error**2).sum()", "2 * error / N": "2 * error"}


class gradient_of_the_sum:
    """Your gradient is not divided by N. It belongs to the loss that is returned: if that is a mean over the examples, 1/N
    stands in the gradient too. (lecture B6)"""

    edits = {"2 * error / N": "2 * error"}


class gradient_averaged_over_everything:
    """Your gradient divides by the number of all entries. Every output of an example adds to the loss in full, so that the
    mean is over the examples alone: divide by N. (lecture B6)"""

    edits = {"2 * error / N": "2 * error / error.size"}


class forgot_the_two:
    """Your gradient is half of what it should be: the derivative of e^2 is 2 e. Books that write 1/2 in front of the square
    get rid of the 2 that way; this loss has no 1/2. (lecture B6)"""

    edits = {"2 * error / N": "error / N"}


class half_the_square:
    """You put 1/2 in front of the square, as some books do. Loss and gradient fit each other and both are half of what is
    asked for here: the lecture's loss is (t_hat - t)^2. (lecture L1)"""

    edits = {"(error**2).sum() / N": "(error**2).sum() / (2 * N)", "2 * error / N": "error / N"}


class target_minus_prediction:
    """Your gradient points the wrong way: you differentiated by the target. For the square it makes no difference which is
    subtracted from which, for the derivative by t_hat it does: 2 (t_hat - t). (lecture B6)"""

    edits = {"error = t_hat - t": "error = t - t_hat"}


class loss_for_each_example:
    """Your loss is a vector with an entry for each example. Training needs one number to walk down on: the mean of them.
    (lecture L1)"""

    edits = {"(error**2).sum() / N": "(error**2).sum(axis=1)"}


class takes_the_root:
    """You returned the length of each error vector, with its root. The loss is the squared length; the root would also make the
    gradient undefined where the prediction is perfect. (lecture L1)"""

    edits = {
        "loss = (error**2).sum() / N": "length = np.sqrt((error**2).sum(axis=1, keepdims=True))\nloss = length.mean()",
        "2 * error / N": "error / length / N",
    }


class absolute_error:
    """You used the absolute error in place of its square. Its gradient has the same size for a small error as for a large one;
    that is another loss, the MAE. (lecture L1)"""

    edits = {"(error**2).sum() / N": "np.abs(error).sum() / N", "2 * error / N": "np.sign(error) / N"}


class square_of_the_sum:
    """You added the errors up before squaring, so that errors of opposite sign cancel. Square each output's error first, then
    add. (lecture L1)"""

    edits = {
        "error = t_hat - t": "error = (t_hat - t).sum(axis=1, keepdims=True)",
        "2 * error / N": "2 * error / N * np.ones_like(t)",
    }


class expands_the_square:
    """You computed t_hat^2 - 2 t_hat t + t^2. On paper that is the same; in floating point the squares of large targets
    swallow a small error. Subtract first, then square. (lecture L1)"""

    edits = {"(error**2).sum()": "(t_hat**2 - 2 * t_hat * t + t**2).sum()"}


class subtracts_in_place:
    """`t_hat -= t` overwrites the caller's prediction with the error. Write `t_hat - t`, which makes a new array. (lecture L1)"""

    edits = {"error = t_hat - t": "t_hat -= t\nerror = t_hat"}


class divided_by_the_outputs:
    """You divide by the number of outputs, the columns, where the number of examples belongs, the rows: t_hat.shape[0], or len(t_hat).
    (lecture L1)"""

    edits = {"N = len(error)": "N = error.shape[1]"}


class axes_exchanged:
    """Your loss adds up over the examples and averages over the outputs. It is the other way round: the sum over the outputs of an
    example, axis 1, then the mean over the examples. (lecture L1)"""

    edits = {"(error**2).sum() / N": "(error**2).sum(axis=0).mean()"}


class root_of_the_mean:
    """You took the root of the loss, as for an RMSE. That is handy for a report, being in the units of t, but it is another loss with
    another gradient. (lecture L1)"""

    edits = {"(error**2).sum() / N": "np.sqrt((error**2).sum() / N)"}


class gradient_without_a_sign:
    """You take the absolute value of the error first. The square does not mind, but the gradient has lost its sign: where t_hat
    is too small it must be negative, so that a step downhill makes t_hat larger. (lecture B6)"""

    edits = {"error = t_hat - t": "error = np.abs(t_hat - t)"}
