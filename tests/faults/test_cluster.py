"""A cluster whose parts are killed: nothing is lost, nothing comes twice, and the scores are those of one machine."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.cluster import dask_cluster
from autograder.errors import SandboxError
from autograder.reports.results import Graded
from tests.faults.cluster import DaskProcesses

RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)"
WRONG = "def leaky_relu(x, slope=0.01):\n    return np.maximum(x, 0.0)"
BODIES = (RIGHT, WRONG, "raise NotImplementedError()")
SLOWLY = "import time\ntime.sleep(0.3)\n"
STUDENTS = 6


@pytest.fixture(scope="module")
def processes(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskProcesses]:
    started = DaskProcesses(checkout, tmp_path_factory.mktemp("dask"))
    started.add_worker()
    started.add_worker()
    yield started
    started.close()


@pytest.fixture
def slow_class(course: Any) -> Any:
    """Whose cells take long enough for somebody to be killed over them."""
    for k in range(STUDENTS):
        course.submit(f"student-{k}", course.notebook(leaky=SLOWLY + BODIES[k % 3], sharp=BODIES[k // 3]))
    course.submit("eve", b"{ no")
    return course


def plain(graded: Iterable[Graded]) -> dict[str, Any]:
    """Without what the clock says."""
    untimed = (
        dataclasses.replace(entry, reports=tuple(dataclasses.replace(report, seconds=0.0) for report in entry.reports))
        for entry in graded
    )
    return {entry.student: entry for entry in untimed}


def graded_while(course: Any, processes: DaskProcesses, disturb: Any) -> list[Graded]:
    """All answers; `disturb` is called when the first has come."""
    graded = []
    with dask_cluster(processes.address) as cluster:
        for entry in cluster.grade(course.jobs(batch="one")):
            graded.append(entry)
            if len(graded) == 2:
                disturb()
    return graded


def alone(course: Any) -> dict[str, Any]:
    """What this machine says, which has seen none of the reports."""
    return plain(course.grade(force=True))


def test_a_worker_is_killed_and_another_comes(slow_class: Any, processes: DaskProcesses) -> None:
    def disturb() -> None:
        processes.kill_worker()
        processes.add_worker()

    graded = graded_while(slow_class, processes, disturb)
    assert Counter(entry.student for entry in graded) == Counter(job.student for job in slow_class.jobs())
    assert plain(graded) == alone(slow_class)
    assert {8.0, 4.0, None} <= {entry.score for entry in graded}


def test_the_scheduler_is_restarted(slow_class: Any, processes: DaskProcesses) -> None:
    graded = graded_while(slow_class, processes, lambda: processes.restart(workers=2))
    assert Counter(entry.student for entry in graded) == Counter(job.student for job in slow_class.jobs())
    assert plain(graded) == alone(slow_class)


def test_workers_with_another_course_grade_nothing(
    slow_class: Any, processes: DaskProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.batch.cluster.course_digest", lambda exercises: "another")
    with pytest.raises(SandboxError, match="has another chainrule, or sees another course folder: install"):
        graded_while(slow_class, processes, lambda: None)


def test_the_command_grades_on_a_cluster(slow_class: Any, processes: DaskProcesses) -> None:
    """As a person types it, in a process of its own."""
    slow_class.bring_exercises()
    command = [sys.executable, "-m", "autograder.cli", "grade", "sample", "--course", str(slow_class.root)]
    done = subprocess.run([*command, "--dask", processes.address, "--json"], capture_output=True, text=True)
    found = {student["student"]: student for student in json.loads(done.stdout)["students"]}
    assert done.returncode == 1, done.stderr
    assert found.keys() == {job.student for job in slow_class.jobs()}
    assert [student for student, entry in found.items() if entry["failure"]] == ["eve"]
