"""The traceback of a student's exception, with its text: both come out of the box for staff alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from autograder.grading.calls import Call
from autograder.grading.diagnosis.replay import replayed
from autograder.sandbox.backend import Cell, Outcome, Ref
from autograder.sandbox.box import Box
from autograder.spec import Exercise

__all__ = ["traceback_of"]

LONGEST = 8_000
AGAIN = "It did not stop when it was asked once more."
HELPER = """
def traced({parameters}*arguments, **keywords):
    import traceback
    try:
        {function}(*arguments, **keywords)
    except BaseException:
        return traceback.format_exc()
    return ""
"""
TRACED = Ref(id=-2, kind="function")  # no handle of a record has such a number
FRAME = re.compile(r'  File "<(cell|helper)(?: (\d{1,6}))?>", line (\d{1,9}), in ')


def traceback_of(box: Box, cells: Sequence[Cell], exercise: Exercise, at_the_end: bool, calls: Sequence[Call]) -> str:
    """What Python says about the last of these calls, which stopped. The calls before it are made again first.

    "" where it is no call of a function, or was ended from outside.
    """
    fault = calls[-1].outcome.error
    if calls[-1].operation != "call" or fault is None or fault.kind not in ("exception", "memory"):
        return ""
    with closing(box.start(cells, exercise.limits)) as session:
        session.reach("" if at_the_end else exercise.name)
        *_, outcome = replayed([*calls[:-1], *_traced(calls[-1])], session)
    if outcome is None or outcome.error or not isinstance(outcome.value, str) or not outcome.value:
        return AGAIN
    return "\n".join(_with_source(outcome.value[-LONGEST:], cells)).strip("\n")


def _traced(call: Call) -> tuple[Call, Call]:
    """The same call through a helper that gives the traceback in place of the value."""
    named = isinstance(call.target, str)
    source = HELPER.format(parameters="" if named else "function, ", function=call.target if named else "function")
    arguments = call.arguments if named else (call.target, *call.arguments)
    made = Call("define", "", (source,), {}, frozenset(), Outcome(TRACED, None, (), 0.0))
    return made, replace(call, target=TRACED, arguments=arguments, keep=frozenset())


def _with_source(said: str, cells: Sequence[Cell]) -> Iterator[str]:
    """Frames of the student's cells by the cell's name, and with their line; those of the helper are left out."""
    for line in said.split("\n"):
        found = FRAME.match(line)
        if found is None:
            yield line
        elif found[1] == "cell" and int(found[2] or 0) < len(cells):
            cell, number = cells[int(found[2] or 0)], int(found[3])
            yield f"  cell {cell.id}, line {number}, in {line[found.end() :]}"
            yield f"    {_line(cell, number)}"


def _line(cell: Cell, number: int) -> str:
    lines = cell.source.split("\n")
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
