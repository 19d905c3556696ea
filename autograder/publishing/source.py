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
from autograder.publishing.cells import SUMMARY, SyncedCell, answer_cell, check_cell, summary_cell
from autograder.publishing.common import GIVEN_TEXT, beginning, hand_in
from autograder.publishing.course_map import sync_course_page
from autograder.publishing.draft import Draft, is_written_answer, marks_of, name_of
from autograder.publishing.drift import Drift
from autograder.spec import EXERCISES, Assignment, Exercise, find_assignments, load_assignment
from autograder.spec.cell_ids import GIVEN, check_id, exercise_of_check, solution_id

__all__ = ["sync_source"]

TITLE, END, END_HEADING = "title", "end", "## What you have now"
AROUND_A_TITLE = re.compile(r"^### (?:Question \w+ · )?| &nbsp; \(.* graded by hand\)$")


def sync_source(course: Path, root: Path = EXERCISES, *, check: bool = False) -> list[Drift]:
    """Bring `source/` in step with the exercise folders, or with `check` only say what differs."""
    assignments = [load_assignment(name, root) for name in find_assignments(root)]
    drifts = [drift for assignment in assignments for drift in _sync(course, assignment, assignments, check)]
    return [*drifts, *sync_course_page(course, assignments, check=check)]


def _sync(course: Path, assignment: Assignment, assignments: Sequence[Assignment], check: bool) -> list[Drift]:
    path = course / "source" / assignment.name / f"{assignment.name}.ipynb"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    notebook = _read(path, before) if before else _new_notebook()
    draft = Draft(notebook.cells)
    _bring_in_step(draft, assignment, list(beginning(assignment, assignments)))
    text = nbformat.writes(notebook) + "\n"
    if text != before and not draft.found:
        draft.note("", "is not written as `chainrule sync` writes it")
    if text != before and not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [Drift(path.relative_to(course), *found) for found in draft.in_order()]


def _read(path: Path, text: str) -> NotebookNode:
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:  # nbformat raises its own, json's and jsonschema's errors
        raise SpecError(path, "", f"not a notebook: {error}") from error


def _new_notebook() -> NotebookNode:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return notebook


def _bring_in_step(draft: Draft, assignment: Assignment, first: Sequence[SyncedCell]) -> None:
    _require_free_names(assignment, first)
    _begin(draft, assignment, first)
    following = _end(draft)
    for exercise in reversed(assignment.exercises):
        following = _exercise(draft, exercise, following)
    draft.write(summary_cell(_questions(draft)), len(draft.cells))
    _removed(draft, assignment.exercises)
    _order(draft, assignment.exercises)


def _require_free_names(assignment: Assignment, first: Sequence[SyncedCell]) -> None:
    taken = {TITLE, END, GIVEN, SUMMARY, *(cell.name for cell in first)}
    for exercise in assignment.exercises:
        if exercise.name in taken:
            problem = "its name is that of a cell in every notebook"
            raise SpecError(exercise.folder, "", problem, "call the exercise something else")


def _begin(draft: Draft, assignment: Assignment, first: Sequence[SyncedCell]) -> None:
    if not draft.cells or draft.cells[0].cell_type != "markdown":
        draft.add_text(0, TITLE)
    draft.head(0, f"# {assignment.title}")
    place = 0
    for cell in first:
        place = draft.write(cell, place + 1)
    for name in () if assignment.given else (GIVEN_TEXT, GIVEN):
        draft.remove(name, "earlier assignments give nothing to this one")


def _end(draft: Draft) -> int:
    summary = draft.find(SUMMARY)
    last = draft.write(hand_in(), len(draft.cells) if summary is None else summary)
    place = draft.find(END)
    place = draft.add_text(last, END) if place is None else place
    draft.head(place, END_HEADING)
    return place


def _exercise(draft: Draft, exercise: Exercise, following: int) -> int:
    """Bring an exercise in step, a new one before what follows it. Returns where it begins."""
    answer, check = answer_cell(exercise), check_cell(exercise)
    there = [place for name in (answer.name, check.name) if (place := draft.find(name)) is not None]
    place = draft.write(answer, min(there, default=following))
    draft.write(check, place + 1)
    start = draft.heading_above(place, "##") if there else None
    start = draft.add_text(place, f"{exercise.name}-text") if start is None else start
    draft.head(start, f"## {exercise.number} · {exercise.title}")
    return start


def _questions(draft: Draft) -> list[str]:
    """Written questions have letters, and say what they are worth. Returns their letters and titles."""
    titles = []
    answers = [place for place, cell in enumerate(draft.cells) if is_written_answer(cell)]
    for letter, place in zip(string.ascii_uppercase, answers, strict=False):
        answer, start = draft.cells[place], draft.heading_above(place, "###")
        if start is None:
            draft.note(name_of(answer), "has no question above it, under ### and a title; write one", by_hand=True)
            continue
        title, points = AROUND_A_TITLE.sub("", draft.heading(start, "###")), marks_of(answer).get("points", 0)
        worth = f"{points:g} point{'' if points == 1 else 's'}"
        titles.append(f"Question {letter} · {title}")
        draft.head(start, f"### {titles[-1]} &nbsp; ({worth}, graded by hand)")
    return titles


def _removed(draft: Draft, exercises: Sequence[Exercise]) -> None:
    """Cells of an exercise whose folder is gone: somebody's work may hang on them."""
    names = {exercise.name for exercise in exercises}
    for cell in draft.cells:
        name = exercise_of_check(name_of(cell)) if marks_of(cell).get("grade") else None
        if name is not None and name not in names:
            draft.note(
                name_of(cell), f"there is no exercise {name}; delete its cells, or bring its folder back", by_hand=True
            )


def _order(draft: Draft, exercises: Sequence[Exercise]) -> None:
    names = [name for exercise in exercises for name in (solution_id(exercise.name), check_id(exercise.name))]
    for before, name in itertools.pairwise(names):
        if (draft.find(name) or 0) < (draft.find(before) or 0):
            draft.note(
                name, f"stands before {before}, and comes after it in the assignment's order; move it", by_hand=True
            )
