"""Many submissions on the workers of a running Dask cluster. Nothing is lost and nothing is given twice.

    with dask_cluster("tcp://host:8786") as cluster:
        for graded in cluster.grade(jobs): ...

A worker that dies is Dask's affair: the job goes to another one. A scheduler that goes takes all that it knew along;
here each job is kept until its answer has come, and sent again to whoever stands at the same address next.
"""

from __future__ import annotations

import contextlib
import itertools
import platform
import queue
import re
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any

from autograder.batch.digest import course_digest
from autograder.batch.jobs import Job
from autograder.batch.parcel import pack_job, unpack_answer
from autograder.batch.remote import answer_job, prove_machine
from autograder.batch.store import Store
from autograder.batch.worker import PARSING
from autograder.errors import GraderError, SandboxError
from autograder.reports.report import Report
from autograder.reports.results import Graded
from autograder.spec import load_exercise

__all__ = ["Cluster", "dask_cluster"]

WINDOW = 1024
ANSWERS_S = 10.0  # a scheduler
LOOK_EVERY_S = 5.0
PATIENCE_S = 300.0  # without a scheduler or a worker
ATTEMPTS = 3
RESTARTS = 20  # without an answer in between
DIGEST = re.compile("[0-9a-f]{64}")
KEPT = "what is graded is kept: run this again"


@contextlib.contextmanager
def dask_cluster(address: str) -> Iterator[Cluster]:
    """The workers of a running Dask cluster; they must see the course folder. Raises GraderError."""
    cluster = Cluster(address)
    try:
        yield cluster
    finally:
        cluster.close()


@dataclass(slots=True)
class _Sent:
    """A job that waits for its answer: how often it was sent, and why it came back."""

    job: Job
    future: Any = None
    attempts: int = 0
    refusal: str = ""


class Cluster:
    """A client of a scheduler, made anew where the connection breaks."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._answers: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._sent: dict[int, _Sent] = {}
        self._numbers = itertools.count()
        self._refusing: set[str] = set()
        self._course = ""
        self._restarts = 0
        self._over = threading.Event()
        self._client = _connect(address)

    def grade(self, jobs: Iterable[Job]) -> Generator[Graded, None, None]:
        """Give each as soon as it is graded, in any order.

        Raises SandboxError where a worker that is there at the beginning grades nothing, GraderError where scheduler
        or workers have gone and do not come back.
        """
        waiting = iter(jobs)
        while True:
            for job in itertools.islice(waiting, WINDOW - len(self._sent)):
                self._begin(job)
            if not self._sent:
                return
            number, future = self._next()
            if self._over.is_set():
                return
            sent = self._sent.get(number)
            if sent is not None and sent.future is future and (graded := self._received(number, sent)):
                del self._sent[number]
                self._restarts = 0
                yield graded

    def give_up(self) -> None:
        """From another thread: `grade` ends now, whatever it waits for."""
        self._over.set()
        self._answers.put((-1, None))

    def close(self) -> None:
        """Leave the cluster as it was; what is under way there is given up."""
        with contextlib.suppress(Exception):
            self._client.cancel([sent.future for sent in self._sent.values()], force=True)
        with contextlib.suppress(Exception):
            self._client.close(timeout=ANSWERS_S)

    def _begin(self, job: Job) -> None:
        if not self._course:
            with PARSING:
                self._course = course_digest(map(load_exercise, job.folders))
            self._await_workers()
            self._prove(job)
        if self._over.is_set():
            return
        number = next(self._numbers)
        self._sent[number] = _Sent(job)
        self._send(number)

    def _prove(self, job: Job) -> None:
        try:
            refusals = self._client.run(prove_machine, pack_job(job, self._course), on_error="ignore")
        except OSError as error:
            raise GraderError(f"the scheduler at {self._address} has gone: {error}; {KEPT}") from error
        for refusal in filter(None, refusals.values()):
            raise SandboxError(f"a worker of {self._address} grades nothing: {refusal}")

    def _send(self, number: int) -> None:
        sent = self._sent[number]
        text = pack_job(sent.job, self._course)
        try:
            sent.future = self._client.submit(answer_job, text, workers=self._others(sent), pure=False)
            sent.future.add_done_callback(lambda future: self._answers.put((number, future)))
        except (OSError, RuntimeError, TimeoutError):  # the connection is broken
            sent.future = None
            self._answers.put((number, None))

    def _others(self, sent: _Sent) -> list[str] | None:
        """Workers that have refused nothing, for a job that was refused. Raises SandboxError where there are none."""
        if not sent.refusal:
            return None
        others = [address for address in self._client.nthreads() if address not in self._refusing]
        if not others:
            raise SandboxError(f"no worker of {self._address} grades any more: {sent.refusal}; {KEPT}")
        return others

    def _next(self) -> tuple[int, Any]:
        """The next answer. Raises GraderError where nobody is left who could give one."""
        while True:
            with contextlib.suppress(queue.Empty):
                return self._answers.get(timeout=LOOK_EVERY_S)
            self._await_workers()

    def _await_workers(self) -> None:
        until, call = time.monotonic() + PATIENCE_S, None
        while not (self._over.is_set() or self._has_workers()):
            call = call or self._call_a_worker()
            if time.monotonic() > until:
                raise GraderError(f"{self._address} has had no worker for {PATIENCE_S:.0f} s; {KEPT}")
            time.sleep(0.2)

    def _call_a_worker(self) -> Any:
        """Something to do: a cluster that adapts brings workers where there is work, and no sooner."""
        with contextlib.suppress(OSError, RuntimeError, TimeoutError):
            return self._client.submit(platform.node, pure=False)
        return None

    def _has_workers(self) -> bool:
        """True also where the scheduler cannot be asked: what is lost with it comes back as an answer."""
        try:
            return bool(self._client.nthreads())
        except (OSError, TimeoutError, AttributeError):
            return self._client.status != "running"

    def _received(self, number: int, sent: _Sent) -> Graded | None:
        """What became of the job; None where it is under way again."""
        status = sent.future.status if sent.future else "lost"
        if status == "error":
            return self._again(number, sent, _said(sent.future.exception()))
        if status == "finished":
            with contextlib.suppress(OSError, RuntimeError, TimeoutError, CancelledError):
                return self._accepted(number, sent, sent.future.result(timeout=ANSWERS_S))
        if self._client.status == "running" and status == "finished":
            self._send(number)  # its worker went before the answer was fetched
        else:
            self._begin_anew()
        return None

    def _accepted(self, number: int, sent: _Sent, text: str) -> Graded | None:
        answer = unpack_answer(text)
        if answer.graded is None:
            self._refusing |= set(self._client.who_has([sent.future]).get(sent.future.key, ()))
            sent.refusal = answer.refusal
            self._send(number)
            return None
        self._keep(sent.job, answer.stored)
        return answer.graded

    def _keep(self, job: Job, stored: Mapping[str, Report]) -> None:
        store = Store(job.settings.store)
        for digest, report in stored.items():
            if DIGEST.fullmatch(digest) and store.get(digest, report.exercise, job.settings.seed) is None:
                store.put(digest, report)

    def _again(self, number: int, sent: _Sent, why: str) -> Graded | None:
        """A job that has ended several workers, or that none can begin, is given up."""
        sent.attempts += 1
        if sent.attempts < ATTEMPTS:
            self._send(number)
            return None
        return Graded(sent.job.student, failure=f"it was given up after {ATTEMPTS} attempts: {why}", blame="grader")

    def _begin_anew(self) -> None:
        """With the scheduler that stands at the address now. Raises GraderError."""
        self._restarts += 1
        if self._restarts > RESTARTS:
            raise GraderError(f"the connection to {self._address} broke {RESTARTS} times without an answer; {KEPT}")
        with contextlib.suppress(Exception):
            self._client.close(timeout=1)
        self._client = _connect(self._address, PATIENCE_S, self._over)
        self._refusing.clear()
        for number in self._sent:
            self._send(number)


def _connect(address: str, patience_s: float = 0.0, over: threading.Event | None = None) -> Any:
    """A client. Raises GraderError where nobody answers for so long, or it is over meanwhile."""
    try:
        from distributed import Client
    except ImportError as error:
        raise GraderError("--dask needs the package distributed: pip install 'chainrule[dask]'") from error
    until = time.monotonic() + patience_s
    while True:
        try:
            return Client(address, timeout=ANSWERS_S, set_as_default=False)
        except (OSError, ValueError) as error:
            if time.monotonic() > until or (over and over.is_set()):
                raise GraderError(f"no Dask scheduler answers at {address}: {error}; {KEPT}") from error
        time.sleep(0.5)


def _said(error: BaseException | None) -> str:
    return f"{type(error).__name__}: {error}".split("\n")[0]
