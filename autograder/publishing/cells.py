"""An exercise as cells: what the student fills in, what checks it, and what earlier assignments give."""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SpecError
from autograder.spec import Assignment, Exercise
from autograder.spec.cell_ids import GIVEN, check_id, solution_id
from autograder.spec.solution import plain_source, solution_cell

__all__ = ["SUMMARY", "SyncedCell", "answer_cell", "check_cell", "given_cell", "setup_cell", "summary_cell"]

SETUP, SUMMARY = "setup", "summary"
IMPORTS = "import numpy as np\n\nfrom course import checks, data, plots, widgets"
CHECK = """from course import checks


@checks.check_cell({title})
def check_{name}():
{body}"""


@dataclass(frozen=True, slots=True)
class SyncedCell:
    """A cell that `chainrule sync` writes: an edit of it in the notebook is overwritten.

    `name` is its grade_id where it has marks for nbgrader, otherwise its cell id. `origin` says where to edit it.
    """

    name: str
    kind: str
    source: str
    origin: str
    nbgrader: Mapping[str, object] | None = None
    folded: bool = False


def setup_cell() -> SyncedCell:
    """The imports that every notebook begins with."""
    return SyncedCell(SETUP, "code", IMPORTS, "what every notebook begins with", _marks(SETUP, locked=True))


def answer_cell(exercise: Exercise) -> SyncedCell:
    """Signature and docstring, and the body between nbgrader's solution marks."""
    name = solution_id(exercise.name)
    return SyncedCell(name, "code", solution_cell(exercise), "its exercise folder", _marks(name, solution=True))


def check_cell(exercise: Exercise) -> SyncedCell:
    """The body in visible.py as a function that runs at once, so that no name of it stays behind."""
    name = check_id(exercise.name)
    marks = _marks(name, locked=True, points=exercise.max_score)
    return SyncedCell(name, "code", _check_source(exercise), "its exercise folder", marks)


def given_cell(assignment: Assignment) -> SyncedCell:
    """What the assignment is given: right solutions, folded, as nobody needs to read them again."""
    source = "\n\n\n".join(plain_source(exercise) for exercise in assignment.given)
    return SyncedCell(GIVEN, "code", source, "what earlier assignments give", _marks(GIVEN, locked=True), folded=True)


def summary_cell(by_hand: Sequence[str]) -> SyncedCell:
    """The last cell: how the checks stand, and the questions that people will grade."""
    titles = ", ".join(json.dumps(title, ensure_ascii=False) for title in by_hand)
    call = f"summary(by_hand=[{titles}])" if titles else "summary()"
    source = f"from course.summary import summary\n\n{call}"
    return SyncedCell(SUMMARY, "code", source, "the checks and questions above it", _marks(SUMMARY, locked=True))


def _check_source(exercise: Exercise) -> str:
    path = exercise.folder / "visible.py"
    text = path.read_text(encoding="utf-8")
    body = textwrap.indent(re.sub(r"\n{3,}", "\n\n", text.strip()), "    ")
    source = CHECK.format(title=json.dumps(exercise.title, ensure_ascii=False), name=exercise.name, body=body)
    _require_same_meaning(path, text, source)
    return source


def _require_same_meaning(path: Path, text: str, source: str) -> None:
    """Indenting must not change a statement: it would become part of a string that goes over several lines."""
    try:
        meant = ast.parse(text).body
    except SyntaxError as error:
        raise SpecError(path, f"line {error.lineno}", f"not valid Python: {error.msg}") from error
    if not meant:
        raise SpecError(path, "", "no statement in it", "write what the check cell does")
    function = ast.parse(source).body[-1]
    assert isinstance(function, ast.FunctionDef)
    for statement, written in zip(meant, function.body, strict=True):
        if ast.dump(statement) != ast.dump(written):
            problem, remedy = "has a string over several lines", 'write it in one line, with "\\n" in it'
            raise SpecError(path, f"line {statement.lineno}", problem, remedy)


def _marks(
    grade_id: str, *, solution: bool = False, locked: bool = False, points: float | None = None
) -> Mapping[str, object]:
    marks: dict[str, object] = {"grade": points is not None, "grade_id": grade_id, "locked": locked}
    marks |= {"schema_version": 3, "solution": solution, "task": False}
    return marks if points is None else marks | {"points": points}
