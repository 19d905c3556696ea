"""What has been handed in, in nbgrader's exchange and in `submitted/`, and whether it is whole.

Folders are looked at again and again. Notices of the operating system would come sooner, but not for what another
machine writes to a shared disk, which is where an exchange most often lies. A look at a thousand students with ten
hand-ins each takes a tenth of a second.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.batch.jobs import refused_folder
from autograder.errors import UnreadableSubmission
from autograder.reading.files import read_bytes
from autograder.reading.notebook import parsed
from autograder.reading.stamps import SECRET, STAMP, parse_stamp, read_stamp

__all__ = ["Arrival", "Lookout", "inbound_handins", "submitted_handins"]

PARTS = 4  # student+assignment+time+chance, nbgrader's name of a hand-in; its chance can be left out
MOST_NAMES = 100_000
Fingerprint = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A hand-in as it lies there. `inbound`: in the exchange, from where it has to be collected."""

    student: str
    assignment: str
    folder: Path
    at: datetime | None = None
    inbound: bool = False

    @property
    def notebook(self) -> Path:
        return self.folder / f"{self.assignment}.ipynb"


def inbound_handins(inbound: Path, assignments: Iterable[str]) -> list[Arrival]:
    """All that lies in the exchange for these assignments, the oldest first; other names are passed over."""
    known = set(assignments)
    named = (_named(inbound / name) for name in _names(inbound))
    found = [arrival for arrival in named if arrival and arrival.assignment in known]
    return sorted(found, key=lambda arrival: (arrival.at or datetime.min, arrival.folder.name))


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


@functools.lru_cache(MOST_NAMES)
def _named(folder: Path) -> Arrival | None:
    """What a name says, which is asked at every look. No student is called `..`, which leads out of `submitted/`."""
    parts = folder.name.rsplit("+", PARTS - 1)
    student, assignment, time = parts[:3] if len(parts) >= PARTS - 1 else ("", "", "")
    try:
        return Arrival(student, assignment, folder, parse_stamp(time), inbound=True) if student.strip(".") else None
    except UnreadableSubmission:
        return None


def submitted_handins(submitted: Path, assignments: Iterable[str]) -> Iterator[Arrival]:
    """What lies in `submitted/`; folders that grading refuses are left to `chainrule grade`, which says why."""
    known = list(assignments)
    for student in sorted(_names(submitted)):
        for assignment in known:
            folder = submitted / student / assignment
            if (folder / f"{assignment}.ipynb").is_file() and not refused_folder(folder):
                yield Arrival(student, assignment, folder, _stamp(folder))


def _stamp(folder: Path) -> datetime | None:
    try:
        return read_stamp(folder)
    except UnreadableSubmission:
        return None  # grading says what is wrong with it


class Lookout:
    """Remembers what it has seen, to tell what is still being copied from what is whole."""

    def __init__(self, settle_s: float, patience_s: float) -> None:
        """
        Args:
            settle_s: for how long nothing may have changed.
            patience_s: how long a notebook that is no JSON yet, or a hand-in without its last file, is waited for.
        """
        self._settle_s, self._patience_s = settle_s, patience_s
        self._seen: dict[Path, _Seen] = {}

    def is_whole(self, arrival: Arrival, now: float) -> bool:
        """Whether it lies there as it was meant to. `now` is of a clock that only goes on."""
        fingerprint = _fingerprint(arrival)
        seen = self._seen.get(arrival.folder)
        if seen is None or seen.fingerprint != fingerprint:
            self._seen[arrival.folder] = _Seen(fingerprint, now)
            return self._settle_s <= 0 and _is_complete(arrival)
        age = now - seen.since
        if age < self._settle_s:
            return False
        if seen.complete is None:
            seen.complete = _is_complete(arrival)
        return seen.complete or age >= self._patience_s

    def identity(self, arrival: Arrival) -> str:
        """The same for the same notebook and time stamp, in the exchange and out of it."""
        fingerprint, seen = _fingerprint(arrival), self._seen.get(arrival.folder)
        if seen is None or seen.fingerprint != fingerprint:
            return _digest(arrival)
        seen.digest = seen.digest or _digest(arrival)
        return seen.digest


class _Seen:
    """What is known of a folder as long as its files stay as they are."""

    __slots__ = ("complete", "digest", "fingerprint", "since")

    def __init__(self, fingerprint: Fingerprint, since: float) -> None:
        self.fingerprint, self.since = fingerprint, since
        self.complete: bool | None = None
        self.digest = ""


def _fingerprint(arrival: Arrival) -> Fingerprint:
    return tuple(map(_status, (arrival.notebook, arrival.folder / STAMP, arrival.folder / SECRET)))


def _status(path: Path) -> tuple[int, int, int]:
    try:
        found = os.lstat(path)
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_complete(arrival: Arrival) -> bool:
    try:
        parsed(arrival.notebook.name, read_bytes(arrival.notebook))
        return not arrival.inbound or bool(read_bytes(arrival.folder / SECRET).strip())
    except UnreadableSubmission:
        return False


def _digest(arrival: Arrival) -> str:
    digest = hashlib.sha256()
    for path in (arrival.notebook, arrival.folder / STAMP):
        try:
            content = read_bytes(path)
        except UnreadableSubmission:
            content = b""
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
