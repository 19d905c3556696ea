"""Attacks on what computes on a student's answers: small replies that make large ones, and large ones that are kept."""

from __future__ import annotations

from dataclasses import dataclass

FORGES = """
import gc
for thing in gc.get_objects():
    if type(thing).__name__ == "Guest":
        type(thing)._run = lambda self, function, args, kwargs, as_plain: ("value", function(*args, **kwargs), [])
"""
SIDES = """
import itertools
SIDES = itertools.cycle([np.ones((16000, 1)), np.ones((1, 16000))])
"""
MANY = "MANY = [{} for _ in range(90_000)]\n"
BIG = "BIG = np.ones(2 << 20)\n"


@dataclass(frozen=True, slots=True)
class Overload:
    """A hostile solution cell of the exercise `key`.

    Args:
        honest: points for what is right in it.
        says: what one of the criteria tells; "" where nothing in particular.
    """

    name: str
    tries: str
    key: str
    source: str
    honest: float = 0.0
    says: str = ""


def _layer(name: str, forward: str, backward: str, head: str = "") -> str:
    return f"{head}\ndef {name}_forward(*given):\n    {forward}\ndef {name}_backward(*given):\n    {backward}\n"


ATTACKS = [
    Overload(
        "column_times_row",
        "make a test build a matrix of two gigabytes out of two replies of 128 kB",
        "backprop/mlp",
        f"{SIDES}\ndef mlp_loss(*given, **more):\n    side = next(SIDES)\n"
        "    return side, {key: next(SIDES) for key in ('W1', 'b1', 'W2', 'b2')}\n",
        says="memory",
    ),
    Overload(
        "column_times_row_in_gradients",
        "the same with what is summed over",
        "dropout/dropout_mlp",
        f"{SIDES}\ndef dropout_mlp_loss(*given, **more):\n"
        "    return next(SIDES), {key: next(SIDES) for key in ('W1', 'b1', 'W2', 'b2')}\n",
        honest=1.0,
        says="memory",
    ),
    Overload(
        "value_that_was_to_stay",
        "have the known-wrong variants compute on a value where a cache belongs",
        "backprop/linear",
        _layer("linear", "return 0.0, (np.ones((16000, 1)), np.ones((1, 16000)), 0.0)", "return 0, 0, 0", FORGES),
    ),
    Overload(
        "replies_that_are_kept",
        "return 16 MB each time, until nothing is left of the grader's memory",
        "backprop/activations",
        "".join(_layer(name, "return BIG, None", "return BIG", BIG) for name in ("relu", "sigmoid", "tanh")),
        honest=1.0,
    ),
    Overload(
        "replies_that_swell",
        "return texts of a megabyte that take ten when they are read, while nobody has read them",
        "backprop/activations",
        "".join(_layer(name, "return MANY, None", "return MANY", MANY) for name in ("relu", "sigmoid", "tanh")),
        honest=1.0,
    ),
]
