"""Where chainrule's processor time goes, for one submission in one warm process and its boxes."""

from __future__ import annotations

import contextlib
import functools
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from autograder.batch import worker
from autograder.batch.desk import DESK
from autograder.batch.jobs import Settings, find_jobs
from autograder.batch.seeds import keep_seed
from autograder.batch.store import Store
from autograder.batch.worker import grade_job
from autograder.grading import grade, judged, plugin
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import record
from autograder.sandbox.box import Box
from autograder.sandbox.session import Session
from tests.benchmarks.measure import descendants_s

REPEATS = 25
PLACES = (  # what is timed, and the part that it belongs to; time within an inner place counts there alone
    (worker, "read_submission", "reading the notebook"),
    (worker, "report_digest", "store"),
    (Store, "get", "store"),
    (Store, "put", "store"),
    (Box, "start", "box: start, cells"),
    (Session, "reach", "box: start, cells"),
    (Session, "names", "box: start, cells"),
    (Session, "close", "box: end"),
    (grade, "run_suites", "pytest, tests"),
    *((Session, name, "box: calls") for name in ("call", "getattr", "next", "rng", "define", "release")),
    (plugin, "finish", "finishing of questions"),
    (grade, "_by_itself", "errors carried forward"),
    (judged, "diagnose", "diagnosis"),
    (judged.Judged, "report", "words"),
)


class Stopwatch:
    """Seconds by part; a part that calls another one does not count the other's time."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inner = [0.0]

    def timed(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapper(*arguments: Any, **keywords: Any) -> Any:
            with self.running(part):
                return function(*arguments, **keywords)

        return wrapper

    @contextlib.contextmanager
    def running(self, part: str) -> Iterator[None]:
        start = time.process_time()
        self._inner.append(0.0)
        try:
            yield
        finally:
            took = time.process_time() - start
            self.seconds[part] += took - self._inner.pop()
            self._inner[-1] += took


def per_submission(course: Path, assignment: str, seed: int) -> dict[str, float]:
    """Milliseconds per submission by part, over the class of `course`, each submission graded for the first time.

    Of a processor: other work on the machine stretches them less than a clock on the wall.
    """
    keep_seed(course, assignment, seed)  # nbgrader's part asks for the same
    settings = Settings(course / ".chainrule" / "split", seed, force=True)
    jobs = find_jobs(course, assignment, settings)
    DESK.prove(settings)
    grade_job(jobs[0])  # what is loaded once
    before = descendants_s()
    watch = Stopwatch()
    with contextlib.ExitStack() as stack:
        for owner, name, part in PLACES:
            stack.enter_context(mock.patch.object(owner, name, watch.timed(getattr(owner, name), part)))
        with watch.running("grading, rest"):
            graded = [grade_job(job) for job in jobs]
    watch.seconds["in the box"] = descendants_s() - before
    DESK.close()
    with watch.running("recording in nbgrader"):
        record(course, assignment, graded, overrides={"GradeWithHiddenSuites": {"store": str(settings.store)}})
    with watch.running("feedback page"):
        write_feedback(course, assignment, [entry.student for entry in graded])
    return {part: 1e3 * seconds / len(jobs) for part, seconds in watch.seconds.items()}


def empty_box() -> dict[str, float]:
    """Milliseconds: a box that opens (once per worker) and proves itself, and an empty one that starts and ends."""
    start = time.perf_counter()
    with Box() as box:
        opened = time.perf_counter()
        box.canaries()
        proved = time.perf_counter()
        rounds = [_start_and_end(box) for _ in range(REPEATS)]
    return {
        "opening, once a worker": 1e3 * (opened - start),
        "canaries, once a worker": 1e3 * (proved - opened),
        "start and end without cells": 1e3 * statistics.median(rounds),
    }


def _start_and_end(box: Box) -> float:
    start = time.perf_counter()
    box.start([]).close()
    return time.perf_counter() - start
