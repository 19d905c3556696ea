"""Many submissions: side by side, each on its own, whatever happens to a worker."""

from __future__ import annotations

import dataclasses
import fcntl
import importlib
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.desk import DESK
from autograder.batch.jobs import Job, find_jobs, refuse_job
from autograder.batch.pool import PRELOADED
from autograder.batch.progress import _Pace, progress, progress_line
from autograder.batch.run import DIED, grade_batch
from autograder.errors import GraderError, SandboxError

RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)"
WRONG = "def leaky_relu(x, slope=0.01):\n    return np.maximum(x, 0.0)"


class Bomb:
    """Ends the process that unpickles it, as a killed worker ends."""

    def __reduce__(self) -> Any:
        return os._exit, (1,)


@pytest.fixture
def class_of_four(course: Any) -> Any:
    course.submit("ada", course.notebook(leaky=RIGHT, sharp=RIGHT))
    course.submit("bob", course.notebook(leaky=WRONG, sharp=WRONG))
    course.submit("cyd", course.notebook())
    course.submit("eve", b"{ no")
    return course


EXPECTED = {"ada": 8.0, "bob": 4.0, "cyd": 0.0, "eve": None}


def test_processes_of_this_machine(class_of_four: Any) -> None:
    graded = list(grade_batch(class_of_four.jobs(), workers=2))
    assert {entry.student: entry.score for entry in graded} == EXPECTED
    assert {entry.student: entry.blame for entry in graded if entry.failure} == {"eve": "submission"}


def test_a_dying_worker_takes_its_own_submission_and_no_other(class_of_four: Any) -> None:
    jobs = class_of_four.jobs()
    jobs.insert(1, dataclasses.replace(jobs[0], student="dan", notebook=Bomb()))
    graded = {entry.student: entry for entry in grade_batch(jobs, workers=2)}
    assert {student: entry.score for student, entry in graded.items()} == EXPECTED | {"dan": None}
    assert graded["dan"].failure == DIED
    assert graded["dan"].blame == "grader"


def _left_behind() -> set[Path]:
    """Folders of boxes that no process holds; those of other runs on this machine are held."""
    return {path for path in Path(tempfile.gettempdir()).glob("box-*") if not _is_held(path)}


def _is_held(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def test_boxes_leave_nothing_behind(class_of_four: Any) -> None:
    before = _left_behind()
    assert len(list(grade_batch(class_of_four.jobs(), workers=2))) == 4
    assert _left_behind() <= before


def test_any_executor(class_of_four: Any, graded_by_text: Any) -> None:
    with ThreadPoolExecutor(3) as executor:
        graded = list(grade_batch(class_of_four.jobs(), executor=executor))
    assert {entry.student for entry in graded} == set(EXPECTED)


def test_threads_of_one_worker_take_turns(class_of_four: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = []

    def grade(*_: Any) -> list[Any]:
        inside.append(threading.get_ident())
        time.sleep(0.02)
        assert inside[-1] == threading.get_ident()
        raise GraderError("no matter")

    monkeypatch.setattr("autograder.grading.grade.grade_cells", grade)
    monkeypatch.setattr(DESK, "_open", lambda settings: None)
    with ThreadPoolExecutor(4) as executor:
        graded = list(grade_batch(class_of_four.jobs(), executor=executor))
    assert sorted(entry.failure for entry in graded)[0] == "no matter"
    assert all("AssertionError" not in entry.failure for entry in graded)


def test_jobs_are_taken_as_workers_get_free(class_of_four: Any, graded_by_text: Any) -> None:
    taken = []

    def jobs() -> Iterator[Job]:
        for job in class_of_four.jobs() * 5:
            taken.append(job)
            yield job

    batch = grade_batch(jobs(), workers=1)
    next(batch)
    assert len(taken) < 5
    assert len(list(batch)) == 19


def test_an_interrupted_batch_goes_on(class_of_four: Any, graded_by_text: list[Any]) -> None:
    with ThreadPoolExecutor(1) as executor:
        batch = grade_batch(class_of_four.jobs()[:3], executor=executor)
        next(batch)
        batch.close()
    done = len(graded_by_text)
    class_of_four.grade()
    class_of_four.grade()
    assert done >= 1
    assert len(graded_by_text) == 3


def test_no_sandbox_no_grading(class_of_four: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise SandboxError("no wall stands here; see docs")

    DESK.close()
    monkeypatch.setattr("autograder.sandbox.box.Box.canaries", refuse)
    entry = class_of_four.grade(force=True)[0]
    assert (entry.score, entry.blame) == (None, "grader")
    assert entry.failure.startswith("no wall stands here")


def test_a_surprise_becomes_a_sentence(class_of_four: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def surprise(*_: Any) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(DESK, "grade", surprise)
    entry = class_of_four.grade()[0]
    assert entry.failure == "the grader failed: ZeroDivisionError: oh"
    assert entry.blame == "grader"


def test_what_is_asked_for_is_there(class_of_four: Any) -> None:
    settings = class_of_four.settings()
    root, exercises = class_of_four.root, class_of_four.exercises
    jobs = find_jobs(root, "sample", settings, students=["bob"], exercises=exercises)
    assert [job.student for job in jobs] == ["bob"]
    with pytest.raises(GraderError, match="nothing submitted for sample by zoe"):
        find_jobs(root, "sample", settings, students=["zoe"], exercises=exercises)
    with pytest.raises(GraderError, match="is missing"):
        find_jobs(root, "another", settings, exercises=exercises)


@pytest.mark.parametrize("linked", ["submitted/m", "submitted/m/sample"])
def test_a_linked_folder_earns_nothing(class_of_four: Any, graded_by_text: Any, linked: str) -> None:
    """Not even what is stored for the one it points to."""
    place = class_of_four.root / linked
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(class_of_four.root / linked.replace("/m", "/ada"))
    class_of_four.grade()
    with ThreadPoolExecutor(1) as executor:
        graded = {entry.student: entry for entry in grade_batch(class_of_four.jobs(), executor=executor)}
    assert "is a link to another folder" in graded["m"].failure
    assert graded["m"].blame == "submission"
    assert not graded["ada"].failure


def test_a_link_to_nowhere_is_not_passed_over(course: Any) -> None:
    (course.root / "submitted" / "m").mkdir(parents=True)
    (course.root / "submitted" / "m" / "sample").symlink_to("nowhere")
    [refused] = map(refuse_job, course.jobs())
    assert refused is not None
    assert refused.failure == "sample is a link to another folder; hand in the folder itself."


@pytest.mark.parametrize("name", ["a*", "a[b]", "what?", " ada", "ada ", "\udcff"])
def test_names_that_nbgrader_mistakes(course: Any, name: str) -> None:
    course.submit(name, course.notebook())
    [job] = course.jobs()
    job.student.encode()
    refused = refuse_job(job)
    assert refused is not None
    assert "rename the folder" in refused.failure


def test_the_time_left_is_told_from_the_pace_of_late() -> None:
    pace = _Pace(0.0)
    assert pace.at(1.0, 1000) == 1000
    assert pace.at(11.0, 1020) == 2.0
    assert pace.at(12.0, 1022) == 2.0
    assert "2.0/s  1 min 00 s left" in progress_line(880, 1000, 20.0, "graded", 2.0)


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [
        (0, 0.0, "0/8  0.0/s"),
        (2, 1.0, "2/8  2.0/s  3 s left"),
        (8, 4.0, "8/8  2.0/s  in 4 s"),
        (1, 60, "7 min 00 s left"),
    ],
)
def test_the_line_of_progress(done: int, seconds: float, words: str) -> None:
    assert words in progress_line(done, 8, seconds, "graded")


def test_a_log_gets_few_lines() -> None:
    stream = io.StringIO()
    with progress(50, stream) as tick:
        for _ in range(50):
            tick()
    assert len(stream.getvalue().splitlines()) == 1
    assert "50/50" in stream.getvalue()


def test_many_that_come_at_once_are_shown_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.batch.progress.EVERY_S_IN_A_LOG", 0.0)
    stream = io.StringIO()
    with progress(500, stream) as tick:
        tick(120)
    assert "120/500" in stream.getvalue().splitlines()[0]


def test_what_is_loaded_ahead_exists() -> None:
    """multiprocessing passes over a name that cannot be imported without a word, and every worker would start cold."""
    for name in PRELOADED:
        importlib.import_module(name)


def test_the_version_of_the_grading_code_is_worked_out_before_workers_are_forked() -> None:
    words = f"import {', '.join(PRELOADED)}\nfrom autograder.batch.digest import grading_code\n"
    words += "print(grading_code.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
