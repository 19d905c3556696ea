"""Known-wrong penalties."""


class half_forgotten:
    """Your L2 penalty is lam w^2, with the gradient 2 lam w, as one of the slides has it. That is a convention, and a
    right one; the course follows the other, lam / 2 w^2, whose gradient is lam w. A lam is worth twice as much in
    yours. (lecture R4)"""

    edits = {"value = lam / 2 * sum": "value = lam * sum", "name: lam * w for": "name: 2 * lam * w for"}


class gradient_twice_too_large:
    """Your L2 value has the half and your L2 gradient does not: the derivative of lam / 2 w^2 is lam w. The two of
    the square and the half cancel. (lecture R4)"""

    edits = {"name: lam * w for": "name: 2 * lam * w for"}


class value_without_the_half:
    """Your L2 gradient is right and your L2 value twice too large: what belongs to the gradient lam w is lam / 2 w^2.
    (lecture R4)"""

    edits = {"value = lam / 2 * sum": "value = lam * sum"}


class norm_not_squared:
    """You penalise the length of the weights and not its square: no root is taken in lam / 2 |w|^2. (lecture R4)"""

    edits = {
        "value = lam / 2 * sum((w**2).sum() for w in weights.values())": "value = lam / 2 * sum((w**2).sum() for w in weights.values()) ** 0.5"
    }


class mean_for_the_sum:
    """You average over the entries of an array where they are added up. A penalty does not shrink because there are
    more weights. (lecture R4)"""

    edits = {
        "(w**2).sum()": "(w**2).mean()",
        "np.abs(w).sum() for": "np.abs(w).mean() for",
        "(beta * w**2 + np.abs(w)).sum()": "(beta * w**2 + np.abs(w)).mean()",
    }


class matrices_only:
    """You penalise only the entries of the dict whose name begins with W. Whoever calls has left the biases out
    already: everything in the dict counts. (lecture R4)"""

    def l2_penalty(weights, lam):
        value = lam / 2 * sum((w**2).sum() for name, w in weights.items() if name[0] == "W")
        return value, {name: lam * w if name[0] == "W" else 0 * w for name, w in weights.items()}


class biases_left_out:
    """You leave out the entries of the dict that look like biases, by their name. Whoever calls has left the biases out
    already: everything in the dict counts. (lecture R4)"""

    edits = {
        "sum((w**2).sum() for w in weights.values())": "sum((w**2).sum() for name, w in weights.items() if name[0] != 'b')",
        "{name: lam * w for name, w in weights.items()}": "{name: lam * w * (name[0] != 'b') for name, w in weights.items()}",
    }


class vectors_left_out:
    """You leave out the arrays of one dimension, as if they were biases. Whoever calls has left the biases out already:
    everything in the dict counts. (lecture R4)"""

    edits = {
        "sum((w**2).sum() for w in weights.values())": "sum((w**2).sum() for w in weights.values() if w.ndim > 1)",
        "{name: lam * w for name, w in weights.items()}": "{name: lam * w * (w.ndim > 1) for name, w in weights.items()}",
    }


class matrix_norm:
    """You take np.linalg.norm(w, 1). For a vector that is the sum of the absolute values; for a matrix it is the largest
    sum of a column. Add up np.abs(w) yourself. (lecture R5)"""

    def l1_penalty(weights, lam):
        value = lam * sum(np.linalg.norm(w, 1) for w in weights.values())
        return value, {name: lam * np.sign(w) for name, w in weights.items()}


class last_array_only:
    """Your value counts the last array of the dict and forgets the others: `=` in place of `+=` in the loop. (lecture
    R4)"""

    edits = {
        "(w**2).sum() for w in weights.values()": "(w**2).sum() for w in list(weights.values())[-1:]",
        "np.abs(w).sum() for w in weights.values()": "np.abs(w).sum() for w in list(weights.values())[-1:]",
        "(beta * w**2 + np.abs(w)).sum() for w in weights.values()": "(beta * w**2 + np.abs(w)).sum() for w in list(weights.values())[-1:]",
    }


class sign_of_zero_is_one:
    """At w = 0 your L1 gradient is lam, as if 0 were positive. A step would push a weight that has arrived at 0 away
    again; we take 0 there, as np.sign does. (lecture R5)"""

    edits = {
        "lam * np.sign(w) for": "lam * np.where(w >= 0, 1.0, -1.0) for",
        "2 * beta * w + np.sign(w)": "2 * beta * w + np.where(w >= 0, 1.0, -1.0)",
    }


class divided_by_its_size:
    """Your sign is w / |w|, which is 0 / 0 = nan where a weight is exactly 0, and L1 makes such weights. Use np.sign.
    (lecture R5)"""

    edits = {
        "lam * np.sign(w) for": "lam * w / np.abs(w) for",
        "2 * beta * w + np.sign(w)": "2 * beta * w + w / np.abs(w)",
    }


class sign_forgotten:
    """Your L1 gradient is lam for every weight. The slope of |w| is 1 right of 0 and -1 left of it: a negative weight
    must be pushed up. (lecture R5)"""

    edits = {
        "lam * np.sign(w) for": "lam * np.ones_like(w) for",
        "2 * beta * w + np.sign(w)": "2 * beta * w + np.ones_like(w)",
    }


class absolute_value_for_the_sign:
    """Your L1 gradient is lam |w|: that is the penalty itself. Its slope does not depend on how large a weight is:
    lam times the sign. (lecture R5)"""

    edits = {"lam * np.sign(w) for": "lam * np.abs(w) for"}


class absolute_value_forgotten:
    """Your L1 value adds up the weights with their signs, so that positive and negative ones cancel. Take absolute
    values first. (lecture R5)"""

    edits = {"sum(np.abs(w).sum() for": "sum(w.sum() for"}


class beta_before_the_absolute_values:
    """Your beta stands before |w|. In the elastic net it weighs the squares: beta w^2 + |w|. (lecture R6)"""

    edits = {
        "(beta * w**2 + np.abs(w)).sum()": "(w**2 + beta * np.abs(w)).sum()",
        "2 * beta * w + np.sign(w)": "2 * w + beta * np.sign(w)",
    }


class shares_that_sum_to_one:
    """You weigh the squares by beta and the absolute values by 1 - beta, as some libraries do. Here, as on the slide, beta
    stands before the squares alone: lam (beta w^2 + |w|). (lecture R6)"""

    edits = {
        "(beta * w**2 + np.abs(w)).sum()": "(beta * w**2 + (1 - beta) * np.abs(w)).sum()",
        "2 * beta * w + np.sign(w)": "2 * beta * w + (1 - beta) * np.sign(w)",
    }


class lam_before_the_absolute_values_only:
    """Your lam stands before the absolute values and not before the squares. The bracket belongs to both: lam (beta w^2 +
    |w|). (lecture R6)"""

    edits = {
        "lam * sum((beta * w**2 + np.abs(w)).sum()": "sum((beta * w**2 + lam * np.abs(w)).sum()",
        "lam * (2 * beta * w + np.sign(w))": "2 * beta * w + lam * np.sign(w)",
    }


class lam_before_the_squares_only:
    """Your lam stands before the squares and not before the absolute values. The bracket belongs to both: lam (beta
    w^2 + |w|). (lecture R6)"""

    edits = {
        "lam * sum((beta * w**2 + np.abs(w)).sum()": "sum((lam * beta * w**2 + np.abs(w)).sum()",
        "lam * (2 * beta * w + np.sign(w))": "lam * 2 * beta * w + np.sign(w)",
    }


class half_in_the_elastic_net:
    """You put the half of the L2 penalty into the elastic net as well. As the slide has it, it is lam (beta w^2 +
    |w|), and the square's derivative keeps its 2. (lecture R6)"""

    edits = {
        "(beta * w**2 + np.abs(w)).sum()": "(beta / 2 * w**2 + np.abs(w)).sum()",
        "2 * beta * w + np.sign(w)": "beta * w + np.sign(w)",
    }


class two_forgotten_in_the_elastic_net:
    """In the gradient of the elastic net a 2 is missing: the derivative of beta w^2 is 2 beta w. There is no half here
    to cancel it. (lecture R6)"""

    edits = {"2 * beta * w + np.sign(w)": "beta * w + np.sign(w)"}


class penalty_without_a_gradient:
    """Your values are right and your gradients are 0. A penalty that is added to the loss and not to its gradient is
    seen in the curve and does nothing: the step never hears of it. (lecture R4)"""

    edits = {
        "name: lam * w for": "name: 0 * w for",
        "lam * np.sign(w) for": "0 * w for",
        "lam * (2 * beta * w + np.sign(w))": "0 * w",
    }


class scaled_in_place:
    """Your numbers are right, but you make the gradient by `w *= lam`, in the weights themselves. The network loses
    them. Make a new array. (lecture R4)"""

    edits = {
        "return value, {name: lam * w for name, w in weights.items()}": """
            for w in weights.values():
                w *= lam
            return value, {name: w.copy() for name, w in weights.items()}
        """
    }


class half_of_the_gradient:
    """Your L2 gradient is lam w / 2. The derivative of w^2 is 2 w, and its 2 cancels the half: lam w. (lecture R4)"""

    edits = {"name: lam * w for": "name: lam / 2 * w for"}


class gradient_without_lam:
    """Your gradients have lost lam, which stands before the whole penalty, and so before its slope. (lecture R4)"""

    edits = {
        "name: lam * w for": "name: 1.0 * w for",
        "lam * np.sign(w) for": "np.sign(w) for",
        "lam * (2 * beta * w + np.sign(w))": "(2 * beta * w + np.sign(w))",
    }


class half_in_the_absolute_values:
    """You put the half of the L2 penalty before the absolute values, too. L1 has none: lam |w|. (lecture R5)"""

    edits = {"value = lam * sum(np.abs(w).sum() for": "value = lam / 2 * sum(np.abs(w).sum() for"}


class largest_size_only:
    """You take the largest absolute value of each array. The L1 penalty adds up those of all entries. (lecture R5)"""

    edits = {"np.abs(w).sum() for": "np.abs(w).max() for"}


class sign_of_the_gradient_turned:
    """Your L2 gradient has the wrong sign. It is what is subtracted in a step, and makes weights smaller: lam w. (lecture
    R4)"""

    edits = {"name: lam * w for": "name: -lam * w for"}
