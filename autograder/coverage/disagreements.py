"""Where two of the sources say different things: each a SpecError with path, field, problem and remedy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from autograder.coverage.citations import solution_functions
from autograder.coverage.concepts import CONCEPTS
from autograder.coverage.inventory import Inventory
from autograder.errors import SpecError
from autograder.spec import Exercise

__all__ = ["disagreements"]

EXPLORERS = Path("course/widgets")
KNOWN = f"the ids stand in {CONCEPTS.parent.parent.name}/{CONCEPTS.parent.name}/{CONCEPTS.name}"


def disagreements(inventory: Inventory) -> Iterator[SpecError]:
    """Ids that are no ids, exercises and their solutions that cite different ones, marks that no longer hold."""
    yield from _unknown(inventory)
    for exercise in inventory.exercises:
        yield from _with_solution(exercise, inventory.concepts)
    yield from _stale_marks(inventory)


def _unknown(inventory: Inventory) -> Iterator[SpecError]:
    cited = [(function.path, function.name, name) for function in inventory.functions for name in function.cited]
    cited += [
        (exercise.folder / "exercise.toml", f"lectures.{name}", name)
        for exercise in inventory.exercises
        for name in exercise.lectures
    ]
    cited += [(EXPLORERS, explorer, name) for explorer, shown in inventory.explorers.items() for name in shown]
    for path, field, name in cited:
        if name not in inventory.concepts:
            yield SpecError(path, field, f"{name} is not the id of a concept", KNOWN)


def _with_solution(exercise: Exercise, concepts: Collection[str]) -> Iterator[SpecError]:
    """The docstring of each function cites one of the exercise's ids, and each of the ids is cited by a function."""
    path, defined = exercise.folder / "exercise.toml", solution_functions(exercise)
    shared: set[str] = set()
    for name in exercise.functions:
        if name not in defined:
            yield SpecError(path, f"functions.{name}", f"not defined in {_listed(exercise.solution)}")
            continue
        cited = defined[name].cited
        shared.update(cited)
        if not set(cited) & set(exercise.lectures):
            problem = f"its docstring cites {_listed(cited)}, the exercise {_listed(exercise.lectures)}"
            yield SpecError(path, f"functions.{name}", problem, "let one of them say what the other says")
    for name in exercise.lectures:
        if name in concepts and name not in shared:
            problem = f"no docstring of {_listed(exercise.functions)} cites it"
            yield SpecError(path, f"lectures.{name}", problem, f"add it to one, as (lectures {name}), or take it out")


def _stale_marks(inventory: Inventory) -> Iterator[SpecError]:
    for row in inventory.rows():
        if row.prose and (row.functions or row.exercises):
            problem = f"cited by {_listed((*row.functions, *row.exercises))}"
            yield SpecError(CONCEPTS, f"{row.concept}.prose", problem, "take the mark out")


def _listed(names: Iterable[str]) -> str:
    return " ".join(names) or "nothing"
