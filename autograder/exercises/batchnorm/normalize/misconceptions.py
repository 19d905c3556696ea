"""Known-wrong ways to normalise a batch."""

import numpy as np


class each_example_for_itself:
    """Your mean and variance run along the rows: each example is normalised by its own features. That is layer
    normalisation. Here a feature is normalised over the examples of the batch, along axis 0. (lecture BN1)"""

    edits = (
        {"x.mean(axis=0)": "x.mean(axis=1)", "(centred**2).mean(axis=0)": "(centred**2).mean(axis=1)"},
        {
            "x.mean(axis=0)": "x.mean(axis=1, keepdims=True)",
            "(centred**2).mean(axis=0)": "(centred**2).mean(axis=1, keepdims=True)",
        },
        {
            "x.mean(axis=0)": "x.mean(axis=1, keepdims=True)",
            "(centred**2).mean(axis=0)": "(centred**2).mean(axis=1, keepdims=True)",
            "mu, var": "mu[:, 0], var[:, 0]",
        },
    )


class one_mean_for_everything:
    """You take one mean and one variance over the whole batch. Features come in different units: each has a mean and a
    variance of its own, over the examples, axis 0. (lecture BN1)"""

    edits = (
        {"x.mean(axis=0)": "x.mean()", "(centred**2).mean(axis=0)": "(centred**2).mean()"},
        {
            "x.mean(axis=0)": "np.full(x.shape[1], x.mean())",
            "(centred**2).mean(axis=0)": "np.full(x.shape[1], (centred**2).mean())",
        },
    )


class statistics_as_rows:
    """Your mu and var have the shape (1, D), as keepdims leaves them. The numbers are what they should be; as a description of
    D features they have the shape (D,), and broadcasting works just as well with that. (lecture BN2)"""

    edits = {
        "x.mean(axis=0)": "x.mean(axis=0, keepdims=True)",
        "(centred**2).mean(axis=0)": "(centred**2).mean(axis=0, keepdims=True)",
    }


class unbiased_variance:
    """You divide the squared distances by N - 1. That estimates the variance of what the batch was drawn from; batch
    normalisation wants the variance of this very batch, divided by N, so that x_hat has variance 1. And for a batch
    of one N - 1 is 0. (lecture BN2)"""

    edits = (
        {"(centred**2).mean(axis=0)": "(centred**2).sum(axis=0) / (len(x) - 1)"},
        {"(centred**2).mean(axis=0)": "(centred**2).sum(axis=0) / max(len(x) - 1, 1)"},
    )


class sum_for_mean:
    """Your variance is the sum of the squared distances, not their mean: it grows with the batch. Divide by N, the number of
    examples. (lecture BN2)"""

    edits = {"(centred**2).mean(axis=0)": "(centred**2).sum(axis=0)"}


class deviation_in_place_of_the_variance:
    """What you return as var is its root, the standard deviation. Running averages are taken of variances: return the
    mean square, and take the root only for x_hat. (lecture BN2)"""

    edits = (
        {"np.sqrt(var + eps), mu, var": "np.sqrt(var + eps), mu, np.sqrt(var)"},
        {"np.sqrt(var + eps), mu, var": "np.sqrt(var + eps), mu, np.sqrt(var + eps)"},
        {"(centred**2).mean(axis=0)": "np.sqrt((centred**2).mean(axis=0))"},
    )


class mean_and_variance_exchanged:
    """Your mu and var stand in each other's place: x_hat, mu, var is the order that is asked for. (lecture BN2)"""

    edits = {"mu, var": "var, mu"}


class divided_by_the_variance:
    """You divide by the variance. It is measured in squared units; a deviation has the units of x: take the root.
    (lecture BN2)"""

    edits = {"centred / np.sqrt(var + eps)": "centred / (var + eps)"}


class not_centred:
    """You divide by the deviation and forget to take the mean away: x_hat has variance 1, and its mean is not 0.
    (lecture BN1)"""

    edits = {"centred / np.sqrt": "x / np.sqrt"}


class centred_only:
    """You take the mean away and leave the spread as it was. Divide by the root of var + eps, too. (lecture BN1)"""

    edits = {"centred / np.sqrt(var + eps)": "centred"}


class between_smallest_and_largest:
    """You scale each feature from its smallest to its largest value. That puts it between 0 and 1, at the mercy of two
    examples. Normalising means here: mean 0 and variance 1. (lecture BN1)"""

    edits = {"centred / np.sqrt(var + eps)": "(x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))"}


class no_eps:
    """You divide by the root of var alone. A feature that has one value in the whole batch, or a batch of one, has variance 0:
    0 / 0 is nan. That is what eps is for. (lecture BN2)"""

    edits = {"np.sqrt(var + eps)": "np.sqrt(var)"}


class eps_outside_the_root:
    """You add eps to the standard deviation. The lecture adds it to the variance, under the root: for small variances
    that makes a difference, since the root of 1e-5 is 3e-3. (lecture BN2)"""

    edits = {"np.sqrt(var + eps)": "(np.sqrt(var) + eps)"}


class eps_in_the_variance:
    """Your var contains eps. eps belongs under the root of x_hat alone; what you return is the variance of the batch as it is.
    (lecture BN2)"""

    edits = {"mu, var": "mu, var + eps"}


class eps_of_your_own:
    """Your eps is always the same number; the argument is never used. Who calls chooses how large it is. (lecture BN2)"""

    edits = ({"np.sqrt(var + eps)": "np.sqrt(var + 1e-5)"}, {"np.sqrt(var + eps)": "np.sqrt(var + 1e-8)"})


class difference_of_large_squares:
    """Your variance is the mean of x^2 minus mu^2. On paper that is the same; in a computer the two are huge where the mean is far
    from 0, and their difference has no right digits left, or is negative. First x - mu, then the square. (lecture BN2)"""

    edits = (
        {"(centred**2).mean(axis=0)": "(x**2).mean(axis=0) - mu**2"},
        {"(centred**2).mean(axis=0)": "np.maximum((x**2).mean(axis=0) - mu**2, 0)"},
        {"(centred**2).mean(axis=0)": "np.abs((x**2).mean(axis=0) - mu**2)"},
    )


class absolute_for_square:
    """You average the absolute distances from the mean. The variance is the mean of their squares. (lecture BN2)"""

    edits = {"(centred**2)": "np.abs(centred)"}


class input_changed_in_place:
    """You subtract the mean from x itself (`x -= mu`). Whoever handed it to you still needs it: the layer before, for
    its own backward pass. Make a new array: `x - mu`. (lecture BN2)"""

    edits = {"centred = x - mu": "x -= mu\ncentred = x"}


class eps_added_to_x_hat:
    """You wrote / np.sqrt(var) + eps without brackets: Python divides first and adds eps to x_hat, and a feature that is always the
    same becomes nan. eps stands under the root: np.sqrt(var + eps). (lecture BN2)"""

    edits = {"np.sqrt(var + eps)": "np.sqrt(var) + eps"}
