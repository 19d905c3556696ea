"""Known-wrong softmax Jacobians."""


class diagonal_only:
    """You differentiate each probability by its own logit alone, as for a sigmoid. All classes share the
    denominator, so raising one logit lowers every other probability: off the diagonal stands -p_i p_j. (lecture
    L3)"""

    edits = {"np.diag(p) - np.outer(p, p)": "np.diag(p * (1 - p))"}


class only_the_outer_product:
    """You have -p_i p_j everywhere and forgot the numerator: where i = j the exponential on top moves too and adds
    p_i on the diagonal. (lecture L3)"""

    edits = {"np.diag(p) - np.outer(p, p)": "-np.outer(p, p)"}


class off_diagonal_with_a_plus:
    """Off the diagonal you have +p_i p_j: raising one logit would then raise every probability, and they could not
    go on summing to 1. The derivative of the denominator brings a minus. (lecture L3)"""

    edits = {
        "return np.diag(p) - np.outer(p, p)": """
            J = np.outer(p, p)
            np.fill_diagonal(J, p * (1 - p))
            return J
        """
    }


class sign_turned_round:
    """Every entry has the wrong sign: a class would become less likely when its own logit rises. It is diag(p)
    minus the outer product, not the other way round. (lecture L3)"""

    edits = {"np.diag(p) - np.outer(p, p)": "np.outer(p, p) - np.diag(p)"}


class inner_product_for_outer:
    """`p @ p.T` of a vector is one number, the inner product, and it was subtracted from every entry: transposing a
    vector does nothing. The table of all p_i p_j is np.outer(p, p). (lecture L3)"""

    edits = {"np.outer(p, p)": "p @ p.T"}


class squares_for_outer:
    """`p * p` holds the squares p_j * p_j, one for each column, not the products of all pairs. The diagonal is
    right, the rest is not: use np.outer(p, p), or a column times a row. (lecture L3)"""

    edits = {"np.outer(p, p)": "p * p"}


class softmax_of_probabilities:
    """You apply softmax to p again. The argument is already the vector of probabilities, the softmax's output: use
    it as it is. (lecture L3)"""

    edits = {"return np.diag(p)": "p = np.exp(p) / np.exp(p).sum()\nreturn np.diag(p)"}


class gradient_in_place_of_jacobian:
    """You return p_i (1 - p_i) as a vector. K probabilities that depend on K logits have K x K derivatives, one for
    each pair. (lecture L3)"""

    edits = {"np.diag(p) - np.outer(p, p)": "p * (1 - p)"}


class p_changed_in_place:
    """p itself is different after the call: `p *= ...` writes into the caller's array.
    Compute into a new one. (lecture L3)"""

    edits = {
        "return np.diag(p) - np.outer(p, p)": """
            J = -np.outer(p, p)
            p *= 1 - p
            np.fill_diagonal(J, p)
            return J
        """
    }


class diagonal_rule_everywhere:
    """You use p_i (1 - p_j) for every entry. The 1 is there on the diagonal only, where a probability answers to its own logit:
    elsewhere it is -p_i p_j. (lecture L3)"""

    edits = {"np.diag(p) - np.outer(p, p)": "p[:, None] * (1 - p)"}


class square_subtracted_twice:
    """Your diagonal is p (1 - p) less another p^2. np.diag(p * (1 - p)) has the square already, and so has the outer product: take
    np.diag(p), or leave the outer product's diagonal out. (lecture L3)"""

    edits = {"np.diag(p) -": "np.diag(p * (1 - p)) -"}


class diagonal_without_the_square:
    """Your diagonal is p. A probability that grows makes the sum below it grow as well: on the diagonal stands p_i (1 - p_i).
    (lecture L3)"""

    edits = {"np.diag(p) - np.outer(p, p)": "np.where(np.eye(len(p)), p, -np.outer(p, p))"}


class vector_for_a_diagonal_matrix:
    """You subtract from p, and NumPy puts that vector into every row. It belongs on the diagonal alone: np.diag(p) makes the matrix.
    (lecture L3)"""

    edits = {"np.diag(p) -": "p -"}


class outer_product_added:
    """You add the outer product to diag(p). Off the diagonal the derivative is -p_i p_j, since what one class gains the others
    pay, and on it p_i less p_i^2: subtract it. (lecture L3)"""

    edits = {"np.diag(p) - np.outer(p, p)": "np.diag(p) + np.outer(p, p)"}
