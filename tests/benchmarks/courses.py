"""Two courses with one class: a plain nbgrader course whose check cells hold the hidden tests, and chainrule's."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.spec import Exercise, load_assignment
from autograder.spec.solution import plain_source
from tests.sample_class.answers import TEMPERS, Bank

IN_KERNEL = Path(__file__).resolve().parent / "in_kernel.py"
CHECKOUT = IN_KERNEL.parents[2]
EXERCISES = Path("autograder", "exercises")
PLAIN_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'plain'\n"
HELPER = "_hidden = {{}}\nexec({}, _hidden)\ngrade_in_kernel = _hidden['grade_in_kernel']"
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS\n"

# Numbers that differ from everybody else's in their last bits, and are as right or wrong as they were.
APART = """

def _apart(function, factor={factor!r}):
    def scaled(value):
        if isinstance(value, (tuple, list)):
            return type(value)(map(scaled, value))
        if isinstance(value, dict):
            return {{key: scaled(entry) for key, entry in value.items()}}
        is_real = getattr(value, "dtype", np.dtype(type(value)) if type(value) is float else None) == np.float64
        return value * factor if is_real else value
    return lambda *arguments, **keywords: scaled(function(*arguments, **keywords))
{wrapped}
"""

Notebook = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """What one student wrote: exercise -> text of the solution cell."""

    student: str
    sources: dict[str, str]


def draw_class(assignment: str, count: int, seed: int) -> list[Answers]:
    """`count` students in the tempers of the sample class, with sound notebooks: a damaged one stops plain nbgrader.

    Names begin with `a` and `b` in turn, so that a pattern finds half of the class.
    """
    banks = [Bank(exercise) for exercise in load_assignment(assignment).exercises]
    return [_draw(k, banks, np.random.default_rng([seed, k])) for k in range(count)]


def _draw(k: int, banks: Sequence[Bank], rng: np.random.Generator) -> Answers:
    temper = str(rng.choice(list(TEMPERS)))
    picked = [bank.pick(rng, temper) for bank in banks]
    return Answers(f"{'ab'[k % 2]}{k:03d}", {answer.exercise: answer.source.strip() for answer in picked})


def set_apart(assignment: str, classroom: Sequence[Answers]) -> list[Answers]:
    """The same class, in which no two students return the same numbers to the last bit."""
    exercises = load_assignment(assignment).exercises
    return [_set_apart(answers, 1.0 + (k + 1) * 2.0**-50, exercises) for k, answers in enumerate(classroom)]


def _set_apart(answers: Answers, factor: float, exercises: Sequence[Exercise]) -> Answers:
    sources = dict(answers.sources)
    for exercise in exercises:
        wrapped = "".join(f"\nif '{name}' in globals(): {name} = _apart({name})" for name in exercise.functions)
        sources[exercise.name] += APART.format(factor=factor, wrapped=wrapped)
    return Answers(answers.student, sources)


def make_chainrule_course(folder: Path, assignment: str, *, whole: bool) -> None:
    """This checkout's course. Without `whole`, experiment cells and prose are left out.

    A mistake costs points wherever it shows, as in stock nbgrader; where it comes from is found out all the same.
    """
    _write(folder, assignment, _source(assignment, whole=whole))
    shutil.copy(CHECKOUT / "nbgrader_config.py", folder)
    exercises = shutil.copytree(CHECKOUT / EXERCISES, folder / EXERCISES, ignore=shutil.ignore_patterns("__pycache__"))
    settings = exercises / assignment / "assignment.toml"
    settings.write_text(f"carried_errors_cost = true\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")


def make_plain_course(folder: Path, assignment: str, seed: int, *, whole: bool) -> None:
    """The same notebook with the tests in its check cells, and nbgrader as it is installed."""
    notebook = _source(assignment, whole=whole)
    exercises = {f"{exercise.name}-check": exercise for exercise in load_assignment(assignment).exercises}
    for cell in notebook["cells"]:
        exercise = exercises.get(_grade_id(cell))
        if exercise:
            cell["source"] = HIDDEN.format(check_cell(exercise, seed))
    setup = next(k for k, cell in enumerate(notebook["cells"]) if _grade_id(cell) == "setup")
    helper = copy.deepcopy(notebook["cells"][setup]) | {
        "id": "helper",
        "source": HELPER.format(_quoted(IN_KERNEL.read_text())),
    }
    helper["metadata"]["nbgrader"]["grade_id"] = "helper"
    notebook["cells"].insert(setup + 1, helper)
    _write(folder, assignment, notebook)
    (folder / "nbgrader_config.py").write_text(PLAIN_CONFIG)


def check_cell(exercise: Exercise, seed: int) -> str:
    """A graded cell that runs the exercise's hidden tests and ends with the points."""
    reference = "\n\n\n".join(plain_source(each) for each in (*exercise.earlier, exercise))
    suite = (exercise.folder / "test_hidden.py").read_text(encoding="utf-8").replace("import pytest\n", "")
    values = {name: (len(names), set(exercise.opaque.get(name, ()))) for name, names in exercise.functions.items()}
    rest = f"{exercise.key!r}, {seed}, {values!r}, {dict(exercise.points)!r}, REFERENCE, SUITE"
    return f"REFERENCE = {_quoted(reference)}\nSUITE = {_quoted(suite)}\ngrade_in_kernel(globals(), {rest})"


def submit(folder: Path, assignment: str, classroom: Sequence[Answers]) -> None:
    """Fill the released notebook for each student and put it where nbgrader collects."""
    released = json.loads((folder / "release" / assignment / f"{assignment}.ipynb").read_text(encoding="utf-8"))
    for answers in classroom:
        notebook = copy.deepcopy(released)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code" and _grade_id(cell) in answers.sources:
                cell["source"] = answers.sources[_grade_id(cell)]
        path = folder / "submitted" / answers.student / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
        (path.parent / "timestamp.txt").write_text("2026-03-01 12:00:00 UTC")


def _source(assignment: str, *, whole: bool) -> Notebook:
    path = CHECKOUT / "source" / assignment / f"{assignment}.ipynb"
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if whole or _grade_id(cell)]
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def _write(folder: Path, assignment: str, notebook: Notebook) -> None:
    path = folder / "source" / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _grade_id(cell: Notebook) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _quoted(source: str) -> str:
    """Source as a literal that a person can read."""
    if "'''" in source or source.endswith(("'", "\\")):
        return repr(source)
    return f"r'''{source}'''"


def recorded(folder: Path, assignment: str) -> Iterator[tuple[str, dict[str, float | None]]]:
    """What nbgrader's gradebook says: (student, {check cell: automatic score})."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for submission in gradebook.find_assignment(assignment).submissions:
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            yield submission.student.id, {g.name: g.auto_score for g in grades if g.name.endswith("-check")}
