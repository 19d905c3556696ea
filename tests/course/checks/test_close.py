"""assert_close and assert_shape: the message says what, where and what next; `public` never says a number."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course.checks import CheckFailure, assert_close, assert_shape

W = np.random.default_rng(0).normal(size=(5, 3))


def failure(got: object, expected: object, name: str = "dW", **words: Any) -> CheckFailure:
    with pytest.raises(CheckFailure) as caught:
        assert_close(got, expected, name, **words)
    return caught.value


def test_a_wrong_shape_reads_as_promised() -> None:
    error = failure(W.T, W, like="W", hint="Look at which operand is transposed in the product.", lecture="B4")
    assert str(error) == (
        "dW has the wrong shape: expected (5, 3) like W, got (3, 5). "
        "Look at which operand is transposed in the product. (lectures B4)"
    )
    assert error.public == str(error)


def test_a_wrong_value_says_where_and_what() -> None:
    got = W.copy()
    got[2, 1] = 7.25
    error = failure(got, W, lecture="B4")
    assert str(error).startswith("dW is wrong in 1 of 15 entries, first at [2, 1]: expected ")
    assert str(error).endswith("got 7.25. (lectures B4)")
    assert error.public == "dW is wrong in 1 of 15 entries, first at [2, 1]. (lectures B4)"


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (2 * W, "Every entry is twice too large."),
        (W / 7, "Every entry is 7 times too small."),
        (W / 2, "Every entry is half what it should be."),
        (-W, "sign, which is flipped."),
        (-5 * W, "Every entry is 5 times too large and has the wrong sign."),
        (0.8 * W, "Every entry is 0.8 times what it should be."),
        (W + 0.3, "Every entry is off by the same amount."),
        (W**2, "It is the square of what it should be."),
        (np.zeros_like(W), "Every entry is 0."),
        (W.astype(int), "Its dtype is int64: the fractions were cut off."),
        (np.where(np.arange(3) == 1, W + np.arange(5)[:, None] ** 2 + 1, W), "Only column 1 is wrong."),
        (W[::-1], "The numbers are right but stand in the wrong places."),
    ],
)
def test_a_simple_relation_is_named(got: np.ndarray, words: str) -> None:
    error = failure(got, W)
    assert str(error).endswith(words)
    assert error.public.endswith(words)


FALLING = 10.0 ** -np.arange(0, 40, 4)  # over so many orders of magnitude that most entries are nothing to the first


@pytest.mark.parametrize(
    "got", [FALLING * np.where(np.arange(10) > 6, 1.5, 1.0), np.where(FALLING < 1e-20, 0, FALLING)]
)
def test_a_relation_that_leaves_the_mistake_where_it_was_is_not_said(got: np.ndarray) -> None:
    with pytest.raises(CheckFailure) as caught:
        assert_close(got, FALLING, "dws", rtol=1e-6, atol=0.0)
    words = ("by the same amount", "in the wrong places", "square")
    assert not [each for each in words if each in caught.value.public]


def test_an_array_of_one_entry_is_spoken_of_as_a_number() -> None:
    assert (
        str(failure(np.array([2.0]), np.array([1.0]), "b")) == "b is wrong: expected 1, got 2. It is twice too large."
    )
    assert failure(np.array([[2.0]]), np.array([[1.0]]), "b").public == "b is wrong. It is twice too large."
    assert failure(np.array([0.0]), np.array([1.0]), "b").public == "b is wrong. It is 0."
    assert failure(np.array([np.nan]), np.array([1.0]), "b", hint="Hm.").public == "b is nan. Hm."


def test_entries_of_a_dict_are_named_even_where_the_name_is_empty() -> None:
    assert failure({}, {"": 1.0, "W": 2.0}, "layers").public == 'layers has no entry "", W.'
    extra = "layers has an entry that does not belong there (expected {})."
    assert failure({"": 1.0, "b": 2.0}, {"": 1.0}, "layers").public == extra.format('""')
    assert failure({"b": 2.0}, {}, "layers").public == extra.format("nothing")


@pytest.mark.parametrize(
    ("shape", "wrong"), [((2, 3), np.s_[1]), ((5, 3), np.s_[1, :2]), ((5, 3), np.s_[1, 0]), ((4, 2), np.s_[:3, 0])]
)
def test_what_may_be_an_accident_of_the_numbers_is_not_said(shape: tuple[int, ...], wrong: object) -> None:
    expected = np.arange(1.0, 1.0 + np.prod(shape)).reshape(shape)
    got = expected.copy()
    got[wrong] = got[wrong] ** 2 + 7.3
    assert "Only" not in failure(got, expected).public


@pytest.mark.parametrize("got", [W.astype(np.float32).astype(float), W * (1 + 3e-6), W + 2e-7 * np.sign(W)])
def test_a_value_that_is_nearly_right_is_not_given_a_factor_or_a_shift(got: np.ndarray) -> None:
    words = "This is nearly right: look for float32, for a rounding, or for a small number that is added."
    assert words in failure(got, W, rtol=1e-9).public
    assert words in failure(1.0 + 1e-5, 1.0, "loss").public
    assert "nearly" not in failure(W + 0.01, W).public


def test_a_factor_that_reads_as_1_is_not_said() -> None:
    assert "times" not in failure(W * 1.0003, W).public
    assert "1.001 times" in failure(W * 1.001, W).public


def test_numbers_that_are_rounded_do_not_stand_in_the_wrong_places() -> None:
    expected = np.array([1.0, 1e-6, -2.0, 3e-6])
    rounded = np.float32(1.0 + expected).astype(float) - 1.0
    assert failure(rounded, expected).public.endswith("or for a small number that is added.")


def test_a_few_entries_that_are_off_are_not_every_entry() -> None:
    got = np.array([1.0, 2.0, 3.0 + 1e-6])
    assert "Every entry" not in failure(got, np.array([1.0, 2.0, 3.0])).public


def test_numbers_of_the_wrong_sign_do_not_stand_in_the_wrong_places() -> None:
    J = np.array([[0.2, -0.2], [-0.2, 0.2]])
    assert "sign, which is flipped." in failure(-J, J).public


def test_numbers_too_far_apart_for_a_number_are_wrong() -> None:
    assert "wrong in all 15 entries" in failure(np.full((5, 3), 1e308), np.full((5, 3), -1.5e308)).public


def test_an_array_of_one_entry_is_wrong_as_a_number_is() -> None:
    error = failure(np.array([2.5]), np.array([1.0]))
    assert error.public == "dW is wrong."
    assert str(error) == "dW is wrong: expected 1, got 2.5."


def test_a_row_that_a_batch_of_two_has_fallen_apart_into_is_recognised() -> None:
    words = "Is it one row of the two? An array that is returned alone falls apart into its rows."
    assert failure(W[0], W[:2]).public.endswith(words)
    assert words not in failure(W[0], W).public


def test_transposed_square_is_named() -> None:
    square = np.arange(9.0).reshape(3, 3)
    assert "It is transposed." in failure(square.T, square).public


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (None, "dW is None, but should be an array of shape (5, 3). Is there a return"),
        ("text", "dW should be an array of shape (5, 3), but is of type str."),
        ((W, W[0]), "dW should be an array of shape (5, 3), but is a tuple of 2. Was one value too many returned?"),
        ((W, W), "dW should be an array of shape (5, 3), but is a tuple of 2. Was one value too many returned?"),
        ([[1.0], [1.0, 2.0]], "a list that does not make a regular array"),
        (W + 0j, "dW holds complex numbers"),
        (W * np.nan, "dW is nan in all 15 entries, first at [0, 0]."),
        (np.where(W > 1, np.inf, W), "dW is infinite in"),
        (W[None], "wrong number of dimensions: expected 2, got 3"),
        (W.sum(), "should be an array of shape (5, 3), but is a single number"),
        (np.array([[object()] * 3] * 5), "an array of Python objects"),
    ],
)
def test_every_stage_has_its_words(got: object, words: str) -> None:
    error = failure(got, W)
    assert words in str(error)
    assert words in error.public


def test_a_batch_that_was_not_summed_is_named() -> None:
    assert "sum over the leading dimension" in failure(np.ones((4, 3)), np.ones(3), "db").public


def test_numbers_pass_whatever_they_are_made_of() -> None:
    assert_close(2, 2.0, "f")
    assert_close(np.float32(0.1), 0.1, "f")
    assert_close(np.array(1.5), 1.5, "f")
    assert_close([1, 2], np.array([1.0, 2.0]), "w")
    assert_close(np.array([1, 2]), (1, 2), "shape")


def test_a_number_in_an_array_is_not_a_number() -> None:
    assert "should be a single number, but is an array of shape (1,)" in str(failure(np.array([1.0]), 1.0, "loss"))


def test_one_number_never_tells_an_odd_factor() -> None:
    error = failure(2.3, 1.0, "loss")
    assert str(error) == "loss is wrong: expected 1, got 2.3."
    assert error.public == "loss is wrong."
    assert failure(2.0, 1.0, "loss").public == "loss is wrong. It is twice too large."


def test_entries_of_dicts_and_tuples_are_named() -> None:
    assert failure({"W1": 2 * W, "b1": 1.0}, {"W1": W, "b1": 1.0}, "grads").public.startswith("grads['W1'] is wrong")
    assert failure((W, 1.0), (W, 3.0), "out").public.startswith("out[1] is wrong.")
    assert str(failure({"W1": W}, {"W1": W, "b1": 1.0}, "grads")) == "grads has no entry b1."
    extra = failure({"a": 1, "b": 2}, {"a": 1}, "grads")
    assert str(extra) == "grads has an entry that does not belong there (expected a): b."
    assert extra.public == "grads has an entry that does not belong there (expected a)."
    odd = type("dict", (), {})()
    assert failure(odd, {"a": 1}, "grads").public.endswith("but is a dict with other keys, which are not even text.")
    assert failure((1.0, 2.0), 1.0, "loss").public.startswith("loss should be a number, but is a tuple of 2.")
    assert "should be a dict" in str(failure(W, {"W1": W}, "grads"))
    assert "but is an object" in str(failure(object(), {"W1": W}, "grads"))
    assert "is an int, which is wrong" in str(failure(1, "good", "answer"))
    assert "should have 2 values, but has 3" in str(failure((1, 2, 3), (1, 2), "out"))
    assert "should be a tuple of 2 values, but is None" in str(failure(None, (1, 2), "out"))


def test_text_and_truth_are_compared_exactly() -> None:
    for word in ("good", np.str_("good"), np.array("good")):
        assert_close(word, "good", "answer")
    assert "expected 'overfitting', got 'good'" in str(failure(np.array("good"), "overfitting", "answer"))
    assert_close(np.True_, True, "stop")
    error = failure("good", "overfitting", "answer")
    assert "expected 'overfitting', got 'good'" in str(error)
    assert error.public == "answer is wrong."
    assert_close([("conv1", (6, 28, 28))], [("conv1", (6, 28, 28))], "shapes")


def test_infinity_is_a_value_where_it_is_expected() -> None:
    assert_close(np.array([np.inf, 1.0]), np.array([np.inf, 1.0]), "eps")
    assert "expected inf, got 3" in str(failure(3.0, np.inf, "eps"))


def test_float32_is_held_to_float32() -> None:
    single = W.astype(np.float32)
    assert_close(single * (1 + 1e-6), single, "dW")
    with pytest.raises(CheckFailure):
        assert_close(single * (1 + 1e-3), single, "dW")


def test_a_coarse_answer_is_held_to_what_is_expected() -> None:
    """The answer's own dtype would be a tolerance of its own choice."""
    with pytest.raises(CheckFailure, match="Its dtype is float16: the last digits were cut off"):
        assert_close(W.astype(np.float16), W, "dW")
    with pytest.raises(CheckFailure):
        assert_close((W * (1 + 1e-6)).astype(np.float32), W, "dW")


def test_sums_that_cancel_may_round() -> None:
    assert_close(np.array([1e-16, 1.0]), np.array([0.0, 1.0]), "db")


def test_the_picture_shows_where_and_not_what() -> None:
    got = W.copy()
    got[0, 0] += 1.0
    got[4, 2] += 0.5
    picture = failure(got, W).picture
    assert picture is not None
    rows = np.array(picture["rows"])
    assert rows.shape == (5, 3)
    assert rows[0, 0] == 1.0
    assert rows[4, 2] == 1.0
    assert np.count_nonzero(rows) == 2
    assert failure(W[0] + 1, W[0]).picture is None


def test_a_large_picture_is_made_coarser_and_leading_axes_are_folded() -> None:
    expected = np.zeros((2, 3, 100, 40))
    got = expected.copy()
    got[1, 2, 99, 0] = 3.0
    rows = np.array(failure(got, expected).picture["rows"])  # type: ignore[index]
    assert rows.shape == (32, 32)
    assert rows[31, 0] == 1.0
    assert np.count_nonzero(rows) == 1


def test_jupyter_shows_the_message_alone() -> None:
    lines = failure(2 * W, W)._render_traceback_()
    assert "✗ dW is wrong" in lines[0]
    assert not any("Traceback" in line or ".py" in line for line in lines)


def test_assert_shape() -> None:
    assert_shape(W, (5, 3), "W")
    assert_shape(1.0, (), "loss")
    with pytest.raises(CheckFailure, match=r"W has the wrong shape: expected \(3, 5\) like V, got \(5, 3\)\."):
        assert_shape(W, (3, 5), "W", like="V")


def public(got: np.ndarray, expected: np.ndarray) -> str:
    """What may be said of a difference; `x passes` when there is none."""
    try:
        assert_close(got, expected, "x")
    except CheckFailure as error:
        return error.public
    return "x passes"


finite = st.floats(-1e6, 1e6)


@given(arrays(float, array_shapes(max_dims=3, max_side=4), elements=finite))
def test_everything_is_close_to_itself(x: np.ndarray) -> None:
    assert_close(x.copy(), x, "x")


@given(
    arrays(float, (3, 2), elements=st.floats(allow_nan=True, allow_infinity=True)),
    arrays(float, (3, 2), elements=st.floats(allow_nan=True, allow_infinity=True)),
)
def test_no_pair_of_arrays_breaks_the_message(got: np.ndarray, expected: np.ndarray) -> None:
    assert public(got, expected).startswith("x ")


@given(arrays(float, (3, 4), elements=st.floats(-100, 100)), arrays(float, (3, 4), elements=st.floats(-100, 100)))
def test_public_says_no_number_of_the_data(got: np.ndarray, expected: np.ndarray) -> None:
    got, expected = got + 0.123456, expected + 0.654321
    words = public(got, expected)
    assert not any(f"{value:.6g}" in words for value in np.concatenate([got.ravel(), expected.ravel()]))


@pytest.mark.parametrize("shape", [(3, 5), (5,), (1, 5, 3), (15,), (64, 3)])
def test_a_shape_that_a_mistake_makes_is_shown(shape: tuple[int, ...]) -> None:
    assert str(shape) in failure(np.ones(shape), np.ones((5, 3))).public


@pytest.mark.parametrize("shape", [(41, 27), (987, 3), (1, 1, 1, 1, 1), (5, 3, 17, 19)])
def test_a_shape_that_may_carry_something_is_shown_where_the_data_is_visible(shape: tuple[int, ...]) -> None:
    found = failure(np.ones(shape), np.ones((5, 3)))
    assert str(shape) in found.full
    assert str(shape) not in found.public


def test_counts_and_places_in_large_arrays_are_rough() -> None:
    right = np.zeros((100, 100))
    wrong = right.copy()
    wrong[70, 70:77] = np.nan
    found = failure(wrong, right)
    assert "first at [70, 70]" in found.full
    assert "7" not in found.public.replace("70", "")
    assert "70" not in found.public
