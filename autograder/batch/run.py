"""Many submissions on processes of this machine, or on any other concurrent.futures Executor.

    jobs = find_jobs(course, "dropout", settings)
    for graded in grade_batch(jobs, workers=4): ...

What is graded is in the store at once, so that an interrupted batch goes on where it stopped. A worker that dies takes
its own submission with it and no other.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager

from autograder.batch.jobs import Job, refuse_job
from autograder.batch.pool import clean_processes, cores
from autograder.batch.worker import grade_job, recall_job
from autograder.errors import StorageError
from autograder.reports.results import Graded

__all__ = ["grade_batch", "grade_folder", "recall_folder"]

DIED = "the process that graded it died twice, the second time on this submission alone; nothing was recorded for it"


def grade_folder(job: Job) -> Graded:
    """What a worker does with a job."""
    return refuse_job(job) or grade_job(job)


def recall_folder(job: Job) -> Graded | None:
    """What can be said of a job without grading anything."""
    return refuse_job(job) or recall_job(job)


def grade_batch(
    jobs: Iterable[Job],
    workers: int = 0,
    executor: Executor | None = None,
    processes: Callable[[int], AbstractContextManager[Executor]] = clean_processes,
) -> Generator[Graded, None, None]:
    """Grade submissions side by side and give each as soon as it is done, in any order.

    Args:
        jobs: taken one after the other as workers get free.
        workers: processes of this machine; 0 for one per core. Not used with `executor`.
        executor: runs the jobs in place of processes of this machine; it stays open.
        processes: gives so many of this machine.
    """
    waiting = iter(jobs)
    if executor is not None:
        lost = yield from _run(waiting, executor, window=1024)
        yield from (_died(job) for job in itertools.chain(lost, waiting))
        return
    workers = workers or cores()
    for job in waiting:
        with processes(workers) as pool:
            suspects = yield from _run(itertools.chain([job], waiting), pool, window=2 * workers)
        yield from _one_at_a_time(deque(suspects))


def _one_at_a_time(suspects: deque[Job]) -> Iterator[Graded]:
    """One of these ended its process: alone in a process of its own, only that one is lost again."""
    while suspects:
        with clean_processes(1) as pool:
            guilty = yield from _run(_drained(suspects), pool, window=1)
        yield from (_died(job) for job in guilty)


def _drained(jobs: deque[Job]) -> Iterator[Job]:
    while jobs:
        yield jobs.popleft()


def _run(waiting: Iterator[Job], executor: Executor, window: int) -> Generator[Graded, None, list[Job]]:
    """Take jobs from `waiting` until it is empty or the executor breaks; return the jobs that were under way then."""
    running: dict[Future[Graded], Job] = {}
    lost: list[Job] = []
    while True:
        free = 0 if lost else window - len(running)
        for job in itertools.islice(waiting, free):
            try:
                running[executor.submit(grade_folder, job)] = job
            except BrokenExecutor:
                lost.append(job)
                break
        if not running:
            return lost
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job = running.pop(future)
            try:
                yield future.result()
            except BrokenExecutor:
                lost.append(job)
            except StorageError:
                raise
            except Exception as error:  # an executor's own
                yield Graded(job.student, failure=f"its worker failed: {type(error).__name__}: {error}", blame="grader")


def _died(job: Job) -> Graded:
    return Graded(job.student, failure=DIED, blame="grader")
