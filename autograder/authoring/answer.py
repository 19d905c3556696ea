"""The functions that a student has written for an exercise, as syntax trees. They are read here and never run."""

from __future__ import annotations

import ast
import itertools
import warnings
from collections.abc import Iterable, Mapping, Sequence

from autograder.errors import UsageError
from autograder.reading.parsing import Budget, syntax_error
from autograder.sandbox.backend import Cell
from autograder.spec import Exercise

__all__ = ["functions_in_cells", "with_helpers"]

NOTHING = "the answer has no function that can be read: {} is not defined above the check of {}"


def functions_in_cells(cells: Sequence[Cell], exercise: Exercise) -> Mapping[str, ast.FunctionDef]:
    """All functions at the margin of the cells above the check, the last of each name, without docstrings.

    Raises UsageError where none of the exercise's own is among them.
    """
    above = list(itertools.takewhile(lambda cell: cell.check_of != exercise.name, cells))
    budget, found = Budget(), dict[str, ast.FunctionDef]()
    for cell in above:
        found |= {node.name: node for node in _functions(cell.source, budget)}
    if not found.keys() & exercise.functions.keys():
        raise UsageError(NOTHING.format(", ".join(exercise.functions), exercise.key))
    return found


def _functions(source: str, budget: Budget) -> Iterable[ast.FunctionDef]:
    if not budget.allows(source) or syntax_error(source):
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            body = ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ()
    return [_bare(node) for node in body if isinstance(node, ast.FunctionDef)]


def _bare(node: ast.FunctionDef) -> ast.FunctionDef:
    """Without the docstring, which was given, and without hints of types."""
    if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
        node.body = node.body[1:]
    node.returns = None
    for argument in ast.walk(node.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return node


def with_helpers(
    wanted: Iterable[str], functions: Mapping[str, ast.FunctionDef], exercise: Exercise
) -> Mapping[str, ast.FunctionDef]:
    """These functions, and the student's own helpers that they use; what earlier exercises have asked for is right."""
    earlier = {name for other in exercise.earlier for name in other.functions}
    found: dict[str, ast.FunctionDef] = {}
    waiting = list(wanted)
    while waiting:
        name = waiting.pop(0)
        found[name] = functions[name]
        used = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        helpers = sorted(used & functions.keys() - earlier - exercise.functions.keys() - found.keys())
        waiting += [helper for helper in helpers if helper not in waiting]
    return found
