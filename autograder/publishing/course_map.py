"""The map of the whole course: what needs what, on one page and in a sentence at the top of each notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.publishing.drift import Drift
from autograder.publishing.words import concepts, listed
from autograder.spec import Assignment, Exercise

__all__ = ["COURSE_PAGE", "course_page", "place_of", "sync_course_page"]

COURSE_PAGE = "course.md"
INTRODUCTION = """# The course, and what needs what

An assignment gives what it needs of earlier ones in a locked cell near its top: nobody has to finish one to go on.
Ids in brackets are the lectures' concepts; `from course import lectures; lectures.index()` says what each of them is.
"""
HEADING = "| | assignment | exercises | builds on | comes back in |"


def place_of(assignment: Assignment, assignments: Sequence[Assignment]) -> str:
    """Where an assignment stands among all of them, in Markdown; nothing where it is the only one."""
    if len(assignments) < 2:
        return ""
    before, after = _builds_on(assignment, assignments), _comes_back_in(assignment, assignments)
    parts = [f"Assignment {assignment.number} of {len(assignments)}"]
    parts += [f"it builds on {_in_words(before)}"] if before else []
    parts += [f"what it builds comes back in {_in_words(after)}"] if after else []
    return f"*{'; '.join(parts)}.*"


def course_page(assignments: Sequence[Assignment]) -> str:
    """All assignments with their exercises, in Markdown."""
    table = [HEADING, "|---|---|---|---|---|", *(_row(each, assignments) for each in assignments)]
    return "\n".join([INTRODUCTION, *table, "", *(line for each in assignments for line in _section(each))])


def sync_course_page(course: Path, assignments: Sequence[Assignment], *, check: bool = False) -> list[Drift]:
    """Bring the page in step in a course that has a folder `docs`, or with `check` only say that it differs."""
    path, text = course / "docs" / COURSE_PAGE, course_page(assignments)
    if not path.parent.is_dir() or (path.exists() and path.read_text(encoding="utf-8") == text):
        return []
    if not check:
        path.write_text(text, encoding="utf-8")
    return [Drift(path.relative_to(course), "", "is not what the exercises say")]


def _row(assignment: Assignment, assignments: Sequence[Assignment]) -> str:
    before, after = _builds_on(assignment, assignments), _comes_back_in(assignment, assignments)
    name, count = f"{assignment.title} (`{assignment.name}`)", len(assignment.exercises)
    return f"| {assignment.number} | {name} | {count} | {_numbers(before)} | {_numbers(after)} |"


def _section(assignment: Assignment) -> Iterator[str]:
    yield f"## {assignment.number} · {assignment.title}\n"
    for exercise in assignment.exercises:
        needs = [f"{other.assignment} {other.number}" for other in exercise.earlier]
        builds = f"; builds on {listed(needs)}" if needs else ""
        ids = f" ({concepts(exercise.lectures)})" if exercise.lectures else ""
        yield f"{exercise.number}. {exercise.title}{ids}: {_functions(exercise)}{builds}"
    yield ""


def _functions(exercise: Exercise) -> str:
    return ", ".join(f"`{function}`" for function in exercise.functions)


def _builds_on(assignment: Assignment, assignments: Sequence[Assignment]) -> list[Assignment]:
    names = {exercise.assignment for exercise in assignment.given}
    return [other for other in assignments if other.name in names]


def _comes_back_in(assignment: Assignment, assignments: Sequence[Assignment]) -> list[Assignment]:
    return [other for other in assignments if assignment in _builds_on(other, assignments)]


def _in_words(assignments: Sequence[Assignment]) -> str:
    return listed([f"{each.number} ({each.title})" for each in assignments])


def _numbers(assignments: Sequence[Assignment]) -> str:
    return ", ".join(str(each.number) for each in assignments)
