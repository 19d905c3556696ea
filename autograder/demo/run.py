"""`chainrule demo`: a sample class is built, graded, and compared with what it was built to earn.

The class lives in build/demo, a course of its own. It is made by tests/sample_class, which also works out each expected
score without box, notebook or nbgrader.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.batch.jobs import Settings
from autograder.batch.progress import progress
from autograder.demo.course import assignments_of, load_sample_class, make_course, release_assignment
from autograder.demo.result import DemoResult, Row
from autograder.errors import GraderError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.grading import grade_class
from autograder.nbgrader_plugin.preflight import check_course
from autograder.nbgrader_plugin.recording import recorded_scores
from autograder.reports.results import Graded
from autograder.spec import exercises_folder
from autograder.spec.cell_ids import exercise_of_check

__all__ = ["SCRATCH", "recorded_points", "run_demo"]

SCRATCH = Path("build", "demo")


def run_demo(
    course: Path, students: int, settings: Settings, workers: int = 0, assignments: Sequence[str] = ()
) -> DemoResult:
    """Build a class of `students` for each assignment in course/build/demo, grade it, and compare."""
    started = time.monotonic()
    if not 1 <= students <= 100_000:
        raise GraderError(f"--students {students}: at least one is wanted")
    sample = load_sample_class(course)
    scratch = make_course(course, course / SCRATCH, assignments)
    rows = [
        row for name in assignments_of(scratch) for row in _demo(sample, scratch, name, students, settings, workers)
    ]
    return DemoResult(tuple(rows), scratch, settings.seed, round(time.monotonic() - started, 2))


def _demo(sample: Any, course: Path, assignment: str, count: int, settings: Settings, workers: int) -> Iterator[Row]:
    release = release_assignment(course, assignment)
    classroom = sample.build_class(assignment, release, count, settings.seed)
    for student in classroom.students:
        sample.write_submission(course, assignment, student)
    print(f"{assignment}:", file=sys.stderr)
    check_course(course, assignment, exercises_folder(course), settings.store)
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
