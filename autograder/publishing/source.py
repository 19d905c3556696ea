"""Source notebooks brought in step with the exercise folders.

`chainrule sync` writes whole cells (an exercise's solution and check, what is given, the parts that all notebooks
share) and headings. Everything else belongs to whoever writes the notebook, and stays where it is.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.errors import SpecError
from autograder.publishing.cells import answer_cell, check_cell
from autograder.publishing.common import GIVEN_TEXT, beginning, hand_in
from autograder.publishing.drift import Drift
from autograder.publishing.page import Page, is_written_answer, marks_of, name_of
from autograder.spec import EXERCISES, Assignment, Exercise, find_assignments, load_assignment
from autograder.spec.cell_ids import GIVEN, check_id, exercise_of_check, solution_id

__all__ = ["sync_source"]

END, END_HEADING = "end", "## What you have now"
AROUND_A_TITLE = re.compile(r"^### (?:Question \w+ · )?| &nbsp; \(.* graded by hand\)$")


def sync_source(course: Path, root: Path = EXERCISES, *, check: bool = False) -> list[Drift]:
    """Bring `source/` in step with the exercise folders, or with `check` only say what differs."""
    assignments = [load_assignment(name, root) for name in find_assignments(root)]
    return [drift for assignment in assignments for drift in _sync(course, assignment, check)]


def _sync(course: Path, assignment: Assignment, check: bool) -> list[Drift]:
    path = course / "source" / assignment.name / f"{assignment.name}.ipynb"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    notebook = _read(path, before) if before else _new_notebook()
    page = Page(notebook.cells)
    _bring_in_step(page, assignment)
    text = nbformat.writes(notebook) + "\n"
    if text != before and not page.found:
        page.note("", "is not written as `chainrule sync` writes it")
    if text != before and not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [Drift(path.relative_to(course), *found) for found in page.in_order()]


def _read(path: Path, text: str) -> NotebookNode:
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:  # nbformat raises its own, json's and jsonschema's errors
        raise SpecError(path, "", f"not a notebook: {error}") from error


def _new_notebook() -> NotebookNode:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebook


def _bring_in_step(page: Page, assignment: Assignment) -> None:
    _begin(page, assignment)
    end = _end(page)
    for exercise in reversed(assignment.exercises):
        end = _exercise(page, exercise, end)
    _questions(page)
    _removed(page, assignment.exercises)
    _order(page, assignment.exercises)


def _begin(page: Page, assignment: Assignment) -> None:
    if not page.cells or page.cells[0].cell_type != "markdown":
        page.add_text(0, "title")
    page.head(0, f"# {assignment.title}")
    place = 0
    for cell in beginning(assignment):
        place = page.write(cell, place + 1)
    for name in () if assignment.given else (GIVEN_TEXT, GIVEN):
        page.remove(name, "earlier assignments give nothing to this one")


def _end(page: Page) -> int:
    last = page.write(hand_in(), len(page.cells))
    place = page.find(END)
    place = page.add_text(last, END) if place is None else place
    page.head(place, END_HEADING)
    return place


def _exercise(page: Page, exercise: Exercise, following: int) -> int:
    """Bring an exercise in step, a new one before what follows it. Returns where it begins."""
    answer, check = answer_cell(exercise), check_cell(exercise)
    there = [place for name in (answer.name, check.name) if (place := page.find(name)) is not None]
    place = page.write(answer, min(there, default=following))
    page.write(check, place + 1)
    start = page.heading_above(place, "##") if there else None
    start = page.add_text(place, f"{exercise.name}-text") if start is None else start
    page.head(start, f"## {exercise.number} · {exercise.title}")
    return start


def _questions(page: Page) -> None:
    """Written questions have letters, and say what they are worth."""
    answers = [place for place, cell in enumerate(page.cells) if is_written_answer(cell)]
    for letter, place in zip(string.ascii_uppercase, answers, strict=False):
        answer, start = page.cells[place], page.heading_above(place, "###")
        if start is None:
            page.note(name_of(answer), "has no question above it, under ### and a title; write one", by_hand=True)
            continue
        title, points = AROUND_A_TITLE.sub("", page.heading(start, "###")), marks_of(answer).get("points", 0)
        worth = f"{points:g} point{'' if points == 1 else 's'}"
        page.head(start, f"### Question {letter} · {title} &nbsp; ({worth}, graded by hand)")


def _removed(page: Page, exercises: Sequence[Exercise]) -> None:
    """Cells of an exercise whose folder is gone: somebody's work may hang on them."""
    names = {exercise.name for exercise in exercises}
    for cell in page.cells:
        name = exercise_of_check(name_of(cell)) if marks_of(cell).get("grade") else None
        if name is not None and name not in names:
            page.note(
                name_of(cell), f"there is no exercise {name}; delete its cells, or bring its folder back", by_hand=True
            )


def _order(page: Page, exercises: Sequence[Exercise]) -> None:
    names = [name for exercise in exercises for name in (solution_id(exercise.name), check_id(exercise.name))]
    for before, name in itertools.pairwise(names):
        if (page.find(name) or 0) < (page.find(before) or 0):
            page.note(
                name, f"stands before {before}, and comes after it in the assignment's order; move it", by_hand=True
            )
