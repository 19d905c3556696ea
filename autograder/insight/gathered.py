"""What grading has kept of a class, gathered from the stored reports, the hand-ins and the gradebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.batch.answers import read_answers
from autograder.batch.faults import kept_faults
from autograder.batch.jobs import Job, Settings, find_jobs, refuse_job
from autograder.batch.seeds import kept_seed
from autograder.batch.store import store_folder
from autograder.batch.worker import recall_job
from autograder.errors import ChainruleError, UsageError
from autograder.nbgrader_plugin.notices import find_notices
from autograder.nbgrader_plugin.standings import read_standings
from autograder.reports.results import Graded, Notice
from autograder.spec import Assignment, load_assignment

__all__ = ["Entry", "Gathered", "gather"]

NOT_GRADED = "has no report that fits the hand-in, its exercises and the seed: `chainrule grade {}` makes it"
NOBODY = "nobody has been graded as things are now: `chainrule grade {}` comes first"


@dataclass(frozen=True, slots=True)
class Entry:
    """One student: what became of the hand-in, and the text of each answer by the exercise's name."""

    graded: Graded
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def student(self) -> str:
        return self.graded.student


@dataclass(frozen=True, slots=True)
class Gathered:
    """A class. `waiting`: question -> how many written answers nobody has read yet."""

    assignment: Assignment
    entries: tuple[Entry, ...]
    seed: int
    notices: tuple[Notice, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)

    @property
    def graded(self) -> tuple[Entry, ...]:
        """Those who have a score."""
        return tuple(entry for entry in self.entries if not entry.graded.failure)


def gather(course: Path, assignment: str, exercises: Path) -> Gathered:
    """All there is of an assignment. Raises UsageError where nobody has been graded, GraderError, SpecError."""
    loaded, seed = load_assignment(assignment, exercises), kept_seed(course, assignment)
    if seed is None:
        raise UsageError(NOBODY.format(assignment))
    faults = kept_faults(course, assignment)
    jobs = find_jobs(course, assignment, Settings(store_folder(course), seed), exercises=exercises)
    entries = tuple(_entry(job, faults.get(job.student, "")) for job in jobs)
    if all(entry.graded.failure for entry in entries):
        raise UsageError(NOBODY.format(assignment))
    notices = find_notices(course, assignment, [entry.graded for entry in entries])
    scored = {entry.student for entry in entries if not entry.graded.failure}
    standings, _ = read_standings(course, loaded)
    waiting = Counter(cell for standing in standings if standing.student in scored for cell in standing.waiting)
    return Gathered(loaded, entries, seed, notices, dict(sorted(waiting.items())))


def _entry(job: Job, fault: str) -> Entry:
    known = refuse_job(job) or recall_job(job)
    if known is None:
        why = fault or NOT_GRADED.format(job.source.stem)
        return Entry(Graded(job.student, failure=why, blame="grader"))
    return Entry(known, {} if known.failure else _answers(job))


def _answers(job: Job) -> Mapping[str, str]:
    try:
        return read_answers(job)
    except ChainruleError:  # handed in anew in this moment
        return {}
