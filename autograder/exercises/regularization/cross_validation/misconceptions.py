"""Known-wrong cross validations, and what of a random answer tells them apart."""

import itertools

import numpy as np


class validated_on_the_training_part:
    """You judge each fit on the examples that it was fitted to. That is the training error, which falls with every
    degree: the largest degree always wins. Judge by the fold that was set aside. (lecture R3)"""

    edits = {"X[validation] @ w - y[validation]": "X[train] @ w - y[train]"}


class fitted_on_everything:
    """You fit on all examples, the validation fold among them, and so have seen the questions before the exam. Fit on
    the training part of each fold only. (lecture R3)"""

    edits = {"ridge_fit(X[train], y[train], lam)": "ridge_fit(X, y, lam)"}


class parts_swapped:
    """You fit on the validation part and judge by the training part. The larger part is for training, the fold that
    was set aside for the judgement. (lecture R3)"""

    edits = {
        "ridge_fit(X[train], y[train], lam)": "ridge_fit(X[validation], y[validation], lam)",
        "X[validation] @ w - y[validation]": "X[train] @ w - y[train]",
    }


class new_folds_for_each_degree:
    """You draw new folds for every degree. Part of the difference between two degrees is then luck with the folds;
    draw them once, before the loop, and judge all degrees on the same ones. (lecture R3)"""

    edits = {
        "X = polynomial_features(x, degree)": "folds = kfold_indices(len(x), k, rng)\nX = polynomial_features(x, degree)"
    }


class examples_weighted_alike:
    """You add up the squared errors of all examples and divide by their number, so a larger fold weighs more. Asked
    for is the plain mean of the folds' errors; the two differ where k does not divide n. (lecture R3)"""

    edits = {".mean() / k": ".sum() / len(x)"}


class summed_over_the_folds:
    """Your errors are sums over the folds, k times too large. The degree is the same, but as an error of a model the
    number means nothing: divide by k. (lecture R3)"""

    edits = {".mean() / k": ".mean()"}


class last_fold_only:
    """Every fold overwrites the error of the one before, and only the last one counts: `=` in place of `+=`. (lecture
    R3)"""

    edits = {"errors[i] += (": "errors[i] = k * ("}


class penalty_counted_as_error:
    """You add the penalty to the validation error. The penalty helps to find w; how good w is, the squared error on
    new examples says alone. (lecture R3)"""

    edits = (
        {".mean() / k": ".mean() / k + lam / 2 * (w**2).sum() / k"},
        {".mean() / k": ".mean() / k + lam * (w**2).sum() / k"},
    )


class lam_forgotten:
    """You fit without the penalty: lam is not handed on to ridge_fit. (lecture R3)"""

    edits = {"ridge_fit(X[train], y[train], lam)": "ridge_fit(X[train], y[train], 0.0)"}


class highest_of_the_equals:
    """Where two degrees have the same error you take the higher one. The lower one does as well with less: take the
    simplest. (lecture R3)"""

    edits = {
        "_, degree = min(zip(errors, degrees, strict=True))": "degree = max(d for e, d in zip(errors, degrees) if e == errors.min())"
    }


class position_for_degree:
    """You return where in the list the best degree stands, the result of argmin. Asked for is the degree itself:
    degrees[i]. (lecture R3)"""

    edits = {"return degree, errors": "return int(np.argmin(errors)), errors"}


class worst_degree:
    """You choose the degree with the *largest* error. (lecture R3)"""

    edits = {"_, degree = min(": "_, degree = max("}


class examples_shuffled_in_place:
    """Your numbers are right, but you shuffle x and y themselves, and whoever called you finds them in another order.
    Shuffle indices, and leave the data alone. (lecture R3)"""

    edits = {
        "folds = kfold_indices(len(x), k, rng)": """
            order = rng.permutation(len(x))
            x[:], y[:] = x[order], y[order]
            folds = kfold_indices(len(x), k, rng)
        """
    }


class not_shuffled:
    """You cut the examples as they stand, without drawing anything. Data often come sorted; a fold of neighbours is
    then a part of the axis that training never sees. Shuffle first: rng.permutation(n). (lecture R3)"""

    edits = {"rng.permutation(n)": "np.arange(n)"}


class remainder_left_out:
    """Your folds have n // k examples each, and what remains is never validated. Where k does not divide n some folds
    have one example more: np.array_split does that. (lecture R3)"""

    edits = {"np.array_split(rng.permutation(n), k)": "list(rng.permutation(n)[: n // k * k].reshape(k, -1))"}


class remainder_in_the_last_fold:
    """Your last fold takes all that remains, so it can be nearly twice as large as the others. Spread the remainder:
    sizes differ by one at most. (lecture R3)"""

    edits = {"np.array_split(rng.permutation(n), k)": "np.split(rng.permutation(n), [n // k * i for i in range(1, k)])"}


class training_on_everything:
    """The training part of your folds is all examples, those of the validation fold too. A fold is set *aside*: leave
    it out. (lecture R3)"""

    edits = {"np.concatenate(folds[:i] + folds[i + 1 :])": "np.concatenate(folds)"}


class training_and_validation_swapped:
    """Your pairs are the wrong way round: the fold that is set aside stands first. Return (train, validation).
    (lecture R3)"""

    edits = {
        "(np.concatenate(folds[:i] + folds[i + 1 :]), folds[i])": "(folds[i], np.concatenate(folds[:i] + folds[i + 1 :]))"
    }


class drawn_with_repeats:
    """You draw a fold for each example afresh, rng.choice or rng.integers, so some examples are validated twice and
    others never. Shuffle all of them once and cut. (lecture R3)"""

    edits = {"rng.permutation(n)": "np.append(rng.integers(0, n, n - 1), 0)"}


class shuffled_for_each_fold:
    """You shuffle anew for each fold, so some examples are validated twice and others never. Shuffle once, before the loop,
    and cut that order. (lecture R3)"""

    def kfold_indices(n, k, rng):
        pairs = []
        for i in range(k):
            folds = np.array_split(rng.permutation(n), k)
            pairs.append((np.concatenate(folds[:i] + folds[i + 1 :]), folds[i]))
        return pairs


class own_generator:
    """You make a generator inside and leave `rng` alone: every call has the same folds, whatever the caller wants.
    (lecture R3)"""

    edits = {"rng.permutation(n)": "np.random.default_rng(0).permutation(n)"}


class global_random_state:
    """You draw from np.random and not from the generator that you were given, so the same seed gives other folds each
    time. Use rng.permutation. (lecture R3)"""

    edits = {"rng.permutation(n)": "np.random.permutation(n)"}


class own_generator_for_the_degree:
    """choose_degree makes a generator of its own and leaves `rng` alone: whatever the caller hands in, the folds are the
    same. Hand rng on to kfold_indices. (lecture R3)"""

    edits = {"folds = kfold_indices(len(x), k, rng)": "folds = kfold_indices(len(x), k, np.random.default_rng(0))"}


class root_of_the_error:
    """You take the root of each fold's mean squared error. Asked for is the mean squared error itself; the mean of roots
    is another number, and may choose another degree. (lecture R3)"""

    edits = {
        "((X[validation] @ w - y[validation]) ** 2).mean() / k": "np.sqrt(((X[validation] @ w - y[validation]) ** 2).mean()) / k"
    }


class halved_errors:
    """Your errors are half of what they should be. The 1/2 belongs to J, which the fit makes small; the validation error
    is the plain mean of the squares. (lecture R3)"""

    edits = {"** 2).mean() / k": "** 2).mean() / 2 / k"}


def observe_kfold_indices(arguments, result):
    """What all ways to draw share: sizes, who is validated how often, what is trained on, whether anything is drawn."""
    n = arguments["n"]
    seen = []
    for train, validation in result:
        seen.append((len(train), len(validation), bool(np.isin(train, validation).any())))
    validated = np.bincount(np.concatenate([validation for _, validation in result]), minlength=n)
    covered = all(len(np.union1d(*pair)) == n for pair in result)
    blocks = n > 20 and all(np.ptp(validation) + 1 == len(validation) for _, validation in result)
    return seen, bool((validated == 1).all()), covered, blocks


def observe_choose_degree(arguments, result):
    """Errors where they do not depend on the draw; for folds of 3 and 4, which ways of averaging could have led there."""
    degree, errors = result
    errors, degrees, k = np.asarray(errors), arguments["degrees"], arguments["k"]
    if k == len(arguments["x"]) or not np.any(arguments["y"]):
        return degree, errors
    best = [int(degree) == degrees[pick(errors)] for pick in (np.argmin, np.argmax)]
    if k != 2:
        return best, int(degree) in degrees
    return best, *_averages(arguments["x"], arguments["y"], degrees, arguments["lam"], errors)


def _averages(x, y, degrees, lam, errors):
    """Whether the errors are plain means, weighted means or sums over the folds of one draw, and each of any draw."""
    ways = {}
    for chosen in itertools.combinations(range(len(x)), 3):
        chosen = np.array(chosen)
        rest = np.setdiff1d(np.arange(len(x)), chosen)
        parts = ((chosen, rest), (rest, chosen))
        for name, lam_used, judged in (
            ("as asked", lam, 0),
            ("no lam", 0.0, 0),
            ("training", lam, 1),
            ("swapped", lam, 2),
        ):
            a, b = (_errors(x, y, degrees, lam_used, *pair, judged) for pair in parts)
            for how, mean in (
                ("mean", (a + b) / 2),
                ("weighted", (3 * a + 4 * b) / 7),
                ("sum", a + b),
                ("a", a),
                ("b", b),
            ):
                ways.setdefault((name, how), []).append(mean)
    together = [any(np.allclose(way, errors, rtol=1e-6) for way in found) for found in ways.values()]
    return together, bool(np.isclose(np.array(ways["as asked", "mean"]), errors).any(axis=0).all())


def _errors(x, y, degrees, lam, validation, train, judged):
    """Errors of each degree: judged by the validation part (0), by the training part (1), or with both swapped (2)."""
    fit, judge = {0: (train, validation), 1: (train, train), 2: (validation, train)}[judged]
    found = []
    for degree in degrees:
        X = np.vander(x, degree + 1, increasing=True)
        A = np.concatenate([X[fit], (len(fit) * lam) ** 0.5 * np.eye(degree + 1)])
        w = np.linalg.lstsq(A, np.concatenate([y[fit], np.zeros(degree + 1)]), rcond=None)[0]
        found.append(((X[judge] @ w - y[judge]) ** 2).mean())
    return np.array(found)
