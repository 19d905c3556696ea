"""Gradescope: "Export Submissions".

A folder `submission_<number>/` for each submission, and `submission_metadata.yml` that says who was behind it (several
people where it was a group's) and when it was handed in. Without that file nothing in the export has an owner.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence

from autograder.collecting.archive import Budget, Entry
from autograder.collecting.handed import Handed, Key, Left, Owner
from autograder.collecting.ids import FULL_NAME
from autograder.collecting.metadata import Submitted, read_metadata
from autograder.errors import UnreadableSubmission, UsageError
from autograder.reading.stamps import parse_stamp

__all__ = ["read"]

METADATA = "submission_metadata.yml"


def read(entries: Sequence[Entry], _assignments: Sequence[str]) -> Iterator[Handed | Left]:
    """Whose each file is. Raises UsageError where the export does not say."""
    named = (entry for entry in entries if entry.name == METADATA and len(entry.parts) <= 2)
    metadata = min(named, key=lambda entry: len(entry.parts), default=None)  # students may hand in one, further in
    if metadata is None:
        raise UsageError(f"there is no {METADATA} in it: use 'Export Submissions' of the assignment in Gradescope")
    try:
        submissions = read_metadata(metadata.read(Budget()))
    except UnreadableSubmission as error:
        raise UsageError(f"{METADATA}: {error}; export the submissions again") from error
    depth = len(metadata.parts) - 1
    for entry in entries:
        if entry is not metadata:
            yield from _of(entry, entry.parts[min(depth, len(entry.parts) - 1)], submissions)


def _of(entry: Entry, folder: str, submissions: dict[str, Submitted]) -> Iterator[Handed | Left]:
    submitted = submissions.get(folder, Submitted())
    owners = [_owner(person) for person in submitted.people if any(person.values())]
    if not owners:
        yield Left(entry.path, f"{METADATA} says nobody of {folder}")
    for owner in owners:
        yield Handed(owner, entry.name, entry, _stamp(submitted.created_at))


def _owner(person: dict[str, str]) -> Owner:
    sid, email, name = (person.get(key, "") for key in ("sid", "email", "name"))
    keys = (
        Key(("SID", "student id", "sis user id"), sid),
        Key(("Email", "email address"), email),
        Key((FULL_NAME, "name"), name, is_name=True),
    )
    return Owner(keys, sid or email or name)


def _stamp(text: str) -> datetime.datetime | None:
    """Gradescope writes UTC, or an offset."""
    with contextlib.suppress(UnreadableSubmission):
        return parse_stamp(text.strip())
    return None
