"""Wrong answers that nothing names are told apart, and put together, by how they answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.grading.diagnosis import near
from autograder.grading.diagnosis.behaviour import _of_value
from autograder.grading.grade import grade_backend
from autograder.grading.trusted import TrustedBackend
from autograder.spec.variants import load_variants, variant_functions

LEAKY = "def leaky_relu(x, slope=0.01):\n    {}\n"


def told(value: Any) -> bytes:
    return b"".join(_of_value(value))


def reported(exercise: Any, source: str, seed: int = 3) -> Any:
    names: dict[str, Any] = {"np": np}
    exec(source, names)
    return grade_backend(TrustedBackend(names), [exercise], seed)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([1.0, 2.0]), np.array([1.0 + 1e-9, 2.0])),
        (np.array([1000.0, 1e-7]), np.array([1000.0, -1e-7])),
        (np.array([1, 2]), np.array([1.0, 2.0], dtype=np.float32)),
        (np.array([np.nan, 1.0]), np.array([-np.nan, 1.0])),
        ((1.0, {"b": 2.0, "a": "x"}), [1.0, {"a": "x", "b": 2.0}]),
        (near(0.4, 0.25), near(0.5, 0.25)),
        (0.0, -0.0),
    ],
)
def test_what_is_the_same_up_to_rounding(one, other):
    assert told(one) == told(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([1.0, 2.0]), np.array([1.0, 2.001])),
        (np.zeros((2, 3)), np.zeros((3, 2))),
        (np.array([1.0, np.inf]), np.array([1.0, -np.inf])),
        (np.array([1.0, np.nan]), np.array([1.0, 0.0])),
        ("a", "b"),
        (None, 0.0),
        (near(0.0, 0.1), near(1.0, 0.1)),
    ],
)
def test_what_is_not_the_same(one, other):
    assert told(one) != told(other)


def test_two_ways_of_writing_one_unknown_mistake_behave_alike(exercise):
    one = reported(exercise, LEAKY.format("return np.where(x > 0, x, slope * x) + 7"))
    other = reported(exercise, LEAKY.format("return 7 + np.maximum(x, x * slope)"))
    third = reported(exercise, LEAKY.format("return np.where(x > 0, x, slope * x) + 8"))
    assert one.diagnosis is other.diagnosis is None
    assert one.behaviour == other.behaviour != ""
    assert third.behaviour not in ("", one.behaviour)


def test_what_has_a_name_or_is_right_needs_no_digest(exercise):
    variant = load_variants(exercise)[0]
    named = grade_backend(TrustedBackend(variant_functions(exercise, variant)), [exercise], 3)[0]
    assert named.diagnosis is not None
    assert named.behaviour == ""
