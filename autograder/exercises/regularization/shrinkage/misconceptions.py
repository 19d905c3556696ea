"""Known-wrong optima under a penalty."""

import numpy as np


class lam_added_everywhere:
    """You add lam to every entry of H: H + lam does that in NumPy. The penalty's own Hessian is lam times the
    identity, so only the diagonal grows. (lecture R4)"""

    edits = {"lam * np.eye(len(H), dtype=H.dtype)": "lam"}


class hessian_forgotten_on_the_right:
    """You solve (H + lam I) theta = theta*. The right-hand side is H theta*: with lam = 0 nothing may move. (lecture
    R4)"""

    edits = {"H @ theta_star": "theta_star"}


class diagonal_only:
    """You shrink each weight by its own diagonal entry of H. That is right for a diagonal Hessian; in general the
    eigenvectors are shrunk, and they lie across the axes. (lecture R4)"""

    edits = {
        "np.linalg.solve(H + lam * np.eye(len(H), dtype=H.dtype), H @ theta_star)": "np.diag(H) / (np.diag(H) + lam + 1e-300) * theta_star"
    }


class eigenvalues_on_the_axes:
    """You shrink the first weight by the first eigenvalue, the second by the second. An eigenvalue belongs to its
    eigenvector: turn theta* into the eigenvectors' axes, shrink there, and turn back. (lecture R4)"""

    edits = {
        "return np.linalg.solve(H + lam * np.eye(len(H), dtype=H.dtype), H @ theta_star)": """
            values = np.linalg.eigvalsh(H)
            return values / (values + lam) * theta_star
        """
    }


class twice_the_penalty:
    """Your L2 penalty is twice too strong: its derivative is lam theta, as the penalty is lam / 2 |theta|^2. (lecture
    R4)"""

    edits = {"H + lam * np.eye": "H + 2 * lam * np.eye"}


class half_of_the_penalty:
    """Your L2 penalty is half as strong as it should be: the derivative of lam / 2 |theta|^2 is lam theta. (lecture R4)"""

    edits = {"H + lam * np.eye": "H + lam / 2 * np.eye"}


class not_turned_back:
    """You turn theta* into the eigenvectors' axes, shrink there, and return what you find there. Turn back, with the
    eigenvectors as columns: Q @ shrunk. (lecture R4)"""

    edits = {
        "return np.linalg.solve(H + lam * np.eye(len(H), dtype=H.dtype), H @ theta_star)": """
            values, Q = np.linalg.eigh(H)
            return values / (values + lam) * (Q.T @ theta_star)
        """
    }


class inverse_of_the_hessian:
    """You divide by H. Where the loss is flat H has no inverse, and that is where the penalty matters most; H + lam I
    has one. (lecture R4)"""

    edits = {
        "np.linalg.solve(H + lam * np.eye(len(H), dtype=H.dtype), H @ theta_star)": "np.linalg.solve(np.eye(len(H)) + lam * np.linalg.inv(H), theta_star)"
    }


class curvature_forgotten:
    """Under L1 you move every weight by lam. How far the penalty gets depends on how steep the loss is: by lam / h.
    (lecture R5)"""

    edits = {"lam / h_diag": "lam"}


class curvature_multiplied:
    """Under L1 you move a weight by lam times h. A steep loss holds on to its minimum: the larger h, the shorter the
    way, lam / h. (lecture R5)"""

    edits = {"lam / h_diag": "lam * h_diag"}


class twice_the_threshold:
    """Under L1 you move a weight by 2 lam / h. The slope of lam |theta| is lam, without a factor of 2, and the loss has
    its half: h (theta - theta*) is its slope. (lecture R5)"""

    edits = {"lam / h_diag": "2 * lam / h_diag"}


class half_the_threshold:
    """Under L1 you move a weight by lam / (2 h). That belongs to a loss without its half; here it is h / 2 (theta -
    theta*)^2, with the derivative h (theta - theta*). (lecture R5)"""

    edits = {"lam / h_diag": "lam / (2 * h_diag)"}


class negative_weights_lost:
    """Under L1 you use the formula for positive weights for all of them, so every negative weight becomes 0. Shrink
    the absolute value and give the sign back. (lecture R5)"""

    edits = {
        "np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "np.maximum(theta_star - lam / h_diag, 0)"
    }


class sign_not_given_back:
    """Under L1 you shrink the absolute value and leave it positive. A weight keeps its sign: multiply by sign(theta*).
    (lecture R5)"""

    edits = {"np.sign(theta_star) * np.maximum(np.abs": "np.maximum(np.abs"}


class all_moved_one_way:
    """Under L1 you subtract lam / h from every weight. That is the way to 0 for positive ones; negative ones are moved
    away from it, and small ones across. (lecture R5)"""

    edits = {"np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "theta_star - lam / h_diag"}


class beyond_zero:
    """Under L1 your weights move on beyond 0 to the other side. At 0 the penalty turns round: a weight that arrives
    there stays. (lecture R5)"""

    edits = (
        {"np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "(np.abs(theta_star) - lam / h_diag)"},
        {
            "np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "np.where(theta_star < 0, theta_star + lam / h_diag, theta_star - lam / h_diag)"
        },
        {
            "np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "np.where(theta_star > 0, theta_star - lam / h_diag, theta_star + lam / h_diag)"
        },
    )


class kept_or_killed:
    """Under L1 you set small weights to 0 and leave the others where they were (a hard threshold). L1 pulls at all of
    them: those that stay are moved by lam / h, too. (lecture R5)"""

    edits = {
        "np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "np.where(np.abs(theta_star) > lam / h_diag, np.abs(theta_star), 0)"
    }


class shrunk_in_proportion:
    """Under L1 you keep the share h / (h + lam) of each weight. That is L2: it shrinks and never arrives at 0. L1
    subtracts. (lecture R5)"""

    edits = {
        "np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "h_diag / (h_diag + lam) * theta_star"
    }


class nearly_zero:
    """Where the optimum is 0 you return a tiny number, as a descent would. The lecture's "very close to exactly zero"
    undersells it: the optimum *is* 0, and no descent is needed to find it. (lecture R5)"""

    edits = {"lam / h_diag, 0)": "lam / h_diag, 1e-12)"}


class diagonal_added_in_place:
    """Your numbers are right, but you add lam to the diagonal of H itself. The caller's Hessian has the penalty in it
    from now on. Work on a copy. (lecture R4)"""

    edits = {
        "return np.linalg.solve(H + lam * np.eye(len(H), dtype=H.dtype), H @ theta_star)": """
            right = H @ theta_star
            H[np.arange(len(H)), np.arange(len(H))] += lam
            return np.linalg.solve(H, right)
        """
    }


def observe_l1_optimum(arguments, result):
    """The optimum, and which weights are exactly 0."""
    return result, np.asarray(result) == 0


class entries_divided:
    """Under L2 you divide H by H + lam entry by entry. (H + lam I)^-1 H is a product of matrices: only along the
    eigenvectors it is that fraction. Solve (H + lam I) theta = H theta*. (lecture R4)"""

    def l2_optimum(H, theta_star, lam):
        return (H / (H + lam)) @ theta_star


class product_entry_by_entry:
    """You multiply H by theta* entry by entry, which gives a table. H times a vector is a vector: H @ theta_star. (lecture
    R4)"""

    edits = {"H @ theta_star": "H * theta_star"}


class negative_weights_cut_the_wrong_way:
    """Under L1 you have a formula for each sign, and cut both off from below. A negative weight moves up and ends at 0 at
    the latest: min(theta* + lam / h, 0). (lecture R5)"""

    edits = {
        "np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)": "np.where(theta_star >= 0, np.maximum(theta_star - lam / h_diag, 0), np.maximum(theta_star + lam / h_diag, 0))"
    }
