"""An export of a learning platform into `submitted/`, and what became of everything in it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.batch.jobs import is_usable_name
from autograder.collecting.archive import opened_archive
from autograder.collecting.choosing import Chosen, choose
from autograder.collecting.handed import Handed, Left, Owner
from autograder.collecting.ids import IdMap
from autograder.collecting.people import People
from autograder.collecting.placing import Place, Status, place
from autograder.collecting.sources import load_source_of
from autograder.errors import UnreadableSubmission, UsageError

__all__ = ["Collected", "Outcome", "Wanted", "collect"]

LONGEST_NAME = 128  # as long as the gradebook's column of students
UNKNOWN = "its owner ({}) is not in the id map"
NOT_CLEAR = "its owner ({}) could be any of {} in the id map"
SAME_NAME = "two people come out as {!r}; --ids FILE tells them apart"
UNUSABLE = "the student id {!r} cannot be a folder's name; --ids FILE gives another"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be collected, and by which rules.

    Args:
        source: the platform. assignments: those that there are. assignment: the one that the archive is of, if any.
        late: the time that is written for what the platform marks as late without saying when.
    """

    source: str
    assignments: tuple[str, ...]
    assignment: str = ""
    ids: IdMap | None = None
    late: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one student's hand-in. `is_new`: the student had no folder, though others had."""

    student: str
    assignment: str
    path: str
    status: Status
    why: str = ""
    note: str = ""
    stamp: datetime.datetime | None = None
    is_late: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of everything in an archive."""

    outcomes: tuple[Outcome, ...]
    left: tuple[Left, ...]

    @property
    def is_complete(self) -> bool:
        """Whether everything that may be somebody's work has its place."""
        return not any(entry.matters for entry in self.left) and all(each.status != "kept" for each in self.outcomes)


def collect(archive: Path, wanted: Wanted, where: Place) -> Collected:
    """Place what is in the archive, student by student. Raises UsageError where nothing can be collected from it."""
    outcomes: list[Outcome] = []
    left: list[Left] = []
    there = {path.name for path in (where.course / "submitted").glob("*/")}
    people = People(where.course, wanted.source)
    try:
        with opened_archive(archive) as entries:
            found = load_source_of(wanted.source).read(entries, wanted.assignments)
            for student, files in _by_student(found, wanted.ids, left).items():
                for result in _collected(student, files, wanted, where, people):
                    (outcomes if isinstance(result, Outcome) else left).append(result)  # type: ignore[arg-type]
    except UnreadableSubmission as error:
        raise UsageError(str(error)) from error
    if not where.dry_run:
        people.save()
    seen = [replace(each, is_new=bool(there) and each.student not in there) for each in outcomes]
    return Collected(tuple(seen), tuple(left))


def _by_student(found: Iterable[Handed | Left], ids: IdMap | None, left: list[Left]) -> dict[str, list[Handed]]:
    """Each student's files, by student; what has none joins `left`."""
    files: dict[str, list[Handed]] = {}
    owners: dict[str, set[Owner]] = {}
    students = _Students(ids)
    for each in found:
        student = each if isinstance(each, Left) else students.of(each)
        if isinstance(student, Left):
            left.append(student)
        elif isinstance(each, Handed):
            files.setdefault(student, []).append(each)
            owners.setdefault(student, set()).add(each.owner)
    if ids is None:
        for student in [student for student, people in owners.items() if len(people) > 1]:
            left += [Left(each.entry.path, SAME_NAME.format(student)) for each in files.pop(student)]
    return dict(sorted(files.items()))


class _Students:
    """Who each owner is here, found once."""

    def __init__(self, ids: IdMap | None) -> None:
        self._ids = ids
        self._known: dict[Owner, tuple[str, str]] = {}

    def of(self, handed: Handed) -> str | Left:
        if handed.owner not in self._known:
            self._known[handed.owner] = self._find(handed.owner)
        student, why = self._known[handed.owner]
        return Left(handed.entry.path, why) if why else student

    def _find(self, owner: Owner) -> tuple[str, str]:
        """The student, or why there is none."""
        found = (owner.student,) if self._ids is None else self._ids.find(owner)
        if not found:
            return "", UNKNOWN.format(_said(owner))
        if len(found) > 1:
            return "", NOT_CLEAR.format(_said(owner), ", ".join(found[:5]))
        return ("", UNUSABLE.format(found[0][:LONGEST_NAME])) if not _is_usable(found[0]) else (found[0], "")


def _said(owner: Owner) -> str:
    return ", ".join(dict.fromkeys(key.value for key in owner.keys if key.value))


def _is_usable(student: str) -> bool:
    """Whether a student's id can be one folder below `submitted`, and is taken for what it is by nbgrader."""
    leads_on = re.search(r"[/\\\0]", student) or student.startswith(".")
    return is_usable_name(student) and not leads_on and len(student) <= LONGEST_NAME


def _collected(
    student: str, files: Sequence[Handed], wanted: Wanted, where: Place, people: People
) -> Iterator[Outcome | Left]:
    for result in choose(files, wanted.assignments, wanted.assignment):
        if isinstance(result, Left):
            yield replace(result, student=student)
        else:
            yield _placed(student, result, wanted, where, people)


def _placed(student: str, chosen: Chosen, wanted: Wanted, where: Place, people: People) -> Outcome:
    handed = chosen.handed
    stamp = handed.stamp or (wanted.late if handed.is_late else None)
    status: Status = "kept"
    why = people.refusal(handed.owner, student, wanted.ids)
    if not why:
        status, why = place(where, student, chosen, stamp)
    if status != "kept":
        people.remember(handed.owner, student)
    path = handed.entry.path
    return Outcome(student, chosen.assignment, path, status, why, chosen.note, stamp, handed.is_late)
