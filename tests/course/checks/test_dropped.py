"""assert_dropped: what a mask must be whoever draws it, and the words for what it is not."""

from __future__ import annotations

import numpy as np
import pytest

from course import checks

X = np.arange(1.0, 2001.0).reshape(50, 40)


def kept(p: float, shape: tuple[int, ...] = X.shape, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random(shape) >= p


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("shape", [(50, 40), (2000,), (1, 300), (7, 2, 5, 11), (2, 4)])
def test_any_mask_of_independent_coins_passes(seed, p, shape):
    x = np.random.default_rng(seed).uniform(0.5, 2.0, size=shape)
    checks.assert_dropped(3 * x * kept(p, shape, seed), x, p, factor=3.0)


@pytest.mark.parametrize(
    ("got", "says"),
    [
        (X * kept(0.2), r"out is wrong in about \d tenths of 2000 entries, first at \[0, 0\]: expected 3, got 1."),
        (
            3 * X * kept(0.8),
            r"out has far too many zeros: expected about 20%, got \d\d%. How are the numbers distributed",
        ),
        (
            3 * X * kept(0.05),
            r"out has far too few zeros: expected about 20%, got \d%. How are the numbers distributed",
        ),
        (3 * X, "out has far too few zeros: expected about 20%, got 0%. (lectures R8)"),
        (0 * X, "out has far too many zeros: expected about 20%, got 100%. (lectures R8)"),
        (3 * X * kept(0.2, (40,)), "out has its zeros at the same places in every row. Of which shape"),
        (3 * X * kept(0.2, (50, 1)), "out is zero in whole rows. Of which shape"),
        (np.where(kept(0.2), 3 * X, np.nan), r"out is nan in about \d tenths of 2000 entries"),
        (X.ravel(), "out has the wrong number of dimensions"),
        (None, "out is None"),
    ],
)
def test_what_is_wrong_is_said(got, says):
    pattern = says.replace("(lectures R8)", r"\(lectures R8\)")
    with pytest.raises(checks.CheckFailure, match=pattern):
        checks.assert_dropped(got, X, 0.2, factor=3.0, name="out", lecture="R8")


def test_the_message_for_hidden_data_has_no_number_of_it():
    with pytest.raises(checks.CheckFailure) as failure:
        checks.assert_dropped(X * kept(0.8), X, 0.2, name="out", hint="Look at p.")
    assert failure.value.public.startswith("out has far too many zeros. How")
    assert failure.value.public.endswith("Look at p.")


def test_a_layer_too_small_to_tell_is_given_the_benefit_of_the_doubt():
    x = np.ones((2, 4))
    checks.assert_dropped(x * np.array([1, 0, 1, 1]), x, 0.25)
    checks.assert_dropped(x * np.array([[1], [0]]), x, 0.25)
