"""The proof of a check cell, in the box: right passes, the starter and most of what is wrong does not.

A check that leaves its names in the notebook would be passed by functions that read them in place of their arguments;
the reference with its parameters renamed is such a function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import closing

from autograder.proof.grading import cells_of, stopped
from autograder.proof.known import Known
from autograder.publishing.cells import check_cell
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import Exercise

__all__ = ["visible_problems"]

BEFORE = "_names = set(globals())"
AFTER = "_left = set(globals()) - _names - {'_names', 'checks', 'check_%s'}\nassert not _left, ', '.join(sorted(_left))"


def visible_problems(exercise: Exercise, checked: Mapping[Known, str], box: Box) -> Iterator[str]:
    """What is wrong with the visible check. Raises SandboxError, SpecError.

    Args:
        checked: what stopped it below each solution, nothing where it ran through.
    """
    for known, why in checked.items():
        if known.kind in ("reference", "accepted") and why:
            yield f"{known.label} fails the visible check: {why}"
        if known.kind == "starter" and not why:
            yield "the starter passes the visible check"
    wrong = {known.name for known in checked if known.kind == "misconception"}
    caught = {known.name for known, why in checked.items() if known.kind == "misconception" and why}
    if 2 * len(caught) < len(wrong):
        yield f"{len(caught)} of {len(wrong)} misconceptions fail the visible check, half of them are wanted"
    yield from _about_names(exercise, next(iter(checked)), box)


def _about_names(exercise: Exercise, right: Known, box: Box) -> Iterator[str]:
    check = Cell("check", check_cell(exercise).source)
    left = [Cell("before", BEFORE), check, Cell("after", AFTER % exercise.name)]
    with closing(box.start([*cells_of(exercise, right), *left], exercise.limits)) as session:
        if why := stopped(session):
            yield f"the visible check leaves names in the notebook: {why.removeprefix('AssertionError: ')}"
    reader = Known("reference", "reference", reading_globals(right.source))
    with closing(box.start([*cells_of(exercise, reader), check], exercise.limits)) as session:
        if not stopped(session):
            yield "functions that read the notebook's names in place of their arguments pass the visible check"


def reading_globals(source: str) -> str:
    """The same functions with other parameters than their bodies use."""
    tree = ast.parse(source)
    bodies = (node.body if isinstance(node, ast.ClassDef) else [node] for node in tree.body)
    for function in (node for body in bodies for node in body if isinstance(node, ast.FunctionDef)):
        for parameter in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
            if parameter.arg != "self":
                parameter.arg += "_"
    return ast.unparse(tree)
