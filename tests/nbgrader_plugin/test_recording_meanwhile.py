"""Students are recorded one by one while others are still being graded, and others use the gradebook meanwhile."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import SaveAutoGrades

from autograder.batch.jobs import Job
from autograder.batch.worker import grade_job
from autograder.errors import GraderError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.grading import grade_class
from autograder.nbgrader_plugin.preprocessor import GradeWithHiddenSuites
from autograder.nbgrader_plugin.recording import export_csv, record, recorded_scores
from autograder.nbgrader_plugin.shared_gradebook import one_gradebook
from autograder.reports.results import Graded
from tests.small_course import without_workers

RIGHT = "def leaky(x):\n    return x"
HALF = "def sharp(x):\n    half"
NAMES = ("ada", "bob", "cyd")
ENOUGH_S = 20.0


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


def recorded(course: Any) -> dict[str, dict[str, float | None]]:
    with gradebook_of(course) as gradebook:
        return recorded_scores(gradebook, "sample")


def await_scores(course: Any, student: str) -> None:
    until = time.monotonic() + ENOUGH_S
    while student not in recorded(course):
        assert time.monotonic() < until, f"{student} is not recorded"
        time.sleep(0.02)


@pytest.fixture
def class_of_three(course: Any, graded_by_text: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    for student in NAMES:
        course.submit(student, course.notebook(leaky=RIGHT, sharp=HALF))
    without_workers(monkeypatch)
    return course


@pytest.fixture
def grade_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Iterator[Job]], Iterator[Graded]]], None]:
    """Have the class graded in this process by the given generator."""

    def use(graded: Callable[[Iterator[Job]], Iterator[Graded]]) -> None:
        def grade_batch(jobs: Iterable[Job], *_: Any, **__: Any) -> Iterator[Graded]:
            yield from graded(iter(jobs))

        monkeypatch.setattr("autograder.batch.early.grade_batch", grade_batch)

    return use


def run(course: Any, **options: Any) -> tuple[Graded, ...]:
    settings = course.settings()
    return grade_class(course.root, "sample", settings, feedback=False, exercises=course.exercises, **options)


def test_a_student_is_recorded_while_others_are_graded(class_of_three: Any, grade_by: Any) -> None:
    def one_by_one(jobs: Iterator[Job]) -> Iterator[Graded]:
        for job in jobs:
            yield grade_job(job)
            await_scores(class_of_three, job.student)

    grade_by(one_by_one)
    assert [(entry.student, entry.score) for entry in run(class_of_three)] == [(name, 6.0) for name in NAMES]


def test_graded_in_any_order(class_of_three: Any, grade_by: Any) -> None:
    grade_by(lambda jobs: map(grade_job, reversed(list(jobs))))
    assert [entry.student for entry in run(class_of_three)] == list(NAMES)
    lines = (class_of_three.root / "grades.csv").read_text().splitlines()
    assert [line.split(",")[3] for line in lines] == ["student_id", *NAMES]


def test_an_interruption_while_grading_keeps_who_is_recorded(class_of_three: Any, grade_by: Any) -> None:
    def interrupted(jobs: Iterator[Job]) -> Iterator[Graded]:
        yield grade_job(next(jobs))
        await_scores(class_of_three, "ada")
        raise KeyboardInterrupt

    grade_by(interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(class_of_three)
    assert set(recorded(class_of_three)) == {"ada"}
    grade_by(lambda jobs: map(grade_job, jobs))
    assert all(entry.score == 6.0 for entry in run(class_of_three))
    assert set(recorded(class_of_three)) == set(NAMES)


def test_an_interruption_while_recording_leaves_nobody_half_recorded(
    class_of_three: Any, grade_by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_score = SaveAutoGrades._add_score

    def interrupt(self: Any, cell: Any, resources: Any) -> None:
        add_score(self, cell, resources)
        if self.student_id == "bob":
            raise KeyboardInterrupt

    grade_by(lambda jobs: map(grade_job, jobs))
    with monkeypatch.context() as patch:
        patch.setattr(SaveAutoGrades, "_add_score", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run(class_of_three)
    assert set(recorded(class_of_three)) == {"ada"}
    assert not (class_of_three.root / "autograded" / "bob" / "sample").exists()
    assert all(entry.score == 6.0 for entry in run(class_of_three))


def test_an_end_between_notebook_and_gradebook_leaves_no_mark_for_another_text(
    class_of_three: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notebook is there, what was said in the gradebook is lost, and the scores are the same before and after."""
    course = class_of_three
    record(course.root, "sample", course.grade())
    with gradebook_of(course) as gradebook:
        gradebook.find_grade("question-why", "sample", "sample", "ada").manual_score = 1.5
        gradebook.db.commit()
    answer = course.notebook(leaky=RIGHT, sharp=HALF, question_why="Another one.")
    course.submit("ada", answer, stamp="2026-01-02 03:04:05 UTC")
    with monkeypatch.context() as patch:
        patch.setattr("autograder.nbgrader_plugin.recording._Recording._conclude", _killed)
        with pytest.raises(KeyboardInterrupt):
            record(course.root, "sample", course.grade())
    assert "Another one." in (course.root / "autograded" / "ada" / "sample" / "sample.ipynb").read_text()
    record(course.root, "sample", course.grade())
    with gradebook_of(course) as gradebook:
        grade = gradebook.find_grade("question-why", "sample", "sample", "ada")
        assert (grade.manual_score, grade.needs_manual_grade) == (None, True)
        assert str(gradebook.find_submission("sample", "ada").timestamp) == "2026-01-02 03:04:05"


def _killed(*_: Any) -> None:
    raise KeyboardInterrupt


def test_a_student_whom_nbgrader_refuses(class_of_three: Any, grade_by: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    add_score = SaveAutoGrades._add_score

    def refuse(self: Any, cell: Any, resources: Any) -> None:
        add_score(self, cell, resources)
        if self.student_id == "bob":
            raise ZeroDivisionError("oh")

    monkeypatch.setattr(SaveAutoGrades, "_add_score", refuse)
    grade_by(lambda jobs: map(grade_job, jobs))
    ada, bob, cyd = run(class_of_three)
    assert (ada.score, bob.score, cyd.score) == (6.0, None, 6.0)
    assert "oh" in bob.failure
    assert bob.blame == "grader"
    assert set(recorded(class_of_three)["bob"].values()) == {None}


def test_a_gradebook_that_refuses_ends_the_grading(
    class_of_three: Any, grade_by: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise GraderError("the gradebook does not take the source")

    grade_by(lambda jobs: map(grade_job, jobs))
    monkeypatch.setattr("autograder.nbgrader_plugin.recording.know_assignment", refuse)
    with pytest.raises(GraderError, match="does not take"):
        run(class_of_three)
    assert "running ahead" not in {thread.name for thread in threading.enumerate()}


def test_a_gradebook_that_is_locked_meanwhile_costs_nobody_a_grade(class_of_three: Any) -> None:
    """Said once, and not of each student; what was recorded before stays, pages too."""
    course = class_of_three
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("c.CourseDirectory.db_url = 'sqlite:///gradebook.db?timeout=0.1'\n")
    record(course.root, "sample", course.grade())
    before = recorded(course)
    course.submit("bob", course.notebook(leaky=HALF))
    course.submit("cyd", b"{ no")
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for changed in ("bob", "cyd"):
            with pytest.raises(GraderError, match="cannot be used"):
                record(course.root, "sample", [entry for entry in course.grade() if entry.student == changed])
    assert recorded(course) == before
    assert (course.root / "autograded" / "cyd" / "sample" / "sample.ipynb").exists()
    assert record(course.root, "sample", course.grade())["bob"] is None


def test_a_gradebook_that_fails_between_two_students(class_of_three: Any) -> None:
    course = class_of_three
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("c.CourseDirectory.db_url = 'sqlite:///gradebook.db?timeout=0.1'\n")
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db", isolation_level=None)) as other:

        def then_locked() -> Iterator[Graded]:
            ada, bob, cyd = course.grade()
            yield ada
            other.execute("BEGIN IMMEDIATE")
            yield bob
            yield cyd

        with pytest.raises(GraderError, match="cannot be used: database is locked"):
            record(course.root, "sample", then_locked())
    assert set(recorded(course)) == {"ada"}


def test_others_may_write_between_two_students(class_of_three: Any) -> None:
    """What they change counts for everybody: the gradebook is neither held nor remembered."""
    with (class_of_three.root / "nbgrader_config.py").open("a") as file:
        file.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    for student in NAMES:
        class_of_three.submit(student, class_of_three.notebook(leaky=RIGHT), stamp="2026-01-02 03:04:05 UTC")

    def with_a_new_duedate() -> Iterator[Graded]:
        ada, bob, _ = class_of_three.grade()
        yield ada
        with gradebook_of(class_of_three) as gradebook:
            gradebook.update_or_create_assignment("sample", duedate="2026-01-01 00:00:00 UTC")
        yield bob

    assert record(class_of_three.root, "sample", with_a_new_duedate()) == {"ada": None, "bob": None}
    export_csv(class_of_three.root, class_of_three.root / "grades.csv")
    rows = [line.split(",") for line in (class_of_three.root / "grades.csv").read_text().splitlines()[1:]]
    assert [row[3:10:3] for row in rows] == [["ada", "", "0.0"], ["bob", "", "0.0"]]
    assert [row[7:9] for row in rows] == [["4.0", "4.0"], ["4.0", "4.0"]]


def test_a_source_that_changes_between_two_students(class_of_three: Any) -> None:
    def with_a_new_source() -> Iterator[Graded]:
        ada, bob, _ = class_of_three.grade()
        yield ada
        class_of_three.source.write_text(class_of_three.source.read_text().replace("print(leaky(1))", "print(2)"))
        yield bob

    outcomes = record(class_of_three.root, "sample", with_a_new_source())
    assert outcomes["ada"] is None
    assert "the source of sample was changed" in (outcomes["bob"] or "")


def test_the_shared_gradebook_answers_as_nbgraders_own(class_of_three: Any) -> None:
    record(class_of_three.root, "sample", class_of_three.grade())
    cell, place = "leaky-check", ("sample", "sample")
    questions = [
        ("find_assignment", ("sample",)),
        ("find_notebook", place),
        ("find_student", ("ada",)),
        ("find_source_cell", (cell, *place)),
        ("find_graded_cell", (cell, *place)),
        ("find_submission", ("sample", "ada")),
        ("find_submission_notebook", (*place, "ada")),
        ("find_grade", (cell, *place, "ada")),
        ("find_comment", ("leaky", *place, "ada")),
    ]
    with (
        quiet_log() as (logger, _),
        nbgrader_app(class_of_three.root, logger) as (_, coursedir),
        one_gradebook(coursedir),
        open_gradebook(coursedir) as shared,
        gradebook_of(class_of_three) as own,
    ):
        for question, names in questions:
            assert getattr(shared, question)(*names).id == getattr(own, question)(*names).id
            for k in range(len(names)):
                with pytest.raises(MissingEntry):
                    getattr(shared, question)(*names[:k], "nobody", *names[k + 1 :])


def test_workers_can_start_before_nbgrader_is_loaded(checkout: Path) -> None:
    code = "import sys, autograder.commands.grade, autograder.nbgrader_plugin.grading; print('nbgrader' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_is_no_notebook_any_more_is_not_written(class_of_three: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    grade = GradeWithHiddenSuites.preprocess

    def spoil(self: Any, nb: Any, resources: Any) -> tuple[Any, Any]:
        nb, resources = grade(self, nb, resources)
        del nb.cells[0]["source"]
        return nb, resources

    monkeypatch.setattr(GradeWithHiddenSuites, "preprocess", spoil)
    failures = record(class_of_three.root, "sample", class_of_three.grade())
    assert all("source" in (failures[name] or "") for name in NAMES)
    assert not (class_of_three.root / "autograded" / "ada" / "sample").exists()
    assert set(recorded(class_of_three)["ada"].values()) <= {None}
