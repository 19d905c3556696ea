"""`chainrule demo`: a sample class is built, graded, and compared with what it was built to earn.

The class lives in build/demo, a course of its own. It is made by tests/sample_class, which also works out each expected
score without box, notebook or nbgrader.
"""

from __future__ import annotations

import importlib.util
import json
import math
import shutil
import sys
import time
import types
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nbgrader.converters import GenerateAssignment

from autograder.batch.jobs import Settings, draw_seed
from autograder.batch.progress import progress
from autograder.batch.store import store_folder
from autograder.errors import GraderError
from autograder.nbgrader_plugin import grade_class
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.recording import recorded_scores
from autograder.reports.results import Graded
from autograder.spec.cell_ids import exercise_of_check

__all__ = ["DemoResult", "Row", "load_sample_class", "make_course", "recorded_points", "release_assignment"]
__all__ += ["run", "run_demo"]

SAMPLE = Path("tests", "sample_class")
SCRATCH = Path("build", "demo")
LONG_TABLE = 40
COMMON = 8
SHOWN = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One student in one assignment: the score in nbgrader's gradebook beside the score that was earned.

    None stands for what cannot be graded. `note` says what befell the notebook, `failure` why it was not graded;
    `misconceptions` are those that the student was told about.
    """

    assignment: str
    student: str
    score: float | None
    expected: float | None
    max_score: float
    note: str
    failure: str
    misconceptions: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        if self.score is None or self.expected is None:
            return self.score is self.expected
        return math.isclose(self.score, self.expected, abs_tol=1e-9)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """A graded sample class. `course` is where its gradebook, feedback pages and CSV are."""

    rows: tuple[Row, ...]
    course: Path
    seed: int
    seconds: float

    @property
    def agree(self) -> bool:
        return all(row.agrees for row in self.rows)

    def misconceptions(self) -> list[tuple[str, int]]:
        """What the class was told, the most common first."""
        return Counter(name for row in self.rows for name in row.misconceptions).most_common()

    def to_dict(self) -> dict[str, Any]:
        return {
            "students": [asdict(row) | {"agrees": row.agrees} for row in self.rows],
            "agree": self.agree,
            "misconceptions": dict(self.misconceptions()),
            "course": str(self.course),
            "feedback": str(self.course / "feedback"),
            "csv": str(self.course / "grades.csv"),
            "seed": self.seed,
            "seconds": self.seconds,
        }


def run(options: Namespace, course: Path) -> int:
    """The command: 0 when every score agrees, else 1. Raises GraderError where no class can be built."""
    if options.workers < 1:
        raise GraderError(f"--workers {options.workers}: at least one is wanted")
    seed = draw_seed() if options.seed is None else options.seed
    settings = Settings(store_folder(course / SCRATCH), seed, pinned=True, unsandboxed=options.unsandboxed)
    chosen = [options.assignment] if options.assignment else []
    result = run_demo(course, options.students, settings, options.workers, chosen)
    if options.json:
        print(json.dumps(result.to_dict(), ensure_ascii=False))
    else:
        print("\n".join(_lines(result, options.students)))
    return int(not result.agree)


def run_demo(
    course: Path, students: int, settings: Settings, workers: int = 0, assignments: Sequence[str] = ()
) -> DemoResult:
    """Build a class of `students` for each assignment in course/build/demo, grade it, and compare."""
    started = time.monotonic()
    if not 1 <= students <= 100_000:
        raise GraderError(f"--students {students}: at least one is wanted")
    sample = load_sample_class(course)
    scratch = make_course(course, course / SCRATCH, assignments)
    rows = [row for name in _assignments(scratch) for row in _demo(sample, scratch, name, students, settings, workers)]
    return DemoResult(tuple(rows), scratch, settings.seed, round(time.monotonic() - started, 2))


def load_sample_class(course: Path) -> types.ModuleType:
    """The package tests/sample_class of the checkout at `course`; an installed chainrule does not carry it."""
    start = course / SAMPLE / "__init__.py"
    if not start.is_file():
        raise GraderError(f"{SAMPLE} is missing: the demo needs a checkout of chainrule, and {course} is none")
    spec = importlib.util.spec_from_file_location("sample_class", start, submodule_search_locations=[str(start.parent)])
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["sample_class"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_course(course: Path, scratch: Path, assignments: Sequence[str] = ()) -> Path:
    """A fresh course folder at `scratch` with the configuration and the source notebooks of `course`."""
    names = list(assignments) or _assignments(course)
    known = _assignments(course)
    for name in names:
        if name not in known:
            raise GraderError(f"no such assignment: {name}; known: {', '.join(known)}")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    shutil.copy(course / "nbgrader_config.py", scratch)
    for name in names:
        shutil.copytree(course / "source" / name, scratch / "source" / name)
    return scratch


def _assignments(course: Path) -> list[str]:
    return sorted(path.stem for path in course.glob("source/*/*.ipynb") if path.stem == path.parent.name)


def _demo(sample: Any, course: Path, assignment: str, count: int, settings: Settings, workers: int) -> Iterator[Row]:
    release = release_assignment(course, assignment)
    classroom = sample.build_class(assignment, release, count, settings.seed)
    for student in classroom.students:
        sample.write_submission(course, assignment, student)
    print(f"{assignment}:", file=sys.stderr)
    entries = grade_class(course, assignment, settings, workers=workers, stream=sys.stderr)
    graded = {entry.student: entry for entry in entries}
    scores = recorded_points(course, assignment)
    expectation = sample.Expectation(classroom.order, settings.seed)
    max_score = sum(exercise.max_score for exercise in classroom.order)
    with progress(count, sys.stderr, f"{assignment}: worked out") as tick:
        for student in classroom.students:
            expected = None if student.graded is None else expectation.score(student.graded)
            entry = graded[student.name]
            score, told = scores.get(student.name), _told(entry)
            yield Row(assignment, student.name, score, expected, max_score, student.damage, entry.failure, told)
            tick()


def release_assignment(course: Path, assignment: str) -> Path:
    """Let nbgrader release an assignment; the released notebook."""
    with quiet_log() as (logger, lines), nbgrader_app(course, logger) as (app, coursedir):
        coursedir.assignment_id = assignment
        converter = GenerateAssignment(coursedir=coursedir, parent=app)
        converter.create_assignment = True
        try:
            converter.start()
        except (Exception, SystemExit) as error:  # nbgrader ends the process where it cannot go on
            raise GraderError(f"nbgrader does not release {assignment}: {lines or error}") from error
    return course / "release" / assignment / f"{assignment}.ipynb"


def recorded_points(course: Path, assignment: str) -> Mapping[str, float | None]:
    """What the gradebook says: student -> points of the check cells; None where one of them has no score."""
    with (
        quiet_log() as (logger, _),
        nbgrader_app(course, logger) as (_, coursedir),
        open_gradebook(coursedir) as grades,
    ):
        scores = recorded_scores(grades, assignment)
    checks = {s: [value for name, value in cells.items() if exercise_of_check(name)] for s, cells in scores.items()}
    return {student: _total(values) for student, values in checks.items()}


def _total(points: Sequence[float | None]) -> float | None:
    known = [value for value in points if value is not None]
    return sum(known) if known and len(known) == len(points) else None


def _told(entry: Graded) -> tuple[str, ...]:
    return tuple(f"{report.exercise}: {report.diagnosis.name}" for report in entry.reports if report.diagnosis)


def _lines(result: DemoResult, students: int) -> Iterator[str]:
    for assignment in dict.fromkeys(row.assignment for row in result.rows):
        yield from _table(assignment, [row for row in result.rows if row.assignment == assignment])
    yield from _common(result)
    wrong = sum(not row.agrees for row in result.rows)
    verdict = "every score agrees" if not wrong else f"{wrong} scores differ from what was earned"
    yield f"{len(result.rows)} submissions in {result.seconds:.0f} s: {verdict}."
    yield f"feedback   {result.course / 'feedback'}"
    yield f"grades     {result.course / 'grades.csv'}"
    yield f"again      chainrule demo --students {students} --seed {result.seed}"


def _table(assignment: str, rows: Sequence[Row]) -> Iterator[str]:
    yield f"{assignment}: {len(rows)} students, {rows[0].max_score:g} points"
    shown = rows if len(rows) <= LONG_TABLE else [row for row in rows if not row.agrees or row.expected is None]
    width = max((len(row.student) for row in shown), default=7)
    yield f"  {'student':{width}}  score  expected"
    for row in shown:
        mark = "✓" if row.agrees else "✗ DIFFERS"
        numbers = f"{_points(row.score):>5}  {_points(row.expected):>8}"
        yield f"  {row.student:{width}}  {numbers} {mark}  {_remark(row)}".rstrip()
    if len(shown) < len(rows):
        yield f"  and {len(rows) - len(shown)} more, who all agree"
    yield ""


def _remark(row: Row) -> str:
    """What befell the notebook, and what the student was told about."""
    told = [name.split(": ")[-1] for name in row.misconceptions]
    more = [f"{len(told) - SHOWN} more"] if len(told) > SHOWN else []
    words = [f"not graded: {row.note}" if row.failure else row.note, ", ".join(told[:SHOWN] + more)]
    return " · ".join(filter(None, words))


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _common(result: DemoResult) -> Iterator[str]:
    told = result.misconceptions()
    if told:
        yield f"{sum(count for _, count in told)} misconceptions named, of {len(told)} kinds; the most common:"
        yield from (f"  {count:4} × {name}" for name, count in told[:COMMON])
        yield ""
