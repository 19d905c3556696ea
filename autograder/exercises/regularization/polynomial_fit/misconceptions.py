"""Known-wrong polynomial fits."""

import numpy as np


class number_of_examples_forgotten:
    """You solve (X^T X + lam I) w = X^T y. That is the minimum when the squared errors are *summed*; here they are
    averaged, so X^T X and X^T y are divided by N, and the penalty weighs N times as much as in yours. (lecture R4)"""

    edits = {"(N * lam) ** 0.5": "lam**0.5"}


class half_of_the_error_forgotten:
    """Your penalty is half as strong as it should be: you took the derivative of mean((X w - y)^2) without its 1/2,
    and that of lam / 2 |w|^2 with it. Both terms carry the half, so the twos cancel in both. (lecture R4)"""

    edits = {"(N * lam) ** 0.5": "(N * lam / 2) ** 0.5"}


class half_of_the_penalty_forgotten:
    """Your penalty is twice too strong: it is lam |w|^2 in yours, with the derivative 2 lam w. Some books write it so;
    in this course it is lam / 2 |w|^2. (lecture R4)"""

    edits = {"(N * lam) ** 0.5": "(N * 2 * lam) ** 0.5"}


class constant_spared:
    """You left the weight of the first column out of the penalty. With a network's biases that is the rule; ridge_fit
    does not know what its columns mean and penalises every weight. (lecture R4)"""

    edits = {
        "b = np.concatenate": "A[N, 0] = 0\nb = np.concatenate",
    }


class no_penalty:
    """Your fit does not look at lam. Add lam w to the derivative of the mean squared error, and set the sum to 0.
    (lecture R4)"""

    edits = {"(N * lam) ** 0.5 * np.eye(D": "0 * np.eye(D"}


class columns_taken_for_independent:
    """You read each weight off its own column, X^T y / N divided by 1 + lam. That is right only where the columns are
    at right angles to each other and of length 1; powers of x are not. Solve (X^T X / N + lam I) w = X^T y / N.
    (lecture R4)"""

    def ridge_fit(X, y, lam):
        return X.T @ y / len(X) / (1 + lam)


class lam_added_everywhere:
    """You added lam to all entries of X^T X / N, and not only to its diagonal: adding a number to a matrix does that.
    The penalty's derivative is lam w, so what is added is lam times the identity. (lecture R4)"""

    def ridge_fit(X, y, lam):
        N = len(X)
        return np.linalg.lstsq(X.T @ X / N + lam, X.T @ y / N, rcond=None)[0]


class inverse_of_what_has_none:
    """You solve for w with a matrix that must be invertible. With lam = 0 and dependent columns (a feature that is
    always 0, more features than examples) it is not, and NumPy raises an error or returns noise, although there
    are weights that fit best: np.linalg.lstsq finds some. (lecture R2)"""

    def ridge_fit(X, y, lam):
        N, D = X.shape
        return np.linalg.solve(X.T @ X / N + lam * np.eye(D), X.T @ y / N)


class highest_power_missing:
    """Your features end at the power degree - 1: range(degree) stops before degree. A polynomial of degree d has
    d + 1 powers, from x^0 to x^d. (lecture R2)"""

    edits = {"range(degree + 1)": "range(max(degree, 1))"}


class constant_missing:
    """Your features begin with x itself. The power x^0 = 1 belongs to a polynomial as well: without it every one of
    them goes through 0. (lecture R2)"""

    edits = {"[x**k for k in range(degree + 1)]": "[x**k for k in range(1, degree + 1)] or [x]"}


class powers_in_falling_order:
    """Your columns run from the highest power down, which is np.vander's own order. Column k should hold x^k: ask for
    increasing=True. (lecture R2)"""

    edits = {"range(degree + 1)": "range(degree, -1, -1)"}


class a_row_for_each_power:
    """Your features are transposed: a row for each power. In a batch a row is an example, (N, degree + 1). (lecture
    R2)"""

    edits = {"axis=1": "axis=0"}


class features_times_k:
    """Your column k is k times x. A polynomial is made of powers, x to the k: `**`, not `*`. (lecture R2)"""

    edits = {"x**k": "x * k"}


class powers_made_in_place:
    """Your numbers are right, but you multiply into x itself to get from one power to the next, and whoever called
    you still needs it. Work on a copy. (lecture R2)"""

    def polynomial_features(x, degree):
        first, columns = x.copy(), [np.ones_like(x)]
        for k in range(degree):
            columns.append(x.copy())
            x *= first
        return np.stack(columns, axis=1)


class targets_not_divided:
    """You divide X^T X by the number of examples and X^T y not. The mean is over both: (X^T X / N + lam I) w = X^T y / N.
    (lecture R4)"""

    edits = {"b = np.concatenate([y,": "b = np.concatenate([N * y,"}


class number_of_features_for_that_of_examples:
    """You scale the penalty with the number of features. It is the mean over the *examples* that it is held against: N,
    the rows of X. (lecture R4)"""

    edits = {"(N * lam) ** 0.5": "(D * lam) ** 0.5"}


class shrunk_afterwards:
    """You fit without the penalty and divide w by 1 + lam. That would be right if the columns of X had the length 1 each
    and none had to do with another. (lecture R4)"""

    edits = {"return np.linalg.lstsq(A, b, rcond=None)[0]": "return np.linalg.lstsq(X, y, rcond=None)[0] / (1 + lam)"}


class powers_of_the_degree:
    """You raise the degrees to the power x. Column k is x to the power k: x**k. (lecture R2)"""

    edits = {"x**k": "np.float64(k) ** x"}


def observe_ridge_fit(arguments, result):
    """w; where many fit equally well, what it predicts."""
    X, w = np.asarray(arguments["X"]), np.asarray(result)
    if arguments["lam"] == 0 and np.linalg.matrix_rank(X) < X.shape[1]:
        return w.shape, np.round(X @ w, 5)
    return w


class small_directions_thrown_away:
    """You let lstsq or pinv take everything below a thousandth for nothing (rcond). A feature whose numbers are small, being
    in another unit, then has no weight at all. Leave the bound to NumPy: rcond=None. (lecture R2)"""

    edits = (
        {"rcond=None": "rcond=1e-3"},
        {
            "return np.linalg.lstsq(A, b, rcond=None)[0]": "return np.linalg.lstsq(X.T @ X / N + lam * np.eye(D), X.T @ y / N, rcond=1e-3)[0]"
        },
    )
