"""Workers that get ready while nbgrader is loaded and the course is looked at."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor

from autograder.batch.desk import DESK
from autograder.batch.jobs import Job, Settings
from autograder.batch.pool import clean_processes
from autograder.batch.run import grade_batch, recall_folder
from autograder.batch.worker import get_ready, prove
from autograder.reports.results import Graded

__all__ = ["EarlyWorkers", "early_workers"]


@contextlib.contextmanager
def early_workers(jobs: Sequence[Job], workers: int) -> Iterator[EarlyWorkers]:
    """Workers for these jobs, where they seem to be new; they end no later than this does."""
    early = EarlyWorkers(min(workers, len(jobs)) or 1, for_many=len(jobs) > workers)
    wanted = any(recall_folder(job) is None for job in (*jobs[:1], *jobs[-1:]))
    starting = threading.Thread(target=early.start, args=(jobs[0] if wanted else None,))
    starting.start()
    try:
        yield early
    finally:
        starting.join()
        early.close()


class EarlyWorkers:
    """Processes that are started in a thread, which waits for the one that they are forked from.

    Args:
        for_many: each will have several submissions, so that it pays to find out first what they are asked.
    """

    def __init__(self, workers: int, *, for_many: bool) -> None:
        self._workers, self._for_many = workers, for_many
        self._stack = contextlib.ExitStack()
        self._pool: Executor | None = None
        self._is_started = threading.Event()

    def start(self, job: Job | None) -> None:
        """Processes that can grade such a job; none where there is none."""
        try:
            with contextlib.suppress(OSError, RuntimeError):  # no processes or threads are left, or one has died
                self._start(job)
        finally:
            self._is_started.set()  # whatever has happened: others wait for it

    def _start(self, job: Job | None) -> None:
        if job is not None:
            ready = functools.partial(get_ready, job, foresee=self._for_many)
            pool = self._stack.enter_context(clean_processes(self._workers, ready))
            for _ in range(self._workers):
                pool.submit(int)  # with each a process starts
            self._pool = pool

    def close(self) -> None:
        """End them; new ones are started where any are asked for."""
        self._pool = None
        self._stack.close()

    def prove(self, settings: Settings) -> None:
        """Let a box prove itself before anything is graded. Raises SandboxError."""
        self._is_started.wait()
        try:
            if self._pool is not None:
                return self._pool.submit(prove, settings).result()
        except BrokenExecutor:
            self.close()
        prove(settings)
        DESK.close()
        return None

    def grade(self, jobs: Iterable[Job]) -> Generator[Graded, None, None]:
        """As `grade_batch`."""
        return grade_batch(jobs, self._workers, processes=self._processes)

    @contextlib.contextmanager
    def _processes(self, workers: int) -> Iterator[Executor]:
        """These, the first time; new ones from then on."""
        self._is_started.wait()
        pool, self._pool = self._pool, None
        with clean_processes(workers) if pool is None else contextlib.nullcontext(pool) as processes:
            yield processes
