"""nbgrader, in the three ways in which its hand-ins travel.

- the exchange's inbound folder: `<student>+<assignment>+<time>[+<random>]/`, with `timestamp.txt`;
- a `submitted` folder of another course: `<student>/<assignment>/`, with or without `timestamp.txt`;
- names for `zip_collect`, which are Blackboard's too: `..._<student>_attempt_<time>_<as uploaded>`, or with student and
  assignment the other way round. Their time has no zone; as in nbgrader it counts as UTC.

What is furthest out, or comes first in a name, is the platform's; all that is within it a student has named.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from autograder.collecting.archive import Budget, Entry
from autograder.collecting.handed import Handed, Key, Left, Owner
from autograder.errors import UnreadableSubmission
from autograder.reading.stamps import SECRET, STAMP, parse_stamp

__all__ = ["read"]

MOST_STAMP = 1_000
INBOUND = re.compile(r"(?P<student>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>[^+]+)(?:\+.*)?")
ATTEMPT = re.compile(r"(?P<who>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<name>.+)|(?P<note>\.txt))")
DIGITS = re.compile(r"\d{4}-\d\d-\d\d.\d\d.\d\d.\d\d")
Folder = tuple[str, ...]


def read(entries: Sequence[Entry], assignments: Sequence[str]) -> Iterator[Handed | Left]:
    """Whose each file is."""
    stamps = {entry.parts[:-1]: entry for entry in entries if entry.name == STAMP}
    classes = frozenset(_classes(entries, assignments))
    for entry in entries:
        if entry.name not in (STAMP, SECRET):
            yield from _of(entry, assignments, stamps, classes)


def _classes(entries: Sequence[Entry], assignments: Sequence[str]) -> Iterator[Folder]:
    """Folders of a class: in them there is a student's folder with a notebook in its place."""
    for entry in entries:
        place = _hand_in(folder := entry.parts[:-1], assignments)
        if place and place == len(folder) - 1 and entry.name == f"{folder[place]}.ipynb":
            yield folder[: place - 1]


def _hand_in(folder: Folder, assignments: Sequence[str]) -> int | None:
    """Where the assignment stands in `<student>/<assignment>/`."""
    return next((k for k, part in enumerate(folder) if k and part in assignments), None)


def _of(
    entry: Entry, assignments: Sequence[str], stamps: Mapping[Folder, Entry], classes: Collection[Folder]
) -> Iterator[Handed | Left]:
    folder, attempt = entry.parts[:-1], ATTEMPT.fullmatch(entry.name)
    place = _hand_in(folder, assignments)
    inbound = next((k for k, part in enumerate(folder) if INBOUND.fullmatch(part)), None)
    if place is not None and folder[: place - 1] not in classes and (inbound is not None or attempt):
        place = None  # a folder of the platform's that is called like the assignment
    if inbound is not None and (place is None or inbound < place):
        yield _of_exchange(entry, inbound, stamps)
    elif place is None and attempt:
        if attempt["name"]:  # else Blackboard's own note on the attempt
            owner = _owner(_student(attempt["who"], assignments))
            yield Handed(owner, attempt["name"], entry, _time(attempt["time"]))
    elif place is not None and place == len(folder) - 1:
        yield Handed(_owner(folder[place - 1]), entry.name, entry, _stamp_file(stamps.get(folder)))
    else:
        yield Left(entry.path, "not named as nbgrader or Blackboard name submissions")


def _of_exchange(entry: Entry, place: int, stamps: Mapping[Folder, Entry]) -> Handed:
    found = INBOUND.fullmatch(entry.parts[place])
    assert found is not None
    stamp = _stamp_file(stamps.get(entry.parts[: place + 1])) or _time(found["time"])
    return Handed(_owner(found["student"]), entry.name, entry, stamp)


def _student(who: str, assignments: Sequence[str]) -> str:
    """Of student and assignment, in either order and each with `_` in it, the student."""
    for assignment in sorted(assignments, key=len, reverse=True):
        if who.startswith(f"{assignment}_"):
            return who.removeprefix(f"{assignment}_")
        if who.endswith(f"_{assignment}"):
            return who.removesuffix(f"_{assignment}")
    return who.rpartition("_")[2]


def _owner(student: str) -> Owner:
    return Owner((Key(("student", "username", "user name", "id"), student),), student)


def _time(text: str) -> datetime.datetime | None:
    """The first time in a name, whose colons an archiver may have replaced."""
    if found := DIGITS.search(text):
        digits = re.split(r"\D", found[0])
        with contextlib.suppress(ValueError):
            return datetime.datetime(*map(int, digits))  # type: ignore[arg-type]
    return None


def _stamp_file(entry: Entry | None) -> datetime.datetime | None:
    with contextlib.suppress(UnreadableSubmission, UnicodeDecodeError):
        return parse_stamp(entry.read(Budget(), MOST_STAMP).decode("utf-8").strip()) if entry else None
    return None
