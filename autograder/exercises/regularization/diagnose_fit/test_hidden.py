"""Hidden suite of diagnose_fit. Thresholds are met exactly with quarters, which floating point has no trouble with."""

import pytest

from course.checks import assert_close

SCALES = [0.25, 1.0, 512.0]
NAMES = ["underfitting", "overfitting", "good"]

# What NumPy makes of a word, an entry of an array of words or np.where's answer, is as good as the word.
WORD = """
def word(told):
    return str(told) if isinstance(told, str) or np.ndim(told) == 0 else None
"""


def agree(student, train_error, validation_error, acceptable, verdict, hint):
    got = student.diagnose_fit(train_error, validation_error, acceptable)
    assert got is not None, "The diagnosis is None. Hand the word back with return; to print it is not enough."
    got = got if isinstance(got, str) else student.define(WORD)(got)
    assert str(got) in NAMES, 'The diagnosis should be "underfitting", "overfitting" or "good", spelt like that.'
    assert_close(got, verdict, name="the diagnosis", hint=hint, lecture="R1")


@pytest.mark.parametrize("scale", SCALES)
def test_training_error_too_high(student, rng, scale):
    """A training error above what is acceptable is underfitting, however wide the gap is"""
    hint = "A model that cannot even do its exercises: the gap does not matter then."
    train = rng.uniform(1.2, 3.0)
    for validation in (train + rng.uniform(0.1, 0.6), train + rng.uniform(1.5, 4.0)):
        agree(student, scale * train, scale * validation, scale, "underfitting", hint)


@pytest.mark.parametrize("scale", SCALES)
def test_gap_too_wide(student, rng, scale):
    """An acceptable training error with a wide gap above it is overfitting"""
    train = rng.uniform(0.1, 0.9)
    validation = train + rng.uniform(1.2, 5.0)
    hint = "How far does the validation error lie above the training error?"
    agree(student, scale * train, scale * validation, scale, "overfitting", hint)


@pytest.mark.parametrize("scale", SCALES)
def test_good_fits(student, rng, scale):
    """An acceptable training error with a small gap is good, also where the validation error is above the threshold"""
    hint = "It is the gap that is compared with `acceptable`, not the validation error itself."
    agree(student, scale * rng.uniform(0.1, 0.3), scale * rng.uniform(0.4, 0.8), scale, "good", hint)
    agree(student, scale * rng.uniform(0.7, 0.9), scale * rng.uniform(1.2, 1.5), scale, "good", hint)


def test_on_the_threshold(student, rng):
    """Equal is not above: a training error or a gap that is just acceptable is accepted"""
    acceptable = 0.25 * int(rng.integers(2, 40))
    hint = "`above` and `exceeds` leave out the threshold itself."
    agree(student, acceptable, 1.5 * acceptable, acceptable, "good", hint)
    agree(student, 0.5 * acceptable, 1.5 * acceptable, acceptable, "good", hint)


def test_validation_error_below_the_training_error(student, rng):
    """A lucky validation set, with a lower error than the training set's, does not change the rule"""
    hint = "Follow the two questions in their order."
    agree(student, rng.uniform(3.0, 5.0), rng.uniform(0.1, 0.9), 1.0, "underfitting", hint)
    train, validation = rng.uniform(0.5, 0.9), rng.uniform(0.1, 0.4)
    agree(student, train, validation, 1.0, "good", hint)
    agree(student, train, validation, 0.45, "underfitting", hint)
