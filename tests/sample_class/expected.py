"""The score that a student has earned, worked out from the student's functions in this process."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.spec import Exercise, load_assignment
from autograder.spec.solution import plain_source


class Expectation:
    """Expected scores of one assignment; each combination of cells that touch each other is worked out once.

    Args:
        order: the exercises in the order of their cells in the notebook.
        seed: the seed with which the class is graded.
    """

    def __init__(self, order: Sequence[Exercise], seed: int) -> None:
        self.order, self.seed = tuple(order), seed
        folder = self.order[0].folder.parent
        self._given = [plain_source(exercise) for exercise in load_assignment(folder.name, folder.parent).given]
        self._known: dict[tuple[str, ...], float] = {}

    def score(self, sources: Mapping[str, str]) -> float:
        """Points of the student whose solution cells hold `sources`, exercise by exercise in notebook order."""
        keys = {exercise.name: _key(exercise.name, sources) for exercise in self.order}
        missing = [exercise for exercise in self.order if keys[exercise.name] not in self._known]
        if missing:
            for result in run_suites(missing, TrustedBackend(_namespace([*self._given, *sources.values()])), self.seed):
                self._known[keys[result.exercise.name]] = sum(criterion.points for criterion in result.criteria())
        return sum(self._known[key] for key in keys.values())


def _key(exercise: str, sources: Mapping[str, str]) -> tuple[str, ...]:
    return (exercise, *(sources[name] for name in _touching(exercise, sources)))


def _namespace(cells: Iterable[str]) -> dict[str, Any]:
    """What a notebook's kernel holds after these cells; one that stops keeps what it had defined."""
    names: dict[str, Any] = {"np": np}
    for source in cells:
        try:
            exec(compile(source, "<solution cell>", "exec"), names)  # our own sample class
        except Exception:  # a typo costs its own cell
            continue
    return names


def _touching(exercise: str, sources: Mapping[str, str]) -> list[str]:
    """The cells, in notebook order, that have to do with an exercise's: they define a name that it reads or defines."""
    found, waiting = {exercise}, [exercise]
    while waiting:
        uses = _names(sources[waiting.pop()])
        touching = [name for name in sources if name not in found and _defined(sources[name]) & uses]
        found.update(touching)
        waiting += touching
    return [name for name in sources if name in found]


@functools.lru_cache(maxsize=4096)
def _defined(source: str) -> frozenset[str]:
    """Names that a cell gives to the notebook, imports aside."""
    body = _parse(source).body
    kinds = (ast.FunctionDef, ast.ClassDef)
    assigned = [target.id for node in body for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)]
    return frozenset([node.name for node in body if isinstance(node, kinds)] + assigned)


@functools.lru_cache(maxsize=4096)
def _names(source: str) -> frozenset[str]:
    """Every name that a cell reads or defines."""
    return _defined(source) | {node.id for node in ast.walk(_parse(source)) if isinstance(node, ast.Name)}


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])
