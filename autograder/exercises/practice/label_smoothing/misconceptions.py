"""Known-wrong cross entropies with smoothed labels."""

import numpy as np

TARGET = """
target = np.full_like(z, smooth / K)
target[np.arange(N), y] += 1 - smooth
"""
LOG_ON_PAPER = """
shifted = z - z.max(axis=1, keepdims=True)
log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
"""
LOSS, DZ = "-(target * log_p).sum() / N", "(np.exp(log_p) - target) / N"


class smoothing_shared_by_the_others:
    """You share smooth among the K - 1 other classes, and leave the label 1 - smooth. Both ways are found in the wild;
    here all K classes get smooth / K, the label's own among them, which makes it a mixture with an even guess. (lecture
    L3)"""

    edits = {TARGET: "target = np.full_like(z, smooth / (K - 1))\ntarget[np.arange(N), y] = 1 - smooth"}


class label_without_its_share:
    """Your label has the target 1 - smooth, and the others smooth / K: that is less than 1 in all. The label's class gets
    its smooth / K as well. (lecture L3)"""

    edits = {"target[np.arange(N), y] += 1 - smooth": "target[np.arange(N), y] = 1 - smooth"}


class label_counted_in_full:
    """Your label has the target 1 + smooth / K: the targets of an example are more than 1 in all. What the classes share
    is taken from the label: 1 - smooth is left for it. (lecture L3)"""

    edits = {"+= 1 - smooth": "+= 1"}


class smooth_for_every_class:
    """Every class gets smooth in your targets. It is shared: smooth / K for each. (lecture L3)"""

    edits = {"smooth / K": "smooth"}


class smooth_turned_round:
    """You give the label `smooth` and share the rest: with smooth = 0 nothing is left of it. (lecture L3)"""

    edits = {"smooth / K": "(1 - smooth) / K", "+= 1 - smooth": "+= smooth"}


class smooth_never_used:
    """Your loss is plain cross entropy; smooth is never used. (lecture L3)"""

    edits = {"smooth / K": "0.0", "+= 1 - smooth": "+= 1"}


class gradient_of_the_plain_loss:
    """Your loss is smoothed and your gradient is that of plain cross entropy, p minus 1 at the label. The targets changed,
    so what p is compared with has changed too. (lecture L3)"""

    edits = {DZ: "(np.exp(log_p) - np.eye(K)[y]) / N"}


class loss_of_the_plain_labels:
    """Your gradient is smoothed and your loss is plain cross entropy. They belong together: the loss takes all targets
    into account. (lecture L3)"""

    edits = {LOSS: "-log_p[np.arange(N), y].mean()"}


class smoothed_probabilities:
    """You mix the *probabilities* with an even guess and take the log of that. Smoothed are the targets; the
    probabilities stay the softmax's. (lecture L3)"""

    edits = {LOSS: "-np.log((1 - smooth) * np.exp(log_p[np.arange(N), y]) + smooth / K).mean()"}


class sum_over_the_batch:
    """You add the losses of the examples up instead of taking their mean. Divide loss and gradient by N. (lecture L3)"""

    edits = {LOSS: "-(target * log_p).sum()", DZ: "np.exp(log_p) - target"}


class gradient_not_divided_by_batch:
    """Your dz is p - target without the division by N. The loss is a mean, and the 1/N in it stays in its derivative.
    (lecture L3)"""

    edits = {DZ: "np.exp(log_p) - target"}


class mean_over_the_classes_too:
    """You average over all N * K entries of the table target * log p, so the loss is K times too small. Sum over the
    classes, then mean over the examples. (lecture L3)"""

    edits = (
        {LOSS: "-(target * log_p).mean()"},
        {LOSS: "-(target * log_p).mean()", DZ: "(np.exp(log_p) - target) / z.size"},
    )


class target_minus_prediction:
    """Your gradient is target - p, with the sign turned round: following it downhill would make the label less likely.
    (lecture L3)"""

    edits = {DZ: "(target - np.exp(log_p)) / N"}


class no_shift_before_exp:
    """You take exp of the logits as they are. Above about 709 exp is infinite: subtract each row's largest logit first,
    it cancels. (lecture L3)"""

    edits = (
        {"shifted = z - z.max(axis=1, keepdims=True)": "shifted = z"},
        {LOG_ON_PAPER: "e = np.exp(z)\nlog_p = np.log(e / e.sum(axis=1, keepdims=True))"},
    )


class one_maximum_for_the_whole_batch:
    """You subtract the largest logit of the whole batch. A row that lies far below it becomes all zeros. Each row needs
    its own maximum. (lecture L3)"""

    edits = {"z.max(axis=1, keepdims=True)": "z.max()"}


class log_of_a_rounded_probability:
    """You compute the softmax first and its log afterwards. Where a probability rounds to 0 the log is minus infinity,
    and every class has a target here. Simplify on paper first: log p = z - log(sum(exp(z))). (lecture L3)"""

    edits = {
        LOG_ON_PAPER: """
            e = np.exp(z - z.max(axis=1, keepdims=True))
            log_p = np.log(e / e.sum(axis=1, keepdims=True))
        """
    }


class small_number_inside_the_log:
    """You add a small constant inside the log, or clip what it is taken of. That caps the loss of every class that has no
    chance, and each of them has a target here. With log p = z - log(sum(exp(z))) nothing has to be added. (lecture
    L3)"""

    edits = tuple(
        {LOSS: f"-(target * np.log({kept})).sum() / N"}
        for tiny in ("1e-8", "1e-10", "1e-12", "1e-15")
        for kept in (f"np.exp(log_p) + {tiny}", f"np.maximum(np.exp(log_p), {tiny})")
    )


class classes_counted_from_the_labels:
    """You take the largest label plus one for the number of classes. A batch may not contain the last class at all: the
    number of classes is the number of columns of z. (lecture L3)"""

    edits = {"N, K = z.shape": "N, K = len(z), y.max() + 1"}


class normalised_over_the_batch:
    """You sum the exponentials over the examples. A row is one example and its classes compete with each other: axis=1.
    (lecture L3)"""

    edits = (
        {"np.exp(shifted).sum(axis=1, keepdims=True)": "np.exp(shifted).sum(axis=0)"},
        {
            "z.max(axis=1, keepdims=True)": "z.max(axis=0)",
            "np.exp(shifted).sum(axis=1, keepdims=True)": "np.exp(shifted).sum(axis=0)",
        },
    )


class logits_shifted_in_place:
    """`z -= ...` writes into the caller's array. Make a new one. (lecture L3)"""

    edits = {"shifted = z - z.max(axis=1, keepdims=True)": "z -= z.max(axis=1, keepdims=True)\nshifted = z"}


class smooth_for_all_but_the_label:
    """You share smooth among the K - 1 other classes and leave 1 - smooth plus a share to the label, so that the targets do
    not sum to 1. Each class gets smooth / K, the label 1 - smooth besides. (lecture L3)"""

    edits = {"np.full_like(z, smooth / K)": "np.full_like(z, smooth / (K - 1))"}


class smooth_ignored:
    """Your targets have a share of 0.1 to give away, whatever `smooth` says. (lecture L3)"""

    edits = {"N, K = z.shape": "(N, K), smooth = z.shape, 0.1"}


class loss_of_the_wrong_sign:
    """Your loss has the wrong sign: log p is negative, and the loss is minus the sum of target times log p. (lecture L3)"""

    edits = {"return -(target * log_p)": "return (target * log_p)"}


class label_raised_for_every_example:
    """You write target[:, y] and so raise the columns of all labels in every row. Row n has its own label: target[
    np.arange(N), y]. (lecture L3)"""

    edits = {"target[np.arange(N), y] +": "target[:, y] +"}


class shared_among_the_examples:
    """You share smooth among the N examples. It is the classes that get it, smooth / K each. (lecture L3)"""

    edits = {"smooth / K": "smooth / N"}


class divergence_for_the_loss:
    """Your loss is the divergence of p from the targets: it has the targets' own entropy subtracted, which no network can
    change. Its gradient is the same; asked for is the cross entropy itself, -sum(target * log p). (lecture L3)"""

    edits = {LOSS: "(target * (np.log(np.maximum(target, 1e-300)) - log_p)).sum() / N"}


def observe_label_smoothing_cross_entropy(arguments, result):
    """Whether nan or infinity comes out is an accident of how the formula is written."""
    loss, dz = result
    return {"loss": _where_finite(np.asarray(loss)), "dz": _where_finite(np.asarray(dz))}


def _where_finite(values):
    return {"finite": np.isfinite(values), "values": np.where(np.isfinite(values), values, 0)}
