"""What symmetry_explorer trains and shows."""

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets.explorers.symmetry_explorer.model import (
    DROPOUT,
    EQUAL,
    HIDDEN,
    MOMENTS,
    NOISE,
    checked,
    groups,
    points,
    scores,
    train,
    turned,
)
from course.widgets.explorers.symmetry_explorer.sample import gap, loss, permute, training
from course.widgets.explorers.symmetry_explorer.view import SymmetryView


def share_right(start: str) -> float:
    x, y = points()
    found = train(start, 0.5, training, gap, loss)
    return float(np.mean(scores(found.params[-1], x).argmax(axis=1) == y))


def test_equal_units_stay_one_unit_and_dropout_parts_them() -> None:
    equal, dropped = (train(start, 0.5, training, gap, None) for start in (EQUAL, DROPOUT))
    assert len(equal.params) == len(dropped.gaps) == len(MOMENTS)
    assert equal.gaps.max() < 1e-12 < 0.1 < dropped.gaps[-1]
    assert (groups(equal.params[-1]["W1"]), groups(dropped.params[-1]["W1"])) == (1, HIDDEN)


def test_units_that_differ_see_more_than_one_can() -> None:
    assert share_right(EQUAL) < 0.75 < share_right(NOISE)


def test_from_0_nothing_happens() -> None:
    assert train(DROPOUT, 0.0, training, gap, None).gaps.max() == 0


def test_turned_units_are_the_same_network() -> None:
    params = train(NOISE, 0.5, training, gap, loss).params[-1]
    moved = turned(params, 2, permute)
    np.testing.assert_array_equal(moved["W1"][2], params["W1"][0])
    np.testing.assert_allclose(scores(moved, points()[0]), scores(params, points()[0]))
    assert turned(params, 2, None) is params


def test_params_without_an_entry_say_so() -> None:
    with pytest.raises(CheckFailure, match="has no entry b1"):
        checked({"W1": np.zeros((HIDDEN, 2))}, "train_from_constant")


def test_with_a_loss_it_begins_where_units_differ() -> None:
    """Equal units look alike in any order."""
    begins = [SymmetryView(training, gap, permute, each).controls[0].value for each in (None, loss)]
    assert begins == [EQUAL, NOISE]
