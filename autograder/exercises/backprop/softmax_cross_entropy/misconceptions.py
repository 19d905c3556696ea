"""Known-wrong softmaxes and cross entropies."""

import numpy as np

# Whoever computes p first and its log afterwards has another line in place of these two.
LOG_ON_PAPER = """
shifted = z - z.max(axis=1, keepdims=True)
log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
"""
BOTH_LINES = """
e = np.exp(z - z.max(axis=1, keepdims=True))
return e / e.sum(axis=1, keepdims=True)
"""
# Whoever adds up the table t * log p meets 0 times minus infinity in it.
PICKED = "-log_p[np.arange(N), y].mean()"
TABLE = "-(np.eye(z.shape[1])[y] * log_p).sum() / N"


class no_shift_before_exp:
    """You take exp of the logits as they are. Above about 709 exp is infinite and infinity / infinity is nan.
    Subtract each row's largest logit first: it cancels in the fraction. (lecture L3)"""

    edits = (
        {
            "softmax": {"z - z.max(axis=1, keepdims=True)": "z"},
            LOG_ON_PAPER: "log_p = np.log(softmax(z))",
        },
        {
            "softmax": {"z - z.max(axis=1, keepdims=True)": "z"},
            LOG_ON_PAPER: "log_p = np.log(softmax(z))",
            PICKED: TABLE,
        },
        {
            "softmax": {"z - z.max(axis=1, keepdims=True)": "z"},
            "softmax_cross_entropy": {"z - z.max(axis=1, keepdims=True)": "z"},
        },
        {
            BOTH_LINES: "return np.exp(z - np.log(np.exp(z).sum(axis=1, keepdims=True)))",
            "softmax_cross_entropy": {"z - z.max(axis=1, keepdims=True)": "z"},
        },
    )


class no_shift_in_softmax:
    """Your softmax takes exp of the logits as they are, though your loss does not. Above about 709 exp is infinite and
    infinity / infinity is nan: subtract each row's largest logit first, it cancels in the fraction. (lecture L3)"""

    edits = (
        {"softmax": {"z - z.max(axis=1, keepdims=True)": "z"}},
        {"softmax": {"z - z.max(axis=1, keepdims=True)": "z"}, "dz = np.exp(log_p)": "dz = softmax(z)"},
    )


class no_shift_in_the_loss:
    """Your softmax_cross_entropy takes exp of the logits as they are, though your softmax does not. Above about 709 exp is
    infinite: there too each row's largest logit must be subtracted first. (lecture L3)"""

    edits = (
        {"softmax_cross_entropy": {"z - z.max(axis=1, keepdims=True)": "z"}},
        {LOG_ON_PAPER: "log_p = np.log(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))"},
        {
            LOG_ON_PAPER: "log_p = np.log(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))",
            "dz = np.exp(log_p)": "dz = softmax(z)",
        },
        {
            "softmax_cross_entropy": {"z - z.max(axis=1, keepdims=True)": "z"},
            "dz = np.exp(log_p)": "dz = softmax(z)",
        },
    )


class one_maximum_for_the_whole_batch:
    """You subtract the largest logit of the whole batch. A row that lies far below it becomes all zeros and 0 / 0
    is nan. Each row needs its own maximum: axis=1 with keepdims=True. (lecture L3)"""

    edits = (
        {
            "softmax": {"z.max(axis=1, keepdims=True)": "z.max()"},
            "softmax_cross_entropy": {"z.max(axis=1, keepdims=True)": "z.max()"},
        },
        {"softmax": {"z.max(axis=1, keepdims=True)": "z.max()"}, LOG_ON_PAPER: "log_p = np.log(softmax(z))"},
        {
            "softmax": {"z.max(axis=1, keepdims=True)": "z.max()"},
            LOG_ON_PAPER: "log_p = np.log(softmax(z))",
            PICKED: TABLE,
        },
    )


class smallest_for_largest:
    """You subtract each row's smallest logit. That leaves the largest one as far above 0 as the row is wide, and exp of it
    overflows. With the largest subtracted, exp only sees numbers up to 0. (lecture L3)"""

    edits = (
        {
            "softmax": {"z.max(axis=1, keepdims=True)": "z.min(axis=1, keepdims=True)"},
            "softmax_cross_entropy": {"z.max(axis=1, keepdims=True)": "z.min(axis=1, keepdims=True)"},
        },
        {
            "softmax": {"z.max(axis=1, keepdims=True)": "z.min(axis=1, keepdims=True)"},
            LOG_ON_PAPER: "log_p = np.log(softmax(z))",
        },
    )


class keepdims_forgotten:
    """Your row maxima and row sums have the shape (N,), which NumPy lays along the columns: an error for most shapes, and
    silently wrong when N = K. With keepdims=True they stay a column of shape (N, 1). (lecture L3)"""

    edits = {
        BOTH_LINES: "e = np.exp(z - z.max(axis=1))\nreturn e / e.sum(axis=1)",
        LOG_ON_PAPER: "log_p = np.log(softmax(z))",
    }


class classes_counted_from_the_labels:
    """You take the largest label plus one for the number of classes. A small batch may not contain the last class at all:
    the number of classes is the number of columns of z, z.shape[1]. (lecture L3)"""

    edits = {
        "-log_p[np.arange(N), y].mean()": "-(np.eye(y.max() + 1)[y] * log_p).sum() / N",
        "dz[np.arange(N), y] -= 1": "dz -= np.eye(y.max() + 1)[y]",
    }


class normalised_over_the_batch:
    """You divide by the sum over the examples (axis 0), so the columns sum to 1. A row is one example and its
    classes compete with each other: sum over axis 1. (lecture L3)"""

    edits = (
        {
            BOTH_LINES: "e = np.exp(z - z.max(axis=0))\nreturn e / e.sum(axis=0)",
            LOG_ON_PAPER: "log_p = np.log(softmax(z))",
        },
        {
            BOTH_LINES: "e = np.exp(z - z.max(axis=1, keepdims=True))\nreturn e / e.sum(axis=0)",
            LOG_ON_PAPER: "log_p = np.log(softmax(z))",
        },
        {
            BOTH_LINES: "e = np.exp(z - z.max(axis=0))\nreturn e / e.sum(axis=0)",
            "dz = np.exp(log_p)": "dz = softmax(z)",
        },
        {
            BOTH_LINES: "e = np.exp(z - z.max(axis=1, keepdims=True))\nreturn e / e.sum(axis=0)",
            "dz = np.exp(log_p)": "dz = softmax(z)",
        },
    )


class normalised_over_everything:
    """You divide by the sum over the whole batch, so that all rows together sum to 1. A row is one example, and each must sum to 1:
    axis=1 with keepdims=True. (lecture L3)"""

    edits = (
        {
            BOTH_LINES: "e = np.exp(z - z.max(axis=1, keepdims=True))\nreturn e / e.sum()",
            LOG_ON_PAPER: "log_p = np.log(softmax(z))",
        },
        {
            BOTH_LINES: "e = np.exp(z - z.max(axis=1, keepdims=True))\nreturn e / e.sum()",
            "dz = np.exp(log_p)": "dz = softmax(z)",
        },
    )


class sum_over_the_batch:
    """You add the losses of the examples up instead of taking their mean, so loss and gradient grow with the batch
    and the learning rate would have to change with it. Divide both by N. (lecture L3)"""

    edits = {".mean()": ".sum()", "dz / N": "dz"}


class gradient_not_divided_by_batch:
    """Your dz is p - t without the division by N: it is the gradient of a sum over the batch. The loss is a mean, and the 1/N
    in it stays in its derivative. (lecture B7)"""

    edits = {"dz / N": "dz"}


class gradient_divided_by_the_classes:
    """You divide dz by the number of classes, the columns, where the number of examples belongs. The loss is the mean over the
    examples: N is len(z). (lecture B7)"""

    edits = {"dz / N": "dz / z.shape[1]"}


class slope_of_the_softmax_once_more:
    """You multiply p - t by p (1 - p) as well. The way back through the softmax is in p - t already; its own derivatives have
    cancelled. (lecture B7)"""

    edits = {"return loss, dz / N": "p = np.exp(log_p)\nreturn loss, dz * p * (1 - p) / N"}


class largest_logit_not_added_back:
    """You subtract the largest logit under the logarithm and not from the label's logit. Shift the row once, and use the shifted
    row in both places; or add the largest logit to the logarithm again. (lecture L3)"""

    edits = {PICKED: "(np.log(np.exp(shifted).sum(axis=1)) - z[np.arange(N), y]).mean()"}


class mean_over_the_classes_too:
    """You average over all N * K entries of the table t * log p, so everything is K times too small. An example has
    one loss, however many classes there are: sum over the classes, then mean over the N examples. (lecture L3)"""

    edits = {".mean()": ".sum() / z.size", "dz / N": "dz / z.size"}


class loss_averaged_over_the_classes:
    """Your loss is the mean over all N * K entries of the table t * log p, K times too small; your gradient divides by N, as it
    should. An example has one loss, however many classes there are. (lecture L3)"""

    edits = {".mean()": ".sum() / z.size"}


class label_minus_prediction:
    """Your gradient is t - p, with the sign turned round: following it downhill would make the label less likely.
    The derivative of the loss by the logits is p - t. (lecture L3)"""

    edits = {"dz / N": "-dz / N"}


class every_label_in_every_row:
    """You index with `p[:, y]`, which takes the columns of all labels in every row. To pick one entry a row, pair
    the row numbers with the labels: `p[np.arange(N), y]`. (lecture L3)"""

    edits = {"log_p[np.arange(N), y]": "log_p[:, y]", "dz[np.arange(N), y]": "dz[:, y]"}


class log_of_a_rounded_probability:
    """You compute the softmax first and its log afterwards. When the label's probability rounds to 0 the log is
    minus infinity, though the loss is a modest number. Simplify on paper first: log p = z - log(sum(exp(z))).
    (lecture L3)"""

    edits = (
        {LOG_ON_PAPER: "log_p = np.log(softmax(z))"},
        {LOG_ON_PAPER: "log_p = np.log(softmax(z))", PICKED: TABLE},
    )


class small_number_inside_the_log:
    """You add a small constant inside the log, or clip what it is taken of, to keep it finite. That caps the loss (at about
    28 for 1e-12) just where the network is most wrong. With log p = z - log(sum(exp(z))) nothing has to be added. (lecture
    L3)"""

    edits = tuple(
        {"-log_p[np.arange(N), y]": f"-np.log({kept})"}
        for tiny in ("1e-7", "1e-8", "1e-9", "1e-10", "1e-12", "1e-15", "1e-300")
        for kept in (f"softmax(z)[np.arange(N), y] + {tiny}", f"np.maximum(softmax(z)[np.arange(N), y], {tiny})")
    )


class softmax_taken_twice:
    """You apply softmax to the probabilities once more: the loss is computed from softmax(softmax(z)), which is
    always close to uniform, so even a perfect prediction is punished. The loss takes the logits themselves.
    (lecture L3)"""

    edits = {LOG_ON_PAPER: "log_p = np.log(softmax(softmax(z)))"}


class gradient_of_the_probabilities:
    """Your dz is the derivative by the probabilities, -1/p at the label and 0 elsewhere. The chain goes one step
    further, through the softmax to the logits; there the fraction cancels and p - t remains. (lecture B7)"""

    edits = {
        "dz = np.exp(log_p)": "dz = np.zeros_like(z)",
        "dz[np.arange(N), y] -= 1": "dz[np.arange(N), y] = -1 / np.exp(log_p[np.arange(N), y])",
    }


class logits_shifted_in_place:
    """`z -= ...` writes into the caller's array: the logits are different after the call. Make a new array:
    `z = z - z.max(axis=1, keepdims=True)`. (lecture L3)"""

    edits = {
        "e = np.exp(z - z.max(axis=1, keepdims=True))": "z -= z.max(axis=1, keepdims=True)\ne = np.exp(z)",
        "shifted = z - z.max(axis=1, keepdims=True)": "z -= z.max(axis=1, keepdims=True)\nshifted = z",
    }


def observe_softmax(arguments, result):
    return _where_finite(np.asarray(result))


def observe_softmax_cross_entropy(arguments, result):
    """Whether nan or infinity comes out is an accident of how the formula is written."""
    loss, dz = result
    return {"loss": _where_finite(np.asarray(loss)), "dz": _where_finite(np.asarray(dz))}


def _where_finite(values):
    return {"finite": np.isfinite(values), "values": np.where(np.isfinite(values), values, 0)}


class forgets_the_minus:
    """Your loss is the mean of log p, without the minus: it is negative, and the more so the worse the prediction. The surprise
    is -log p, which is 0 when p = 1 and grows as p falls. (lecture L3)"""

    edits = ({PICKED: "log_p[np.arange(N), y].mean()"}, {PICKED: "log_p[np.arange(N), y].mean()", "dz / N": "-dz / N"})


class loss_for_each_example:
    """Your loss is a vector with an entry for each example. Training needs one number to walk down on: the mean of them.
    (lecture L3)"""

    edits = {PICKED: "-log_p[np.arange(N), y]"}


class binary_cross_entropy_of_each_class:
    """You add log(1 - p) for the wrong classes, as the binary cross entropy does for one yes or no. With the softmax the classes
    share one total, and the loss is -log p of the label alone. (lecture L3)"""

    edits = {
        PICKED: """
            -log_p[np.arange(N), y].mean()
            t, p = np.eye(z.shape[1])[y], np.exp(log_p)
            loss -= np.sum((1 - t) * np.log(1 - p)) / N
        """
    }


class labels_taken_for_rows:
    """You subtract 1 with `dz[y] -= 1`. A single index counts rows, so whole examples are changed, those with the labels' numbers.
    Each row loses 1 at its own label: `dz[np.arange(N), y] -= 1`. (lecture B7)"""

    edits = {"dz[np.arange(N), y] -= 1": "dz[y] -= 1"}
