"""The proof of a check cell, in the box: right passes, the starter and most of what is wrong does not.

A check that leaves its names in the notebook would be passed by functions that read them in place of their arguments;
the reference with its parameters renamed is such a function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from autograder.proof.grading import cells_of
from autograder.proof.known import Known
from autograder.publishing.cells import check_cell, setup_cell
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import Exercise

__all__ = ["visible_problems"]

BEFORE = "_names = set(globals())"
AFTER = "_left = set(globals()) - _names - {'_names', 'checks', 'check_%s'}\nassert not _left, ', '.join(sorted(_left))"


def visible_problems(exercise: Exercise, known: Sequence[Known], box: Box) -> Iterator[str]:
    """What is wrong with the visible check. Raises SandboxError, SpecError."""
    check = check_cell(exercise).source
    stopped = {each: _stopped(exercise, each, check, box) for each in known}
    for each, why in stopped.items():
        if each.kind in ("reference", "accepted") and why:
            yield f"{each.label} fails the visible check: {why}"
        if each.kind == "starter" and not why:
            yield "the starter passes the visible check"
    wrong = {each.name for each in known if each.kind == "misconception"}
    caught = {each.name for each, why in stopped.items() if each.kind == "misconception" and why}
    if 2 * len(caught) < len(wrong):
        yield f"{len(caught)} of {len(wrong)} misconceptions fail the visible check, half of them are wanted"
    yield from _names_left(exercise, known[0], check, box)


def _names_left(exercise: Exercise, right: Known, check: str, box: Box) -> Iterator[str]:
    cells = [*_notebook(exercise, right), Cell("before", BEFORE), Cell("check", check)]
    after = box.start([*cells, Cell("after", AFTER % exercise.name)], exercise.limits).cells[-1].error
    if after:
        yield f"the visible check leaves names in the notebook: {after.message}"
    reader = Known("reference", "reference", reading_globals(right.source))
    if not _stopped(exercise, reader, check, box):
        yield "functions that read the notebook's names in place of their arguments pass the visible check"


def _stopped(exercise: Exercise, known: Known, check: str, box: Box) -> str:
    """What stopped the check cell below a solution; nothing where it ran through."""
    session = box.start([*_notebook(exercise, known), Cell("check", check)], exercise.limits)
    error = session.cells[-1].error
    return f"{error.type}: {error.message}" if error else ""


def _notebook(exercise: Exercise, known: Known) -> list[Cell]:
    return cells_of(exercise, known, setup_cell().source)


def reading_globals(source: str) -> str:
    """The same functions with other parameters than their bodies use."""
    tree = ast.parse(source)
    bodies = (node.body if isinstance(node, ast.ClassDef) else [node] for node in tree.body)
    for function in (node for body in bodies for node in body if isinstance(node, ast.FunctionDef)):
        for parameter in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
            if parameter.arg != "self":
                parameter.arg += "_"
    return ast.unparse(tree)
