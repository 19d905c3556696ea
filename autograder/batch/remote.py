"""What runs on a worker of a cluster: a job comes as text, is graded in this machine's box, and is answered as text."""

from __future__ import annotations

import platform
import threading

from autograder.batch.desk import DESK
from autograder.batch.digest import course_digest, report_digest
from autograder.batch.jobs import Job
from autograder.batch.parcel import Answer, pack_answer, unpack_job
from autograder.batch.run import grade_folder
from autograder.batch.store import Store
from autograder.errors import ChainruleError
from autograder.reading.submission import read_submission
from autograder.reports.report import Report
from autograder.reports.results import Graded
from autograder.spec import load_exercise

__all__ = ["answer_job", "prove_machine"]

ANOTHER = "has another chainrule, or sees another course folder: install the same version there and share the folder"

_ONE_AT_A_TIME = threading.Lock()  # a worker may have threads; the box of a process is one, and so is its pytest
_accepted: set[tuple[str, str]] = set()


def prove_machine(text: str) -> str:
    """Before the first job: why this machine grades none; "" where it does."""
    job, course = unpack_job(text)
    with _ONE_AT_A_TIME:
        return _refusal(job, course)


def answer_job(text: str) -> str:
    """What became of it, in words and numbers: no exception travels, whose class another machine may not know."""
    job, course = unpack_job(text)
    with _ONE_AT_A_TIME:
        return pack_answer(_answer(job, course))


def _answer(job: Job, course: str) -> Answer:
    if refusal := _refusal(job, course):
        return Answer(refusal=refusal)
    try:
        graded = grade_folder(job)
        return Answer(graded, stored=_stored(job) if graded.reports else {})
    except (ChainruleError, OSError) as error:
        return Answer(refusal=f"{platform.node()}: {error}")
    except Exception as error:
        return Answer(
            Graded(job.student, failure=f"the grader failed: {type(error).__name__}: {error}", blame="grader")
        )


def _refusal(job: Job, course: str) -> str:
    """Looked at once a batch: the same course as the one who asks has, and a box that has proved itself."""
    key = (job.settings.batch, course)
    try:
        if key not in _accepted and course_digest(map(load_exercise, job.folders)) != course:
            return f"{platform.node()} {ANOTHER}"
        DESK.prove(job.settings)
    except (ChainruleError, OSError) as error:
        return f"{platform.node()}: {error}"
    _accepted.add(key)
    return ""


def _stored(job: Job) -> dict[str, Report]:
    """The reports as they are kept here: whoever asks may not see them yet, where folders are shared over a network."""
    cells, store = read_submission(job.notebook, job.source).cells, Store(job.settings.store)
    digests = {report_digest(cells, exercise): exercise.key for exercise in map(load_exercise, job.folders)}
    found = {digest: store.get(digest, key, job.settings.seed) for digest, key in digests.items()}
    return {digest: report for digest, report in found.items() if report}
