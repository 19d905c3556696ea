"""What is sent to a worker, what comes back, and what is made of workers that refuse, die or are not there."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.cluster import ATTEMPTS, dask_cluster
from autograder.batch.desk import DESK
from autograder.batch.digest import course_digest
from autograder.batch.jobs import Job
from autograder.batch.parcel import Answer, pack_answer, pack_job, unpack_answer, unpack_job
from autograder.batch.remote import answer_job, prove_machine
from autograder.batch.worker import recall_job
from autograder.errors import GraderError, SandboxError, StorageError
from autograder.reports.report import Report
from autograder.reports.results import Graded
from autograder.spec import load_exercise

Reply = Callable[[str], str]


class Killed(Exception):
    """As Dask says it after its own retries."""


class Future:
    """Done at once."""

    key = "key"

    def __init__(self, outcome: str | Exception) -> None:
        self._outcome = outcome
        self.status = "error" if isinstance(outcome, Exception) else "finished"

    def result(self, timeout: float) -> str:
        assert isinstance(self._outcome, str)
        return self._outcome

    def exception(self) -> Any:
        return self._outcome

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        call(self)


class Client:
    """Two workers, `a` and `b`; a job goes to `a` unless it may not."""

    status = "running"

    def __init__(self, workers: dict[str, Any]) -> None:
        self.workers, self.asked = workers, list[str]()

    def nthreads(self) -> dict[str, int]:
        return dict.fromkeys(self.workers, 1)

    def run(self, *_: Any, **__: Any) -> dict[str, str]:
        return {}

    def submit(self, task: Any, *arguments: str, workers: list[str] | None = None, pure: bool) -> Future:
        if not arguments:
            return self.called()
        [text] = arguments
        self.asked.append((workers or list(self.workers))[0])
        try:
            return Future(self.workers[self.asked[-1]](text))
        except Killed as error:
            return Future(error)

    def called(self) -> Future:
        """Somebody has nothing for a worker to do, and wants one."""
        return Future("nobody came")

    def who_has(self, _: Any) -> dict[str, list[str]]:
        return {"key": [self.asked[-1]]}

    def cancel(self, *_: Any, **__: Any) -> None: ...

    def close(self, **_: Any) -> None: ...


@pytest.fixture
def grade(course: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[Graded], list[str]]]:
    course.submit("ada", course.notebook(leaky="return x"))

    def run(**workers: Reply) -> tuple[list[Graded], list[str]]:
        client = Client(workers)
        monkeypatch.setattr("autograder.batch.cluster._connect", lambda *_: client)
        with dask_cluster("tcp://nowhere:1") as cluster:
            return list(cluster.grade(course.jobs())), client.asked

    return run


@pytest.fixture
def good(graded_by_text: Any, monkeypatch: pytest.MonkeyPatch) -> Reply:
    monkeypatch.setattr(DESK, "prove", lambda settings: None)
    return answer_job


def refuse(text: str) -> str:
    return pack_answer(Answer(refusal="a: no wall stands here"))


def die(text: str) -> str:
    raise Killed("three workers died")


def test_a_machine_that_refuses_is_passed_over(grade: Any, good: Reply) -> None:
    [entry], asked = grade(a=refuse, b=good)
    assert (entry.student, entry.score, asked) == ("ada", 4.0, ["a", "b"])


def test_where_every_machine_refuses_nobody_is_blamed(grade: Any) -> None:
    with pytest.raises(
        SandboxError, match="no worker of tcp://nowhere:1 grades any more: a: no wall stands here; what"
    ):
        grade(a=refuse)


def test_who_ends_every_worker_is_given_up(grade: Any) -> None:
    [entry], asked = grade(a=die)
    assert entry.failure == f"it was given up after {ATTEMPTS} attempts: Killed: three workers died"
    assert (entry.score, entry.blame, len(asked)) == (None, "grader", ATTEMPTS)


def test_a_cluster_without_workers_is_waited_for_and_given_up(grade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.batch.cluster.PATIENCE_S", 0.0)
    with pytest.raises(GraderError, match="tcp://nowhere:1 has had no worker for 0 s; what is graded is kept"):
        grade()


def test_a_cluster_that_adapts_is_given_something_to_do(
    course: Any, good: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It brings workers where there is work, and no sooner."""

    class Adapting(Client):
        def called(self) -> Future:
            self.workers["a"] = good
            return super().called()

    course.submit("ada", course.notebook(leaky="return x"))
    monkeypatch.setattr("autograder.batch.cluster.PATIENCE_S", 1.0)
    monkeypatch.setattr("autograder.batch.cluster._connect", lambda *_: Adapting({}))
    with dask_cluster("tcp://nowhere:1") as cluster:
        assert [entry.score for entry in cluster.grade(course.jobs())] == [4.0]


def test_it_is_given_up_while_it_waits(course: Any, grade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    course.submit("ada", course.notebook())
    monkeypatch.setattr("autograder.batch.cluster._connect", lambda *_: Client({}))
    with dask_cluster("tcp://nowhere:1") as cluster:
        thread = threading.Thread(target=lambda: list(cluster.grade(course.jobs())))
        thread.start()
        cluster.give_up()
        thread.join(60)
        assert not thread.is_alive()


def test_reports_come_home_where_the_workers_folder_is_not_seen(course: Any, grade: Any, good: Reply) -> None:
    def unseen(text: str) -> str:
        answer = good(text)
        shutil.rmtree(course.settings().store)
        return answer

    [entry], _ = grade(a=unseen)
    recalled = recall_job(course.jobs()[0])
    assert recalled is not None
    assert recalled.reports == entry.reports


def test_a_worker_that_names_a_path_writes_nowhere(course: Any, grade: Any, rich_report: Callable[[], Report]) -> None:
    stored = {"../../../../grades": rich_report()}
    grade(a=lambda text: pack_answer(Answer(Graded("ada", failure="no"), stored=stored)))
    assert not list(course.root.glob("**/grades*"))


def test_a_job_and_an_answer_survive_the_way(course: Any, rich_report: Callable[[], Report]) -> None:
    course.submit("ada", course.notebook())
    job = replace(course.jobs(force=True)[0], student="\ud800 a\n b", folders=(Path("/one/\udcff"), Path("two")))
    assert unpack_job(pack_job(job, "abc")) == (job, "abc")
    graded = Graded("\ud800", (rich_report(),), ("one\n", "two"), "three", "grader", "2026-11-26 14:03:00 UTC")
    answer = Answer(graded, "four", {"ab": rich_report()})
    assert unpack_answer(pack_answer(answer)) == answer
    assert "\n" not in pack_job(job, "") + pack_answer(answer)
    for text in ("", "[]", "{}", '{"graded": 1, "refusal": "", "stored": {}}'):
        with pytest.raises(GraderError, match="a worker's answer cannot be read"):
            unpack_answer(text)


def packed(course: Any) -> tuple[Job, str]:
    course.submit("ada", course.notebook(leaky="return x"))
    [job] = course.jobs()
    return job, course_digest(map(load_exercise, job.folders))


def test_a_machine_says_why_it_grades_nothing(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise SandboxError("no wall stands here")

    job, digest = packed(course)
    assert "has another chainrule" in prove_machine(pack_job(job, "another"))
    assert "has another chainrule" in unpack_answer(answer_job(pack_job(job, "another"))).refusal
    monkeypatch.setattr(DESK, "prove", fail)
    assert prove_machine(pack_job(job, digest)).endswith(": no wall stands here")
    assert unpack_answer(answer_job(pack_job(job, digest))).graded is None


def test_a_machine_whose_disk_is_full_has_graded_nobody(
    course: Any, good: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise StorageError("no report can be written")

    job, digest = packed(course)
    monkeypatch.setattr("autograder.batch.worker.Store.put", fail)
    assert unpack_answer(good(pack_job(job, digest))).refusal.endswith(": no report can be written")


def test_a_cluster_without_a_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.batch.cluster.ANSWERS_S", 0.5)
    with (
        pytest.raises(GraderError, match="no Dask scheduler answers at tcp://127.0.0.1:9: "),
        dask_cluster("tcp://127.0.0.1:9"),
    ):
        pass
