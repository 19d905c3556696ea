"""A cell of plain NumPy that makes a test's calls again in the student's own kernel, up to where the answers part."""

from __future__ import annotations

import base64
import keyword
import math
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.appeals.evidence import Evidence, Exchange, Tested
from autograder.grading.calls import Call
from autograder.sandbox.backend import Ref

__all__ = ["notebook_cell"]

MOST_CALLS, LARGEST, LITERAL = 200, 2_000_000, 400
HEAD = """# {case} of {exercise}, seed {seed}: {title}
# For staff. It holds a hidden test's inputs and what is expected: show it to a student in person, hand it to nobody.
import numpy as np
"""
COMPARE = """for name, got, expected in ({pairs}):
    print(name, "got", got, "expected", expected, sep="\\n")"""


class _Absent(ValueError):
    """A value that no plain code makes."""


def notebook_cell(evidence: Evidence, tested: Tested) -> str:
    """The cell. Where something cannot be made again, it says so and ends there."""
    title, key = " ".join(tested.criterion.title.split()), evidence.exercise.key
    parts = [HEAD.format(case=tested.case, exercise=key, seed=evidence.report.seed, title=title)]
    last = len(tested.exchanges) - 1 if tested.parted is None else tested.parted
    names = _Names()
    for place, exchange in enumerate(tested.exchanges[: min(last + 1, MOST_CALLS)]):
        try:
            parts.append("\n".join(_lines(exchange, place + 1, names, compared=place == last)))
        except _Absent as error:
            parts.append(f"# {error}: from here on the test's own source says what happens")
            break
    text = "\n".join(parts) + "\n"
    return text if len(text) <= LARGEST else f"{parts[0]}# The values are too large for a cell.\n"


class _Names:
    """What stands for a handle in the cell: the expression that made it."""

    def __init__(self) -> None:
        self._made: dict[int, str] = {}

    def learn(self, value: Any, expression: str) -> None:
        if isinstance(value, Ref):
            self._made[value.id] = expression
        elif isinstance(value, (list, tuple)):
            for k, entry in enumerate(value):
                self.learn(entry, f"{expression}[{k}]")
        elif isinstance(value, dict):
            for key, entry in value.items():
                self.learn(entry, f"{expression}[{key!r}]")

    def literal(self, value: Any) -> str:
        """Python that makes the value. Raises _Absent."""
        if isinstance(value, Ref) and value.id in self._made:
            return self._made[value.id]
        return _literal(value, self.literal)


def _lines(exchange: Exchange, number: int, names: _Names, *, compared: bool) -> Iterator[str]:
    call = exchange.call
    yield ""
    if call.operation == "define":
        source = textwrap.dedent(call.arguments[0]).strip("\n")
        yield source
        names.learn(call.outcome.value, source.partition("def ")[2].partition("(")[0].strip())
        return
    given = [(f"{_plain(name)}_{number}", value) for name, value in exchange.arguments]
    yield from _given(call, given, names)
    answer = f"answer_{number}"
    names.learn(call.outcome.value, answer)
    if compared and exchange.expected is not None:
        yield from _expected(exchange, number)
    yield f"{answer} = {_asked(call, given, names)}{_stopped(call)}"
    if compared and exchange.expected is not None and not exchange.expected.error:
        yield from _compared(exchange, number)


def _given(call: Call, given: list[tuple[str, Any]], names: _Names) -> Iterator[str]:
    if call.operation == "call":
        yield from (f"{name} = {names.literal(value)}" for name, value in given)


def _asked(call: Call, given: list[tuple[str, Any]], names: _Names) -> str:
    """The expression of the call."""
    match call.operation:
        case "rng":
            return f"np.random.default_rng({call.arguments[0]!r})"
        case "next":
            return f"next({names.literal(call.target)})"
        case "getattr":
            return f"{names.literal(call.target)}.{call.arguments[0]}"
        case "call":
            function = call.target if isinstance(call.target, str) else names.literal(call.target)
            words = [name for name, _ in given]
            placed, keywords = words[: len(call.arguments)], words[len(call.arguments) :]
            keyed = [f"{key}={name}" for key, name in zip(call.keywords, keywords, strict=True)]
            return f"{function}({', '.join([*placed, *keyed])})"
    raise _Absent("the test asks this once for all of its criteria")


def _stopped(call: Call) -> str:
    return f"  # stopped with {call.outcome.error.type or call.outcome.error.kind}" if call.outcome.error else ""


def _expected(exchange: Exchange, number: int) -> Iterator[str]:
    assert exchange.expected is not None
    if exchange.expected.error:
        yield f"# expected: {exchange.expected.error.type}"
        return
    for k, (_, value) in enumerate(_comparable(exchange, exchange.expected.value)):
        yield f"expected_{number}_{k} = {_literal(value, _whole)}"


def _compared(exchange: Exchange, number: int) -> Iterator[str]:
    assert exchange.expected is not None
    several = len(exchange.values) > 1
    pairs = [
        f"({name!r}, answer_{number}{f'[{place}]' if several else ''}, expected_{number}_{k})"
        for k, (name, place) in enumerate(_places(exchange, exchange.expected.value))
    ]
    if pairs:
        yield COMPARE.format(pairs=f"{', '.join(pairs)},")


def _comparable(exchange: Exchange, value: Any) -> Iterator[tuple[str, Any]]:
    """Names and values without handles."""
    for name, place in _places(exchange, value):
        yield name, value[place] if len(exchange.values) > 1 else value


def _places(exchange: Exchange, value: Any) -> Iterator[tuple[str, int]]:
    several = len(exchange.values) > 1 and isinstance(value, (tuple, list)) and len(value) == len(exchange.values)
    if several:
        yield from ((n, k) for k, n in enumerate(exchange.values) if not isinstance(value[k], Ref))
    elif len(exchange.values) <= 1 and not isinstance(value, Ref):
        yield (exchange.values[0] if exchange.values else "value"), 0


def _plain(name: str) -> str:
    return name if name.isidentifier() and not keyword.iskeyword(name) else "argument"


def _whole(value: Any) -> str:
    return _literal(value, _whole)


def _literal(value: Any, inner: Callable[[Any], str]) -> str:
    """Python that makes a plain value, all digits of it. Raises _Absent for any other."""
    match value:
        case np.ndarray():
            return _array(value)
        case np.generic():
            return f"np.{value.dtype.name}({_literal(value.item(), inner)})"
        case bool() | int() | str() | None:
            return repr(value)
        case float():
            return repr(value) if math.isfinite(value) else f"float({str(value)!r})"
        case complex():
            return f"complex({_literal(value.real, inner)}, {_literal(value.imag, inner)})"
        case tuple():
            return f"({', '.join(map(inner, value))}{',' if len(value) == 1 else ''})"
        case list():
            return f"[{', '.join(map(inner, value))}]"
        case dict():
            return f"{{{', '.join(f'{inner(key)}: {inner(entry)}' for key, entry in value.items())}}}"
    raise _Absent(
        "the test brings a function of its own" if callable(value) else "a value stands here that has no text"
    )


def _array(array: np.ndarray) -> str:
    """With all digits: written out while it is small."""
    if array.dtype.kind not in "biufc" or array.dtype.hasobject:
        raise _Absent("an array stands here that is not made of numbers")
    if array.size <= LITERAL and array.dtype.kind in "biuf" and bool(np.isfinite(array).all()) and array.itemsize <= 8:
        return f"np.array({array.tolist()!r}, dtype={array.dtype.name!r}).reshape({array.shape!r})"
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
    content = f"__import__('base64').b64decode({data!r})"
    return f"np.frombuffer({content}, dtype={array.dtype.name!r}).reshape({array.shape!r}).copy()"
