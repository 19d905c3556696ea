"""Somebody works on the exercises while a class is being graded: it stops, and nobody loses a grade for it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.batch.asked import Asked
from autograder.batch.jobs import Job
from autograder.batch.worker import grade_job
from autograder.errors import GraderError, SandboxError
from autograder.nbgrader_plugin.grading import grade_class
from autograder.nbgrader_plugin.recording import record, recorded_scores
from autograder.reports.results import Graded
from tests.small_course import without_workers

RIGHT, HALF = "def leaky(x):\n    return x", "def leaky(x):\n    half"
NAMES = ("ada", "bob", "cyd")
ENOUGH_S = 20.0
Change = Callable[[Any], object]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def add_exercise(course: Any) -> None:
    shutil.copytree(course.exercises / "sample" / "leaky", course.exercises / "sample" / "third")


CHANGES: dict[str, tuple[Change, str]] = {
    "edited": (lambda c: edit(c.exercises / "sample/sharp/test_hidden.py", "3.0", "2.0"), "sample/sharp is edited"),
    "half written": (lambda c: (c.exercises / "sample/sharp/test_hidden.py").write_text("def t("), "test_hidden.py"),
    "gone": (lambda c: shutil.rmtree(c.exercises / "sample" / "sharp"), "sample/sharp is gone"),
    "new": (add_exercise, "sample/third is new"),
    "no assignment": (lambda c: shutil.rmtree(c.exercises / "sample"), "no such assignment"),
    "source": (lambda c: edit(c.source, "print(leaky(1))", "print(2)"), "sample.ipynb is edited"),
}


@pytest.fixture
def class_of_three(course: Any, graded_by_text: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Graded once; then everybody but cyd hands in something else."""
    without_workers(monkeypatch)
    for student in NAMES:
        course.submit(student, course.notebook(leaky=HALF))
    record(course.root, "sample", course.grade())
    for student in ("ada", "bob"):
        course.submit(student, course.notebook(leaky=RIGHT))
    return course


def run(course: Any) -> tuple[Graded, ...]:
    return grade_class(course.root, "sample", course.settings(), feedback=False, exercises=course.exercises)


def scores(course: Any) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        return {name: cells["leaky-check"] for name, cells in recorded_scores(gradebook, "sample").items()}


@pytest.fixture
def change_after_ada(class_of_three: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Whoever grades the class makes this change as soon as ada is recorded."""

    def use(change: Change) -> None:
        def grade_batch(jobs: Iterable[Job], *_: Any, **__: Any) -> Iterator[Graded]:
            for job in jobs:
                yield grade_job(job)
                if job.student == "ada":
                    await_score(class_of_three, "ada", 4.0)
                    change(class_of_three)

        monkeypatch.setattr("autograder.batch.early.grade_batch", grade_batch)
        monkeypatch.setattr("autograder.nbgrader_plugin.grading.recall_folder", lambda job: None)

    return use


def await_score(course: Any, student: str, score: float) -> None:
    until = time.monotonic() + ENOUGH_S
    while scores(course)[student] != score:
        assert time.monotonic() < until, f"{student} is not recorded"
        time.sleep(0.02)


@pytest.mark.parametrize("name", CHANGES)
def test_it_stops_and_nobody_loses_a_grade(class_of_three: Any, change_after_ada: Any, name: str) -> None:
    change, said = CHANGES[name]
    change_after_ada(change)
    with pytest.raises(GraderError, match="sample was changed while it was being graded .*run this again") as stopped:
        run(class_of_three)
    assert said in str(stopped.value)
    assert scores(class_of_three) == {"ada": 4.0, "bob": 2.0, "cyd": 2.0}


def test_what_is_finished_is_graded_by_the_same_command(class_of_three: Any, change_after_ada: Any) -> None:
    change_after_ada(lambda course: edit(course.exercises / "sample/sharp/test_hidden.py", "3.0", "2.0"))
    with pytest.raises(GraderError):
        run(class_of_three)
    change_after_ada(lambda course: None)
    assert [entry.failure for entry in run(class_of_three)] == ["", "", ""]
    assert scores(class_of_three) == {"ada": 4.0, "bob": 4.0, "cyd": 2.0}


def touch_all(course: Any) -> None:
    for path in [course.source, *course.exercises.rglob("*.*")]:
        os.utime(path, (1, 1))


def begin_another(course: Any) -> None:
    (course.exercises / "another" / "begun").mkdir(parents=True)
    (course.exercises / "another" / "assignment.toml").write_text("number = ")


@pytest.mark.parametrize("change", [touch_all, begin_another])
def test_what_is_no_change_of_it_stops_nothing(class_of_three: Any, change_after_ada: Any, change: Change) -> None:
    change_after_ada(change)
    assert [entry.failure for entry in run(class_of_three)] == ["", "", ""]
    assert scores(class_of_three) == {"ada": 4.0, "bob": 4.0, "cyd": 2.0}


def test_a_change_while_the_course_is_looked_at(class_of_three: Any) -> None:
    """Between the look at the course and the first student."""
    asked = Asked(class_of_three.root, "sample", class_of_three.exercises)
    add_exercise(class_of_three)
    settings, exercises = class_of_three.settings(), class_of_three.exercises
    with pytest.raises(GraderError, match="sample/third is new"):
        grade_class(class_of_three.root, "sample", settings, feedback=False, exercises=exercises, asked=asked)
    assert scores(class_of_three) == {"ada": 2.0, "bob": 2.0, "cyd": 2.0}


def test_workers_that_see_the_change_first_do_not_have_the_word(course: Any) -> None:
    asked = Asked(course.root, "sample", course.exercises)
    with pytest.raises(SandboxError, match="another chainrule"), asked.comes_first():
        raise SandboxError("a worker has another chainrule")
    add_exercise(course)
    with pytest.raises(GraderError, match="sample/third is new"), asked.comes_first():
        raise SandboxError("a worker has another chainrule")
