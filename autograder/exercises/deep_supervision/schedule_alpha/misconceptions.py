"""Known-wrong weights that fade."""


class negative_in_the_end:
    """You let the line go on below 0 after the last epoch, and then the side classifiers are *un*trained: a negative
    weight climbs their loss. From epoch = epochs on the weight is 0. (lecture D1)"""

    edits = {"max(1 - epoch / epochs, 0)": "(1 - epoch / epochs)"}


class size_of_the_line:
    """After the last epoch your weight grows again: you take the absolute value of the line. Below 0 it is cut off:
    max(..., 0). (lecture D1)"""

    edits = {"max(1 - epoch / epochs, 0)": "abs(1 - epoch / epochs)"}


class rises:
    """Your weight begins at 0 and grows. The side losses help early on, while the gradients of the main one do not
    arrive yet: begin at alpha_0. (lecture D1)"""

    edits = {"max(1 - epoch / epochs, 0)": "min(epoch / epochs, 1)"}


class zero_one_epoch_early:
    """Your weight is 0 one epoch too early: you divide by epochs - 1. It is 0 at epoch = epochs, so that the last epoch,
    number epochs - 1, still has a little of it. (lecture D1)"""

    edits = ({"epoch / epochs": "epoch / max(epochs - 1, 1)"}, {"epoch / epochs": "epoch / (epochs - 1)"})


class zero_one_epoch_late:
    """Your weight is 0 one epoch too late: you divide by epochs + 1. At epoch = epochs nothing of it is left. (lecture
    D1)"""

    edits = {"epoch / epochs": "epoch / (epochs + 1)"}


class share_taken_from_the_weight:
    """You subtract the share of the epochs from alpha_0. That falls by 1 in all, whatever alpha_0 is: the share is one of
    alpha_0, so multiply: alpha_0 (1 - epoch / epochs). (lecture D1)"""

    edits = {"alpha_0 * max(1 - epoch / epochs, 0)": "max(alpha_0 - epoch / epochs, 0)"}


class one_epoch_ahead:
    """You are one epoch ahead: epochs are counted from 0, and the first one has all of alpha_0. (lecture D1)"""

    edits = {"epoch / epochs": "(epoch + 1) / epochs"}


class whole_number_division:
    """You divide with //, which cuts the fraction off: the weight stays at alpha_0 and then drops. Use /. (lecture
    D1)"""

    edits = {"epoch / epochs": "epoch // epochs"}


class falls_by_a_factor:
    """Your weight falls by a factor in each epoch, and never reaches 0. Here it falls by the same amount each time, a
    straight line: alpha_0 (1 - epoch / epochs). (lecture D1)"""

    edits = (
        {"max(1 - epoch / epochs, 0)": "0.9**epoch"},
        {"max(1 - epoch / epochs, 0)": "2.718281828459045 ** (-epoch / epochs)"},
    )


class multiplied_again_each_epoch:
    """You multiply by 1 - epoch / epochs anew in each epoch, so that the weight bends down faster than a straight line. The
    factor is meant for alpha_0, not for the weight of the epoch before. (lecture D1)"""

    def decay_alpha(alpha_0, epoch, epochs):
        alpha = alpha_0
        for t in range(1, min(epoch, epochs) + 1):
            alpha = alpha * (1 - t / epochs)
        return alpha


class start_ignored:
    """You return the share that is left of the training and forget alpha_0: it always begins at 1. Multiply. (lecture
    D1)"""

    edits = {"alpha_0 * max": "max"}


class never_quite_zero:
    """You keep a tenth of alpha_0 for ever. From epoch = epochs on the main loss is to be alone. (lecture D1)"""

    edits = {"max(1 - epoch / epochs, 0)": "max(1 - epoch / epochs, 0.1)"}


class falls_as_a_square:
    """You square the share that is left. The weight falls in a straight line: alpha_0 (1 - epoch / epochs). (lecture D1)"""

    edits = {"max(1 - epoch / epochs, 0)": "max(1 - epoch / epochs, 0) ** 2"}


class falls_along_a_cosine:
    """Your weight falls along half a cosine. Here it is a straight line: alpha_0 (1 - epoch / epochs). (lecture D1)"""

    edits = {"max(1 - epoch / epochs, 0)": "(1 + np.cos(np.pi * min(epoch / epochs, 1))) / 2"}


class zero_at_half_time:
    """Your weight is 0 at half time already. It is 0 at epoch = epochs. (lecture D1)"""

    edits = {"epoch / epochs": "2 * epoch / epochs"}


class smaller_in_place_of_larger:
    """You take the smaller of the line and 0, which is always 0 while there are epochs to come. Cut off *below* 0 with
    max. (lecture D1)"""

    edits = {"max(1 - epoch / epochs, 0)": "min(1 - epoch / epochs, 0)"}
