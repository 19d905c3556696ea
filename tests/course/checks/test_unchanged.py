"""assert_unchanged: what counts as a change, and how it is named."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.checks import CheckFailure, assert_unchanged


def scale(x: np.ndarray, by: float = 2.0) -> np.ndarray:
    x *= by
    return x


def test_what_the_function_returned_comes_back() -> None:
    rng = np.random.default_rng(0)
    assert assert_unchanged(lambda x, rng: (x + rng.random(), "cache"), 1.0, rng)[1] == "cache"
    assert assert_unchanged(np.add, np.ones(2), 1).tolist() == [2, 2]


def test_the_message_says_what_and_the_next_step() -> None:
    with pytest.raises(CheckFailure) as caught:
        assert_unchanged(scale, np.ones(3))
    assert str(caught.value) == "scale changed x in place. Make a new array: the caller still needs its own."
    assert caught.value.public == str(caught.value)


def take(params: Any, *rest: Any, **more: Any) -> None:
    """The change is made by the function that comes last."""
    change = rest[-1]
    change(params, *rest[:-1], **more)


def set_to(key: Any, value: Any) -> Callable[..., None]:
    return lambda params, *rest, **more: params.__setitem__(key, value)


@pytest.mark.parametrize(
    ("arguments", "keywords", "named"),
    [
        ((np.zeros(2), set_to(0, 1.0)), {}, "params in place. Make a new array"),
        (
            ({"W1": np.zeros(2)}, lambda params: scale(params["W1"], np.nan)),
            {},
            "params['W1'] in place. Make a new array",
        ),
        (({"a": [1, (np.ones(2),)]}, lambda params: scale(params["a"][1][0])), {}, "params['a'][1][0] in place."),
        (({"W1": np.zeros(2)}, set_to("W1", np.zeros(2))), {}, "params in place. Make a new dict"),
        (({"t": 0}, set_to("t", 1)), {}, "params in place. Make a new dict"),
        (({}, set_to("W2", 1)), {}, "params in place. Make a new dict"),
        (([1.0, 2.0], lambda params: params.append(3.0)), {}, "params in place. Make a new list"),
        ((0, np.ones(2), lambda params, x: scale(x)), {}, "rest[0] in place."),
        ((0, lambda params, x: scale(x)), {"x": np.ones(2)}, "x in place."),
        ((np.ones((2, 3)), lambda params: params.resize((3, 2), refcheck=False)), {}, "params in place."),
    ],
)
def test_every_change_is_found_and_named(arguments: tuple[Any, ...], keywords: dict[str, Any], named: str) -> None:
    with pytest.raises(CheckFailure) as caught:
        assert_unchanged(take, *arguments, **keywords)
    assert f"take changed {named}" in str(caught.value)


def test_an_array_that_is_put_back_or_holds_nan_is_unchanged() -> None:
    def there_and_back(x: np.ndarray, params: dict[str, np.ndarray]) -> None:
        x += 1
        x -= 1
        params["W1"] = params.pop("W1")

    assert_unchanged(there_and_back, np.zeros(3), {"W1": np.array([np.nan, np.inf])})
    assert_unchanged(lambda values: None, [np.nan, np.float64(np.nan), None, "text"])


def test_a_generator_may_move_on() -> None:
    assert_unchanged(lambda settings: settings["rng"].random(3), {"rng": np.random.default_rng(0)})


def test_a_function_without_a_signature_has_numbered_arguments() -> None:
    with pytest.raises(CheckFailure, match="update changed argument 1 in place. Make a new dict"):
        assert_unchanged(dict.update, {"a": 1}, {"a": 2})


def test_a_call_that_does_not_fit_raises_what_python_raises() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        assert_unchanged(scale)
