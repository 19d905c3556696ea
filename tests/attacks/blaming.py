"""Attacks that want their own fault to be the grader's: what is ungraded is graded by hand, perhaps with mercy."""

from __future__ import annotations

from .overloading import FORGES, Overload

GUEST = """
import gc
for thing in gc.get_objects():
    if type(thing).__name__ == "Guest":
        Guest = type(thing)
"""
NO_NAMES = ("7", "None", "{}", "'toy_graph'", "[[1], None, 2.5]", "np.ones(3)", "True")


def names(said: str) -> str:
    """A cell after which the process says this in place of the names that it defines."""
    return f"{GUEST}\nGuest._do_names = lambda self: ('value', {said}, [])\n"


def _cache(name: str, tries: str, cache: str, then: str = "") -> Overload:
    forward = "def linear_forward(x, W, b):\n    return 0.0, CACHE\n"
    backward = "def linear_backward(dz, cache):\n    return 0, 0, 0\n"
    return Overload(
        name, f"forge a cache of {tries}", "backprop/linear", f"{FORGES}\nCACHE = {cache}\n{then}\n{forward}{backward}"
    )


ATTACKS = [
    _cache(
        "nested_to_the_limit", "what can come back and cannot go in again", "()", "for _ in range(28): CACHE = (CACHE,)"
    ),
    _cache("as_many_as_allowed", "so many values that one more is too much", "(None,) * 99_990"),
    _cache("numbers_that_grow", "numbers that take more characters on the way back", "(1e22,) * 80_000"),
    Overload(
        "half_a_character_in_a_message",
        "stop a cell with a text that no file takes",
        "backprop/linear",
        'raise ValueError("\\ud800 LOOT")\n',
    ),
    Overload(
        "half_a_character_in_a_value",
        "return texts that no file takes",
        "backprop/linear",
        "def linear_forward(x, W, b):\n    return {'\\ud800': 1}, None\n"
        "def linear_backward(dz, cache):\n    return '\\ud800', {'\\ud800': '\\udfff'}, '\\udfff'\n",
        honest=1.0,
    ),
]
