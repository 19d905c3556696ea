"""Hidden suite of noise_as_tikhonov.

The noise may be drawn in any way, so w is compared with the reference's only where there is none. Elsewhere it is held
to what it becomes for many copies, within eight or more standard deviations of what chance does there.
"""

import numpy as np
import pytest

from course import checks

COPIES = 4000
EXAMPLES = 20000

# Whether the same generator state gives the same answer, and the next call another; the draws themselves may differ.
REPEATS = """
def repeats(X, y, first, again):
    a, b, c = (noisy_least_squares(X, y, 0.5, 3, rng) for rng in (first, again, first))
    return bool(np.array_equal(a, b)), bool(np.array_equal(a, c))
"""


def seed(rng):
    return int(rng.integers(2**31))


def fit(student, rng, X, y, std, copies):
    w = student.noisy_least_squares(X, y, std, copies, student.rng(seed(rng)))
    checks.assert_shape(w, (X.shape[1],), name="w", lecture="R10")
    return np.asarray(w)


@pytest.mark.parametrize("copies", [1, 4])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_without_noise(student, rng, copies, dtype):
    """With std = 0 it is least squares, for any number of copies"""
    X = np.concatenate([rng.normal(size=(6, 3)), 2 * np.eye(3)]).astype(dtype)
    y = rng.uniform(1.0, 2.0, 9).astype(dtype)
    expected = np.linalg.lstsq(X.astype(float), y.astype(float), rcond=None)[0].astype(dtype)
    hint = "Each copy of X goes with the same y, in the same order."
    checks.assert_close(fit(student, rng, X, y, 0.0, copies), expected, name="w", hint=hint, lecture="R10")


def test_much_noisy_data_are_a_penalty(student, rng):
    """For many copies w is that of a penalty of std^2: the noise's variance, the same for every weight"""
    std = rng.uniform(1.4, 1.6)
    X = np.array([[3.0, 1.0], [1.0, -1.0], [-2.0, 0.5], [0.5, 1.5]]) * rng.uniform(0.95, 1.05, (4, 2))
    y = X @ np.array([2.0, -3.0])
    expected = np.linalg.solve(X.T @ X / 4 + std**2 * np.eye(2), X.T @ y / 4)
    hint = "Normal noise of standard deviation std, on every element of X by itself."
    for _ in range(2):  # noise that all copies share may hit the answer by chance
        w = fit(student, rng, X, y, std, COPIES)
        checks.assert_close(w, expected, name="w for many copies", rtol=0.0, atol=0.13, hint=hint, lecture="R10")


def test_one_fit_to_all_copies(student, rng):
    """One set of weights is fitted to all copies together; it is not the mean of many fits"""
    for _ in range(3):  # noise that all copies share may hit the answer by chance, but hardly three times
        x, y, std = rng.uniform(4.4, 4.6), rng.uniform(5.0, 8.0), rng.uniform(0.97, 1.03)  # x + noise is never near 0
        w = fit(student, rng, np.array([[x]]), np.array([y]), std, 4 * COPIES)
        hint = "Stack the copies to one tall matrix and fit once."
        expected = x * y / (x**2 + std**2)
        checks.assert_close(w, [expected], name="w for many copies", rtol=0.016, atol=0.0, hint=hint, lecture="R10")


def test_every_element_and_copy_has_its_own_noise(student, rng):
    """Elements, examples and copies do not share their noise, and no copy is without"""
    std = rng.uniform(1.8, 2.2)
    zeros, y = np.zeros((2, 1)), np.array([1.0, -1.0]) * rng.uniform(1.0, 2.0)
    w = fit(student, rng, zeros, y, std, 1)
    assert abs(w[0]) > 1e-12, "All examples of a copy share their noise. Draw one number for each. (lectures R10)"
    w = fit(student, rng, zeros, y, std, 2 * COPIES)
    assert abs(w[0]) < 0.07, (
        "Many copies gave what a single one gives: they share their noise. Draw new noise for each copy. (lectures R10)"
    )
    X, y = np.array([[2.0, 0.0], [0.0, 1.0]]), rng.uniform(3.0, 4.0, 2)
    w = fit(student, rng, X, y, std, COPIES)
    expected = np.linalg.solve(X.T @ X / 2 + std**2 * np.eye(2), X.T @ y / 2)
    assert np.abs(w - expected).max() < 0.13, (
        "The features of an example share their noise, or it is scaled by their size. Draw one number for each "
        "element of X. (lectures R10)"
    )
    x, y = rng.uniform(0.9, 1.1), rng.uniform(1.0, 1.2)
    w = fit(student, rng, np.full((EXAMPLES, 1), x), np.full(EXAMPLES, y), 1.0, 1)
    assert abs(w[0] - x * y / (x**2 + 1)) < 0.06, (
        "One noisy copy of many examples does not shrink w as it should. Are the inputs without noise among them? "
        "(lectures R10)"
    )


def test_targets_have_no_noise(student, rng):
    """The targets stay as they are: where all are 0, so is w, exactly"""
    w = fit(student, rng, rng.normal(size=(5, 2)), np.zeros(5), rng.uniform(0.5, 1.5), 6)
    checks.assert_close(w, np.zeros(2), name="w for y = 0", atol=1e-12, hint="Noise goes on X.", lecture="R10")


def test_noise_comes_from_the_generator(student, rng):
    """The generator that is handed in decides: same state, same noise; next call, other noise"""
    X, y, start = rng.normal(size=(5, 2)), rng.uniform(1.0, 2.0, 5), seed(rng)
    student.define(REPEATS)(X, y, student.rng(start), student.rng(start))
    generator = student.rng(start)
    first, second, again = (
        np.asarray(student.noisy_least_squares(X, y, 0.5, 3, g)) for g in (generator, generator, student.rng(start))
    )
    assert not np.array_equal(first, second), (
        "Two calls with one generator gave the same weights. Draw the noise from `rng`, and do not make or seed a "
        "generator inside. (lectures R10)"
    )
    assert np.array_equal(first, again), (
        "Two generators in the same state gave different weights. Draw from `rng`. (lectures R10)"
    )


def test_equivalent_penalty(student, rng):
    """The lam of ridge_fit that has the same effect"""
    for std in (0.0, rng.uniform(0.2, 0.4), rng.uniform(1.5, 1.8), rng.uniform(40.0, 50.0)):
        got = student.equivalent_lam(std)
        hint = "ridge_fit minimises mean((X w - y)^2) / 2 + lam / 2 |w|^2: which multiple of |w|^2 does noise add?"
        checks.assert_close(got, std**2, name="lam", hint=hint, lecture="R10")


def test_arguments_stay_unchanged(student, rng):
    """X and y are left as they were"""
    fit(student, rng, rng.normal(size=(5, 2)), rng.normal(size=5), 0.5, 3)
    student.assert_arguments_unchanged()
