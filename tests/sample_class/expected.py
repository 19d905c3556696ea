"""The score that a student has earned, worked out from the student's functions in this process."""

from __future__ import annotations

import ast
import functools
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
        self._known: dict[tuple[str, ...], Worked] = {}

    def score(self, sources: Mapping[str, str]) -> float:
        """Points of the student whose solution cells hold `sources`, exercise by exercise in notebook order."""
        return sum(self._worked(exercise, sources).points for exercise in self.order)

    def _worked(self, exercise: Exercise, sources: Mapping[str, str]) -> Worked:
        key = _key(exercise.name, sources)
        if key not in self._known:
            self._known[key] = self._work_out(exercise, sources)
        return self._known[key]

    def _work_out(self, exercise: Exercise, sources: Mapping[str, str]) -> Worked:
        """What passes where it is checked, or at the end; and what a mistake of an earlier exercise alone fails."""
        cells = list(sources.values())
        above = cells[: list(sources).index(exercise.name) + 1]
        passed, written = self._passed(exercise, above)
        if not written:
            at_the_end, _ = self._passed(exercise, cells)
            passed, above = (
                (at_the_end, cells) if _points(exercise, at_the_end) >= _points(exercise, passed) else (passed, above)
            )
        failed = exercise.points.keys() - passed
        wrong = [each for each in self.order if each in exercise.earlier and self._worked(each, sources).failed]
        carried = failed & self._passed(exercise, above, wrong)[0] if failed and wrong else set()
        return Worked(frozenset(failed), _points(exercise, passed | carried))

    def _passed(self, exercise: Exercise, cells: Sequence[str], lent: Sequence[Exercise] = ()) -> tuple[set[str], bool]:
        """The tests that pass after these cells, and whether all functions are written; `lent` are made right."""
        names = _namespace([*self._given, *cells])
        for each in lent:
            right = _namespace([*self._given, *(plain_source(other) for other in (*each.earlier, each))])
            names |= {name: _sealing(right[name], places) for name, places in each.opaque.items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a wrong answer that divides by zero is no news to whoever runs the demo
            [result] = run_suites([exercise], TrustedBackend(names), self.seed)
        passed = {test for test in exercise.points if result.verdict(test).status == "passed"}
        return passed, result.is_written


@dataclass(frozen=True, slots=True)
class Worked:
    """The tests that an exercise does not pass, and the points that it earns."""

    failed: frozenset[str]
    points: float


class Sealed:
    """A value that its owner alone looks into."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _sealing(function: Callable[..., Any], places: frozenset[int]) -> Callable[..., Any]:
    """The function as it is lent: what stays in the box comes sealed, and goes back so."""

    def lent(*arguments: Any, **keywords: Any) -> Any:
        value = function(*map(_opened, arguments), **{name: _opened(value) for name, value in keywords.items()})
        if isinstance(value, Iterator):
            return tuple(value)  # as it is lent in the box
        if not isinstance(value, tuple):
            return Sealed(value) if places else value
        return tuple(Sealed(entry) if place in places else entry for place, entry in enumerate(value))

    return lent


def _opened(argument: Any) -> Any:
    return argument.value if isinstance(argument, Sealed) else argument


def _points(exercise: Exercise, passed: Iterable[str]) -> float:
    return sum(exercise.points[test] for test in passed)


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
