"""Hidden suite of cross_validation.

Folds may be drawn in any way, so none is compared with the reference's. Errors are compared where they do not depend on
the draw (as many folds as examples), and otherwise with those of every way to draw the folds: there are 35.
"""

import itertools

import numpy as np
import pytest

from course import checks

SIZES = [(7, 3), (10, 5), (11, 4), (6, 6), (9, 2), (2, 2)]

# The draws may differ between right solutions; these two answers do not, and the diagnosis sees them.
FOLDS_REPEAT = """
def folds_repeat(n, k, first, again):
    a, b, c = ([tuple(validation) for _, validation in kfold_indices(n, k, rng)] for rng in (first, again, first))
    return a == b, a == c
"""


def seed(rng):
    return int(rng.integers(2**31))


def folds_of(student, rng, n, k):
    """The student's folds as arrays of whole numbers."""
    folds = student.kfold_indices(n, k, student.rng(seed(rng)))
    assert isinstance(folds, (list, tuple)), "kfold_indices should return a list of pairs. (lectures R3)"
    assert len(folds) == k, "kfold_indices should return one pair for each fold. (lectures R3)"
    arrays = []
    for pair in folds:
        assert isinstance(pair, (list, tuple)), "Each fold should be a pair (train, validation). (lectures R3)"
        assert len(pair) == 2, "Each fold should be a pair (train, validation). (lectures R3)"
        train, validation = (np.asarray(part) for part in pair)
        for part in (train, validation):
            assert part.ndim == 1, "train and validation should be arrays of indices. (lectures R3)"
            assert part.dtype.kind in "iu", "train and validation should hold whole numbers: indices. (lectures R3)"
        arrays.append((train, validation))
    return arrays


@pytest.mark.parametrize(("n", "k"), SIZES)
def test_every_example_is_validated_once(student, rng, n, k):
    """Every example is in the validation set of exactly one fold, also where k does not divide n"""
    validated = np.sort(np.concatenate([validation for _, validation in folds_of(student, rng, n, k)]))
    assert len(validated) == n, "All validation sets together should have each example once. (lectures R3)"
    assert (validated == np.arange(n)).all(), "An example is validated twice, or never. (lectures R3)"


@pytest.mark.parametrize(("n", "k"), SIZES)
def test_training_is_the_rest(student, rng, n, k):
    """What is not validated in a fold is trained on: all of it, once, and nothing else"""
    for train, validation in folds_of(student, rng, n, k):
        assert not np.isin(train, validation).any(), (
            "An example is in the training and in the validation set of one fold: its error says nothing about new "
            "examples. (lectures R3)"
        )
        rest = np.setdiff1d(np.arange(n), validation)
        assert np.array_equal(np.sort(train), rest), (
            "The training set of a fold is not all that its validation set leaves. (lectures R3)"
        )


@pytest.mark.parametrize(("n", "k"), [(7, 3), (11, 4), (23, 6)])
def test_fold_sizes(student, rng, n, k):
    """The sizes of the folds differ by at most one"""
    sizes = [len(validation) for _, validation in folds_of(student, rng, n, k)]
    assert max(sizes) - min(sizes) <= 1, "Some folds are larger than others by more than one example. (lectures R3)"


def errors_repeat(student, rng, rehearsal):
    """Whether two generators in the same state give the same errors, and whether another one does."""
    start, (x, y) = seed(rng), data(rng, 62)
    states = start, start, start + 1
    answers = [student.choose_degree(x, y, [0, 1, 3], 0.1, 6, student.rng(state)) for state in states]
    a, b, c = (np.asarray(errors) for _, errors in answers)
    return {"same": bool(np.array_equal(a, b)), "always": bool(np.array_equal(a, c))}


def test_folds_are_random(student, rng):
    """The generator decides who falls into which fold: another call, other folds; same state, same folds"""
    start = seed(rng)
    student.define(FOLDS_REPEAT)(60, 4, student.rng(start), student.rng(start))
    generator = student.rng(start)
    first, second, again = (
        [np.sort(validation).tolist() for _, validation in student.kfold_indices(60, 4, g)]
        for g in (generator, generator, student.rng(start))
    )
    assert sorted(first) != sorted(second), (
        "Two calls with one generator gave the same folds. Shuffle with `rng`, and do not make or seed a generator "
        "inside. (lectures R3)"
    )
    assert first == again, "Two generators in the same state gave different folds. Draw from `rng`. (lectures R3)"
    errors = student.once(errors_repeat)
    assert errors["same"], (
        "Two generators in the same state gave different errors: choose_degree should draw its folds from `rng`. "
        "(lectures R3)"
    )
    assert not errors["always"], (
        "Generators in different states gave the same errors: `rng` has no say in choose_degree. Hand it on to "
        "kfold_indices, and do not make or seed a generator inside. (lectures R3)"
    )
    assert any(np.ptp(fold) + 1 != len(fold) for fold in first), (
        "Every fold is a block of neighbours. Examples often come sorted: shuffle before you cut. (lectures R3)"
    )


def data(rng, n):
    """A noisy curve: no two of the folds' errors are equal."""
    x = np.linspace(-1.0, 1.0, n) + rng.uniform(-0.05, 0.05, n)
    return x, 2.0 + np.sin(3 * x) + rng.normal(0, 0.5, n)


def fold_errors(reference, x, y, degrees, lam, validation):
    """Validation error of each degree for one fold."""
    train = np.setdiff1d(np.arange(len(x)), validation)
    found = []
    for degree in degrees:
        X = reference.polynomial_features(x, degree)
        w = reference.ridge_fit(X[train], y[train], lam)
        found.append(((X[validation] @ w - y[validation]) ** 2).mean())
    return np.array(found)


@pytest.mark.parametrize("lam", [0.2, 0.01])
def test_errors_of_each_degree(student, reference, rng, lam):
    """errors has the mean validation error of each degree, in the order of degrees"""
    x, y = data(rng, 7)
    hint = "Fit on the training part of each fold with this lam, judge by the validation part without it."
    for degrees in ([2, 0, 3], [1]):
        _, errors = student.choose_degree(x, y, degrees, lam, 7, student.rng(seed(rng)))
        expected = np.mean([fold_errors(reference, x, y, degrees, lam, [n]) for n in range(7)], axis=0)
        checks.assert_close(errors, expected, name="errors", rtol=1e-6, hint=hint, lecture="R3")


def test_folds_count_alike_and_serve_all_degrees(student, reference, rng):
    """The mean over the folds gives each fold the same weight, and all degrees are judged on the same folds"""
    degrees, lam = [0, 1, 2, 3], 0.1
    x, y = data(rng, 7)
    ways = []
    for chosen in itertools.combinations(range(7), 3):
        rest = np.setdiff1d(np.arange(7), chosen)
        ways.append(sum(fold_errors(reference, x, y, degrees, lam, part) for part in (np.array(chosen), rest)) / 2)
    for _ in range(6):
        _, errors = student.choose_degree(x, y, degrees, lam, 2, student.rng(seed(rng)))
        checks.assert_shape(errors, (4,), name="errors", like="degrees", lecture="R3")
        errors = np.asarray(errors)
        one_by_one = all(any(np.isclose(way[i], errors[i], rtol=1e-6) for way in ways) for i in range(4))
        assert one_by_one, (
            "An entry of errors is no mean over folds of mean squared errors. Square, average within each fold, then "
            "over the folds, each with the same weight, also where one is larger; no root, no penalty. (lectures R3)"
        )
        assert any(np.allclose(way, errors, rtol=1e-6) for way in ways), (
            "The degrees were judged on different folds. Draw the folds once, before the loop over the degrees: "
            "otherwise luck with the folds is taken for a better degree. (lectures R3)"
        )


def assert_degree(degree, right, otherwise):
    """A name for a model: that it is so many times another one says nothing."""
    checks.assert_shape(degree, (), name="degree", lecture="R3")
    assert degree == right, f"{otherwise} (lectures R3)"


def test_degree_with_the_lowest_error(student, rng):
    """degree is the one with the lowest error, and the lowest of those that are equal"""
    x, y = data(rng, 12)
    for degrees in ([5, 2, 3, 0], [2, 3, 0, 5], [3, 0, 5, 2], [0, 5, 2, 3]):
        degree, errors = student.choose_degree(x, y, degrees, 0.01, 4, student.rng(seed(rng)))
        best = degrees[int(np.argmin(np.asarray(errors)))]
        assert_degree(degree, best, "The degree is not the one whose error in your errors is lowest.")
    zeros = np.zeros(9)
    degree, errors = student.choose_degree(data(rng, 9)[0], zeros, [4, 1, 3], 0.1, 3, student.rng(seed(rng)))
    checks.assert_close(errors, np.zeros(3), name="errors for y = 0", atol=1e-12, lecture="R3")
    assert_degree(degree, 1, "The degree is not the lowest among those of equal error: take the simplest of equals.")


def test_arguments_stay_unchanged(student, rng):
    """x, y and degrees are left as they were"""
    x, y = data(rng, 9)
    student.choose_degree(x, y, [3, 1, 2], 0.1, 3, student.rng(seed(rng)))
    student.assert_arguments_unchanged()
