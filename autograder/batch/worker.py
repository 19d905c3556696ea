"""One submission graded in this process, or recalled from the store.

`batch` grades through it in each of its processes, nbgrader's preprocessor in nbgrader's or the formgrader's.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence

from autograder.batch.desk import DESK
from autograder.batch.digest import course_digest, report_digest
from autograder.batch.durable import named_storage
from autograder.batch.jobs import Job, Settings
from autograder.batch.overlooked import overlooked_files
from autograder.batch.store import Store
from autograder.errors import GraderError, SandboxError, SpecError, StorageError, UnreadableSubmission
from autograder.reading.files import refuse_beside
from autograder.reading.source import load_source
from autograder.reading.stamps import read_stamp, stamp_words
from autograder.reading.submission import read_submission
from autograder.reports.linked import linked
from autograder.reports.report import Report
from autograder.reports.results import Graded
from autograder.sandbox.backend import Cell
from autograder.spec import Exercise, load_exercise

__all__ = ["PARSING", "get_ready", "grade_job", "grade_or_recall", "grader_failure", "prove", "recall_job"]

# `ast.parse` fails at random where two threads use it (before Python 3.13); what it finds is kept for the next thread.
PARSING = threading.Lock()


def grade_job(job: Job) -> Graded:
    """Grade one submission. Never raises for what a submission or the grader did wrong: it becomes `failure`.

    Raises StorageError where the disk is full: that is nobody's result.
    """
    return _answer(job, grade_or_recall)


def recall_job(job: Job) -> Graded | None:
    """The same where nothing has to be graded: all reports are in the store, or the submission cannot be read."""
    if job.settings.force:
        return None
    try:
        return _answer(job, _recall_all)
    except _NotStored:
        return None


def get_ready(job: Job, *, foresee: bool) -> None:
    """Whatever the first such submission would have to wait for. What goes wrong, that one will say.

    Args:
        foresee: the hidden suites are run on the reference, too: who comes later is quicker to test.
    """
    with contextlib.suppress(Exception), PARSING:
        exercises = [load_exercise(folder) for folder in job.folders]
        course_digest(exercises)
        load_source(job.source)
        DESK.prove(job.settings)
        if foresee:
            DESK.foresee(exercises, job.settings)


def prove(settings: Settings) -> None:
    """Let the box of this process prove itself. Raises SandboxError."""
    DESK.prove(settings)


class _NotStored(Exception):
    """Something has to be graded."""


Grade = Callable[[Sequence[Cell], Sequence[Exercise], Settings], tuple[Report, ...]]


def _answer(job: Job, grade: Grade) -> Graded:
    overlooked: tuple[str, ...] = ()
    try:
        with PARSING:
            exercises = [load_exercise(folder) for folder in job.folders]
        refuse_beside(job.notebook.parent)
        stamp = read_stamp(job.notebook.parent)
        overlooked = overlooked_files(job.notebook.parents[1], load_source(job.source))
        submission = read_submission(job.notebook, job.source)
        with named_storage("what grading needs"):
            reports = grade(submission.cells, exercises, job.settings)
    except (_NotStored, StorageError):
        raise
    except UnreadableSubmission as error:
        return Graded(job.student, problems=overlooked, failure=str(error), blame="submission")
    except (GraderError, SpecError, SandboxError) as error:
        return Graded(job.student, failure=str(error), blame="grader")
    except Exception as error:  # a batch goes on whatever happens, and nobody is given a zero for it
        return Graded(job.student, failure=f"the grader failed: {type(error).__name__}: {error}", blame="grader")
    failure = grader_failure(reports)
    problems = (*submission.problems, *overlooked)
    handed_in = stamp_words(stamp) if stamp else ""
    return Graded(job.student, reports, problems, failure, "grader" if failure else "", handed_in)


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
    """One report per exercise: from the store where nothing has changed, else graded in the box and stored.

    What they say about each other is not stored: it is found when all are there.
    """
    store = Store(settings.store)
    digests = _digests(cells, exercises)
    found = _recall(store, digests, settings)
    missing = [exercise for exercise in exercises if exercise.key not in found]
    if missing:
        for report in DESK.grade(cells, missing, settings):
            store.put(digests[report.exercise], report)
            found[report.exercise] = report
    return linked([found[exercise.key] for exercise in exercises])


def _digests(cells: Sequence[Cell], exercises: Sequence[Exercise]) -> dict[str, str]:
    with PARSING:
        return {exercise.key: report_digest(cells, exercise) for exercise in exercises}


def _recall(store: Store, digests: Mapping[str, str], settings: Settings) -> dict[str, Report]:
    """Stored reports by exercise."""
    recalled = {} if settings.force else {key: store.get(digest, key, settings.seed) for key, digest in digests.items()}
    return {key: report for key, report in recalled.items() if report}


def _recall_all(cells: Sequence[Cell], exercises: Sequence[Exercise], settings: Settings) -> tuple[Report, ...]:
    digests = _digests(cells, exercises)
    found = _recall(Store(settings.store), digests, settings)
    if len(found) < len(digests):
        raise _NotStored
    return linked([found[key] for key in digests])
