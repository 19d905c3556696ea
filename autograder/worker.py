"""One submission graded in this process, by a box that is kept open from one to the next.

`batch` grades through it in each of its processes, nbgrader's preprocessor in nbgrader's or the formgrader's.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autograder.notebook import refuse_links
from autograder.report import GraderError, Report
from autograder.sandbox.backend import Cell, SandboxError
from autograder.spec import Exercise, SpecError, load_exercise
from autograder.store import Store, report_digest
from autograder.submission import UnreadableSubmission, read_submission

if TYPE_CHECKING:
    from autograder.sandbox.box import Box

__all__ = ["Graded", "Job", "Settings", "close_box", "draw_seed", "grade_job", "grade_or_recall"]
__all__ += ["grader_failure", "prove_box", "recall_job"]

Fault = Literal["", "submission", "grader"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is graded.

    Args:
        store: folder of the stored reports.
        seed: draws every input. `pinned` where a person asked for just this seed: reports of another are graded anew.
        force: grade even what is stored.
        batch: a new name makes every box prove itself again before its first submission.
    """

    store: Path
    seed: int
    pinned: bool = False
    force: bool = False
    unsandboxed: bool = False
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs to grade one submission; paths and plain values, so that it can go to another process."""

    student: str
    notebook: Path
    source: Path
    folders: tuple[Path, ...]
    settings: Settings


@dataclass(frozen=True, slots=True)
class Graded:
    """What became of a submission: reports, or the sentence that says why it has no score and whose fault that is."""

    student: str
    reports: tuple[Report, ...] = ()
    problems: tuple[str, ...] = ()
    failure: str = ""
    fault: Fault = ""

    @property
    def score(self) -> float | None:
        return None if self.failure else sum(report.score for report in self.reports)


def draw_seed() -> int:
    """A seed nobody can foresee."""
    return secrets.randbits(32)


def grade_job(job: Job) -> Graded:
    """Grade one submission. Never raises for what a submission or the grader did wrong: it becomes `failure`."""
    return _answer(job, grade_or_recall)


def recall_job(job: Job) -> Graded | None:
    """The same where nothing has to be graded: all reports are in the store, or the submission cannot be read."""
    if job.settings.force:
        return None
    try:
        return _answer(job, _recall_all)
    except _NotStored:
        return None


class _NotStored(Exception):
    """Something has to be graded."""


Grade = Callable[[Sequence[Cell], Sequence[Exercise], Settings], tuple[Report, ...]]


def _answer(job: Job, grade: Grade) -> Graded:
    try:
        exercises = [load_exercise(folder) for folder in job.folders]
        refuse_links(job.notebook.parent)
        submission = read_submission(job.notebook, job.source)
        reports = grade(submission.cells, exercises, job.settings)
    except _NotStored:
        raise
    except UnreadableSubmission as error:
        return Graded(job.student, failure=str(error), fault="submission")
    except (GraderError, SpecError, SandboxError) as error:
        return Graded(job.student, failure=str(error), fault="grader")
    except Exception as error:  # a batch goes on whatever happens, and nobody is given a zero for it
        return Graded(job.student, failure=f"the grader failed: {type(error).__name__}: {error}", fault="grader")
    failure = grader_failure(reports)
    return Graded(job.student, reports, submission.problems, failure, "grader" if failure else "")


def grader_failure(reports: Sequence[Report]) -> str:
    """The sentence for reports in which the grader itself failed; "" where it did not."""
    broken = [
        f"{report.exercise}: {criterion.name}: {criterion.message or 'the grader failed'}"
        for report in reports
        for criterion in report.criteria
        if criterion.status == "grader_error"
    ]
    return "; ".join(broken)


def grade_or_recall(cells: Sequence[Cell], exercises: Sequence[Exercise], settings: Settings) -> tuple[Report, ...]:
    """One report per exercise: from the store where nothing has changed, else graded in the box and stored."""
    store = Store(settings.store)
    digests = {exercise.key: report_digest(cells, exercise) for exercise in exercises}
    found = _recall(store, digests, settings)
    missing = [exercise for exercise in exercises if exercise.key not in found]
    if missing:
        for report in _DESK.grade(cells, missing, settings):
            store.put(digests[report.exercise], report)
            found[report.exercise] = report
    return tuple(found[exercise.key] for exercise in exercises)


def _recall(store: Store, digests: Mapping[str, str], settings: Settings) -> dict[str, Report]:
    """Stored reports by exercise."""
    seed = settings.seed if settings.pinned else None
    recalled = {} if settings.force else {key: store.get(digest, key, seed) for key, digest in digests.items()}
    return {key: report for key, report in recalled.items() if report}


def _recall_all(cells: Sequence[Cell], exercises: Sequence[Exercise], settings: Settings) -> tuple[Report, ...]:
    digests = {exercise.key: report_digest(cells, exercise) for exercise in exercises}
    found = _recall(Store(settings.store), digests, settings)
    if len(found) < len(digests):
        raise _NotStored
    return tuple(found[key] for key in digests)


class _Desk:
    """The one open box of this process. Threads take turns: pytest knows one run at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._box: Box | None = None
        self._opened_for: tuple[int, str, bool] | None = None
        self._closes_in = 0

    def grade(self, cells: Sequence[Cell], exercises: Sequence[Exercise], settings: Settings) -> list[Report]:
        """Grade in the open box; a box that has failed is replaced once."""
        with self._lock:
            from autograder.grade import grade_cells  # pytest and NumPy: not for a process that only recalls reports

            try:
                return grade_cells(cells, exercises, self._open(settings), settings.seed)
            except (SandboxError, OSError):
                self.close()
                return grade_cells(cells, exercises, self._open(settings), settings.seed)

    def prove(self, settings: Settings) -> None:
        """Open the box and let it prove itself. Raises SandboxError."""
        with self._lock:
            self._open(settings)

    def _open(self, settings: Settings) -> Box:
        wanted = (os.getpid(), settings.batch, settings.unsandboxed)
        if self._box is None or self._opened_for != wanted:
            from autograder.sandbox.box import Box

            self.close()
            if self._closes_in != os.getpid():
                Finalize(None, self.close, exitpriority=0)  # atexit is passed over at the end of a pool's process
                self._closes_in = os.getpid()
            box = Box(unsandboxed=settings.unsandboxed)
            box.__enter__()
            self._box = box
            box.canaries()
            self._opened_for = wanted
        return self._box

    def close(self) -> None:
        box, opened_for = self._box, self._opened_for
        self._box = self._opened_for = None
        if box is not None and (opened_for is None or opened_for[0] == os.getpid()):
            with contextlib.suppress(Exception):
                box.__exit__(None, None, None)


_DESK = _Desk()
close_box = _DESK.close
prove_box = _DESK.prove
