"""Known-wrong averages over all masks."""


class every_mask_equally_likely:
    """You give each of the 2^n masks the probability 1 / 2^n. That holds for p = 0.5 only: a mask that keeps k of n
    units has the probability (1 - p)^k p^(n - k). (lecture R9)"""

    edits = {"(1 - p) ** kept * p ** (n - kept)": "np.full(2**n, 1 / 2**n)"}


class keep_and_drop_exchanged:
    """You weigh a mask with p for each unit that it keeps and 1 - p for each that it drops. p is the probability of
    dropping, so it is the other way round. (lecture R9)"""

    edits = {"(1 - p) ** kept * p ** (n - kept)": "p**kept * (1 - p) ** (n - kept)"}


class inverted_scaling_left_out:
    """You average w . (mask * x) without the division by 1 - p. That is the average of plain dropout, 1 - p times too
    small; this neuron scales what it keeps. (lecture R9)"""

    edits = {"(w * x) / (1 - p)": "(w * x)"}


class scaled_by_the_units_kept:
    """You divide each mask's output by the share of units that this mask keeps. Dropout divides by 1 - p, the same
    for every mask, whatever it happens to keep. (lecture R9)"""

    edits = {"(w * x) / (1 - p)": "(w * x) * n / np.maximum(kept, 1)"}


class empty_mask_left_out:
    """You leave out the mask that drops every unit (the count begins at 1). Its output is 0, so the mean does not
    feel it, but it is far from the mean and counts in the variance. (lecture R9)"""

    edits = {"np.arange(2**n)": "np.arange(1, 2**n)"}


class full_mask_left_out:
    """You leave out the mask that keeps every unit (the count ends one too early). It is one of the 2^n masks: with n
    units they run from 0 to 2^n - 1, both included. (lecture R9)"""

    edits = {"np.arange(2**n)": "np.arange(2**n - 1)"}


class mean_over_equal_masks:
    """Your mean counts all masks alike, though your variance weighs them. A mask that keeps k of n units has the probability
    (1 - p)^k p^(n - k), and the mean needs these probabilities first. (lecture R9)"""

    edits = {"mean = probability @ output": "mean = output.mean()"}


class variance_over_equal_masks:
    """Your variance counts all masks alike (.var(), .mean()). The squared distances from the mean need the masks' probabilities, as
    the mean does. (lecture R9)"""

    edits = (
        {"probability @ (output - mean) ** 2": "output.var()"},
        {"probability @ (output - mean) ** 2": "((output - mean) ** 2).mean()"},
    )


class mean_square_for_variance:
    """As the variance you return the mean of the squared outputs. That is the mean square; the variance is the mean
    squared distance from the mean, E[a^2] - E[a]^2. (lecture R9)"""

    edits = {"(output - mean) ** 2": "output**2"}


class standard_deviation_for_variance:
    """As the variance you return its square root, the standard deviation. The second value asked for is the variance.
    (lecture R9)"""

    edits = {"probability @ (output - mean) ** 2": "np.sqrt(probability @ (output - mean) ** 2)"}


class variance_of_a_sample:
    """You correct the variance for a sample (ddof=1, or a division by 2^n - 1). Nothing was sampled here: these are
    all masks there are, and their probabilities sum to 1. (lecture R9)"""

    edits = {"(output - mean) ** 2": "(output - mean) ** 2 * 2**n / (2**n - 1)"}


class variance_without_the_scale:
    """Your variance lacks the scale 1 / (1 - p) of the outputs, or has it once. Distances are squared, and so is the scale: a
    number that is divided by 1 - p has a variance that is divided by (1 - p)^2. (lecture R9)"""

    edits = (
        {"probability @ (output - mean) ** 2": "probability @ (output - mean) ** 2 * (1 - p) ** 2"},
        {"probability @ (output - mean) ** 2": "probability @ (output - mean) ** 2 * (1 - p)"},
    )


class divided_by_p:
    """You divide what is kept by p. A unit is kept with probability 1 - p, so only 1 / (1 - p) makes up for what is missing.
    (lecture R9)"""

    edits = {"(w * x) / (1 - p)": "(w * x) / p"}


class units_fall_together:
    """Your variance is that of one coin for the whole neuron, p / (1 - p) times the square of the sum. Each input has
    a coin of its own, so their variances add: squares first, then the sum. (lecture R9)"""

    edits = {"probability @ (output - mean) ** 2": "p / (1 - p) * mean**2"}


class weights_changed_in_place:
    """You multiply x into w itself (`w *= x`): afterwards the caller's weights are spoiled. Make a new array:
    `terms = w * x`. (lecture R9)"""

    edits = {"output = masks @ (w * x)": "w *= x\noutput = masks @ w"}


class dropped_units_not_counted:
    """Your mask's probability has a factor 1 - p for each unit that it keeps and none for those that it drops. Each of these falls
    with probability p: a mask that keeps k of n units has (1 - p)^k p^(n - k). (lecture R9)"""

    edits = {"(1 - p) ** kept * p ** (n - kept)": "(1 - p) ** kept"}


class weighted_and_divided_as_well:
    """You weigh every mask with its probability and then divide by the number of masks too. The probabilities sum to 1: the
    weighted sum is the average already. (lecture R9)"""

    edits = {"mean = probability @ output": "probability = probability / len(masks)\nmean = probability @ output"}
