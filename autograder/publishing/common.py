"""What all notebooks share: words from `parts/*.md`, numbers and ids from the exercises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from autograder.publishing.cells import SyncedCell, given_cell, setup_cell
from autograder.publishing.course_map import place_of
from autograder.publishing.map import map_of
from autograder.publishing.words import concepts
from autograder.spec import Assignment, Exercise, load_assignment

__all__ = ["GIVEN_TEXT", "beginning", "hand_in"]

PARTS = Path(__file__).parent / "parts"
GIVEN_TEXT = "given-text"


def beginning(assignment: Assignment, assignments: Sequence[Assignment]) -> Iterator[SyncedCell]:
    """What stands between a notebook's title and its first exercise, with the author's own cells in between.

    Args:
        assignments: all of the course, in order.
    """
    parts = [part for part in (map_of(assignment), place_of(assignment, assignments)) if part]
    yield SyncedCell("map", "markdown", "\n\n".join(parts), "the exercises and map.toml")
    yield _part("how-it-works")
    yield _part("conventions", lectures=concepts(entry for each in assignment.exercises for entry in each.lectures))
    yield setup_cell()
    if assignment.given:
        yield _part(GIVEN_TEXT, exercises="\n".join(_built_in(assignment.given)))
        yield given_cell(assignment)


def hand_in() -> SyncedCell:
    """The last text of every notebook, above its summary."""
    return _part("hand-in")


def _built_in(given: Sequence[Exercise]) -> Iterator[str]:
    """Where each of these was built, and the names that it gave."""
    for folder, exercises in groupby(given, key=lambda exercise: exercise.folder.parent):
        title = load_assignment(folder.name, folder.parent).title
        for exercise in exercises:
            functions = ", ".join(f"`{function}`" for function in exercise.functions)
            yield f"- {title} {exercise.number} · {exercise.title}: {functions}"


def _part(name: str, **values: str) -> SyncedCell:
    path = PARTS / f"{name}.md"
    text = path.read_text(encoding="utf-8").strip()
    origin = f"autograder/publishing/parts/{path.name}"
    return SyncedCell(name, "markdown", text.format(**values) if values else text, origin)
