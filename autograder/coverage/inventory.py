"""The table: one row for each concept, joined from functions, exercises and explorers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.coverage.citations import REFERENCE, Function, cited_functions
from autograder.coverage.concepts import CONCEPTS, Concept, load_concepts
from autograder.spec import EXERCISES, Exercise, find_exercises, load_exercise

__all__ = ["Inventory", "Row", "report", "take_inventory"]


@dataclass(frozen=True, slots=True)
class Row:
    """One concept: functions as module.name, exercises as assignment/name, explorers by name.

    `prose` marks what the lectures only talk about.
    """

    concept: str
    title: str
    section: str
    functions: tuple[str, ...]
    exercises: tuple[str, ...]
    widgets: tuple[str, ...]
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that cites a concept, and the concepts there are."""

    concepts: Mapping[str, Concept]
    functions: tuple[Function, ...]
    exercises: tuple[Exercise, ...]
    explorers: Mapping[str, tuple[str, ...]]

    def rows(self) -> tuple[Row, ...]:
        """The table, in the order of the concepts."""
        return tuple(self._row(concept) for concept in self.concepts.values())

    def _row(self, concept: Concept) -> Row:
        return Row(
            concept.id,
            concept.title,
            concept.section,
            tuple(str(function) for function in self.functions if concept.id in function.cited),
            tuple(exercise.key for exercise in self.exercises if concept.id in exercise.lectures),
            tuple(name for name, shown in self.explorers.items() if concept.id in shown),
            concept.prose,
        )

    def to_come(self) -> dict[str, list[str]]:
        """The concepts that no function computes yet, and those that no exercise asks for."""
        rows = [row for row in self.rows() if not row.prose]
        return {
            "functions": [row.concept for row in rows if not row.functions],
            "exercises": [row.concept for row in rows if not row.exercises],
        }

    def records(self) -> list[dict[str, Any]]:
        """The table for machines: one dict a row, fit for JSON."""
        return [asdict(row) for row in self.rows()]


def take_inventory(
    explorers: Mapping[str, tuple[str, ...]],
    concepts: Path = CONCEPTS,
    package: Path = REFERENCE,
    exercises: Path = EXERCISES,
) -> Inventory:
    """Read the concepts, the reference and the exercises' folders; `explorers` gives each name the ids it shows."""
    found = tuple(load_exercise(exercises / key) for key in find_exercises(exercises))
    return Inventory(load_concepts(concepts), cited_functions(package), found, explorers)


def report(inventory: Inventory) -> str:
    """The table for people: a few short lines for each concept."""
    lines = []
    for row in inventory.rows():
        lines.append(f"{row.concept:<4} {row.title} ({row.section})")
        functions = ("prose",) if row.prose else row.functions
        parts = ("function", functions), ("exercise", row.exercises), ("widget", row.widgets)
        lines += [f"     {kind:<9} {', '.join(names)}" for kind, names in parts if names]
    return "\n".join(lines)
