"""Out of the exchange into `submitted/`, as `nbgrader collect --update` does, but whole or not at all.

Whoever hands in owns the folder in the exchange and can change it meanwhile: links are not followed, pipes not waited
for, and no more is read than a hand-in may hold.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UnreadableSubmission
from autograder.reading.files import MAX_FILES, MAX_FOLDER_BYTES, read_bytes, refuse_beside
from autograder.watching.arrivals import Arrival

__all__ = ["claimed_by_another", "collect", "newest"]

Ignore = Callable[[str, list[str]], Iterable[str]]
CLAIMED = "claims to be {}'s and belongs to {}; it is not collected (c.ExchangeCollect.check_owner = False allows it)"
DEEPEST = 20


def newest(inbound: Iterable[Arrival], submitted: Iterable[Arrival]) -> list[Arrival]:
    """For each student and assignment the last hand-in; what has been collected counts where nothing is newer."""
    last = {(arrival.student, arrival.assignment): arrival for arrival in submitted}
    for arrival in inbound:
        key = arrival.student, arrival.assignment
        before = last.get(key)
        if before is None or before.inbound or before.at is None or (arrival.at and arrival.at > before.at):
            last[key] = arrival
    return list(last.values())


def claimed_by_another(arrival: Arrival) -> str:
    """In words, where the folder does not belong to the student whom its name says; "" where it does."""
    try:
        owner = pwd.getpwuid(os.lstat(arrival.folder).st_uid).pw_name
    except (OSError, KeyError):
        owner = "nobody that this machine knows"
    return "" if owner == arrival.student else CLAIMED.format(arrival.student, owner)


def collect(arrival: Arrival, submitted: Path, ignore: Ignore) -> Arrival:
    """The hand-in in its place in `submitted/`; the one before it is gone. Raises UnreadableSubmission, OSError.

    Args:
        ignore: of a folder and the names in it those that are not wanted, as for `shutil.copytree`.
    """
    refuse_beside(arrival.folder)
    place = submitted / arrival.student / arrival.assignment
    place.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=submitted.parent / ".chainrule", prefix="collecting-"))
    try:
        _copy(arrival.folder, scratch / "new", ignore, _Room())
        if os.path.lexists(place):
            os.replace(place, scratch / "old")
        os.replace(scratch / "new", place)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Arrival(arrival.student, arrival.assignment, place, arrival.at)


@dataclass(slots=True)
class _Room:
    """What may still come. A folder may grow after it has been looked at."""

    files: int = MAX_FILES
    size: int = MAX_FOLDER_BYTES

    def take(self, depth: int, size: int = 0) -> None:
        self.files, self.size = self.files - 1, self.size - size
        if self.files < 0 or self.size < 0 or depth > DEEPEST:
            raise UnreadableSubmission("More lies beside the notebook than a hand-in may hold.")


def _copy(folder: Path, place: Path, ignore: Ignore, room: _Room, depth: int = 0) -> None:
    """Ordinary files and folders."""
    place.mkdir()
    names = sorted(os.listdir(folder))
    unwanted = set(ignore(str(folder), names))
    for name in names:
        if name in unwanted:
            continue
        if stat.S_ISDIR(os.lstat(folder / name).st_mode):
            room.take(depth)
            _copy(folder / name, place / name, ignore, room, depth + 1)
        else:
            content = read_bytes(folder / name)
            room.take(depth, len(content))
            (place / name).write_bytes(content)
            _keep_time(folder / name, place / name)


def _keep_time(source: Path, copy: Path) -> None:
    """Without a time stamp a notebook was handed in when it was last written."""
    with contextlib.suppress(OSError):
        found = os.lstat(source)
        os.utime(copy, ns=(found.st_atime_ns, found.st_mtime_ns))
