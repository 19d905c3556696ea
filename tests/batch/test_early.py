"""Workers that get ready before it is known what they will grade."""

from __future__ import annotations

import multiprocessing
import os
from typing import Any

import pytest

from autograder.batch import early
from autograder.batch.desk import DESK
from autograder.batch.early import early_workers
from autograder.batch.jobs import Settings
from autograder.batch.pool import clean_processes
from autograder.batch.run import recall_folder

RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)"


@pytest.fixture
def class_of_three(course: Any) -> Any:
    for student in ("ada", "bob", "cyd"):
        course.submit(student, course.notebook(leaky=RIGHT))
    return course


@pytest.fixture
def readied() -> list[Any]:
    """What workers do first."""
    return []


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, readied: list[Any]) -> list[int]:
    """How many workers each time."""
    counts: list[int] = []

    def counted(workers: int, *ready: Any) -> Any:
        counts.append(workers)
        readied.extend(ready)
        return clean_processes(workers, *ready)

    monkeypatch.setattr(early, "clean_processes", counted)
    return counts


def end_worker(settings: Settings) -> None:
    """In the place of a proof: it goes to a worker by its name."""
    if multiprocessing.parent_process() is not None:
        os._exit(1)


def scores(graded: Any) -> list[float | None]:
    return [entry.score for entry in graded]


def test_those_that_got_ready_grade(class_of_three: Any, started: list[int]) -> None:
    jobs = class_of_three.jobs()
    with early_workers(jobs, 2) as workers:
        workers.prove(jobs[0].settings)
        assert started == [2]
        assert scores(workers.grade(jobs)) == [8.0, 8.0, 8.0]
    assert started == [2]


def test_there_are_no_more_than_submissions(class_of_three: Any, started: list[int]) -> None:
    jobs = class_of_three.jobs()[:1]
    with early_workers(jobs, 8) as workers:
        assert scores(workers.grade(jobs)) == [8.0]
    assert started == [1]


@pytest.mark.parametrize(("workers", "foreseen"), [(2, 1), (3, 0)])
def test_the_suites_are_foreseen_for_many(
    class_of_three: Any, started: list[int], readied: list[Any], workers: int, foreseen: int
) -> None:
    """In this process: each worker does the same before its first submission."""
    with early_workers(class_of_three.jobs(), workers):
        pass
    [ready] = readied
    with pytest.MonkeyPatch.context() as patch:
        proven, known = list[Any](), list[Any]()
        patch.setattr(DESK, "prove", proven.append)
        patch.setattr("autograder.grading.suite.foresee_suites", lambda *what: known.append(what))
        ready()
    assert (len(proven), len(known)) == (1, foreseen)


def test_where_nothing_is_new_none_are_started(class_of_three: Any, started: list[int]) -> None:
    jobs = class_of_three.jobs()
    class_of_three.grade()
    assert all(map(recall_folder, jobs))
    with early_workers(jobs, 2) as workers:
        assert scores(workers.grade(())) == []
    with early_workers((), 2):
        pass
    assert started == []


def test_one_new_between_two_old_ones_is_graded(class_of_three: Any, started: list[int]) -> None:
    class_of_three.grade()
    class_of_three.submit("bob", class_of_three.notebook())
    jobs = class_of_three.jobs()
    with early_workers(jobs, 1) as workers:
        assert scores(workers.grade(jobs[1:2])) == [0.0]
    assert started == [1]


def test_workers_that_have_died_are_replaced(
    class_of_three: Any, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early, "prove", end_worker)
    jobs = class_of_three.jobs()
    with early_workers(jobs, 1) as workers:
        workers.prove(jobs[0].settings)
        assert scores(workers.grade(jobs)) == [8.0, 8.0, 8.0]
    assert started == [1, 1]


def test_they_end_with_whoever_wanted_them(class_of_three: Any) -> None:
    with pytest.raises(KeyError), early_workers(class_of_three.jobs(), 2):
        raise KeyError
    assert not multiprocessing.active_children()


def test_where_none_can_be_started_nobody_waits_for_them(class_of_three: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(early, "clean_processes", refuse)
    jobs = class_of_three.jobs()
    with early_workers(jobs, 1) as workers:
        workers.prove(jobs[0].settings)
        monkeypatch.setattr(early, "clean_processes", clean_processes)
        assert scores(workers.grade(jobs)) == [8.0, 8.0, 8.0]
