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
from typing import NamedTuple

from autograder.errors import UnreadableSubmission
from autograder.reading.files import MAX_FILES, MAX_FOLDER_BYTES, opened_folder, read_bytes, refuse_beside
from autograder.watching.arrivals import Arrival

__all__ = ["Lying", "collect", "newest", "refusal_of", "what_lies_there"]

Ignore = Callable[[str, list[str]], Iterable[str]]
NO_FOLDER = "{} lies in the exchange and is no folder but a link or a file; it is not collected"
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


class Lying(NamedTuple):
    """What has the name of a hand-in: it may become something else meanwhile."""

    is_folder: bool
    owner: int


def what_lies_there(arrival: Arrival) -> Lying:
    """Nothing at all is nobody's folder."""
    try:
        found = os.lstat(arrival.folder)
    except OSError:
        return Lying(True, -1)
    return Lying(stat.S_ISDIR(found.st_mode), found.st_uid)


def refusal_of(arrival: Arrival, lying: Lying, *, check_owner: bool) -> str:
    """Why nothing is read there, in words: a link, or somebody else's than its name says; "" where it may be read."""
    if not lying.is_folder:
        return NO_FOLDER.format(arrival.folder.name)
    try:
        owner = pwd.getpwuid(lying.owner).pw_name
    except KeyError:
        owner = "nobody that this machine knows"
    return CLAIMED.format(arrival.student, owner) if check_owner and owner != arrival.student else ""


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
        with opened_folder(arrival.folder) as folder:
            _copy(arrival.folder, folder, scratch / "new", ignore, _Room())
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


def _copy(path: Path, folder: int, place: Path, ignore: Ignore, room: _Room, depth: int = 0) -> None:
    """Ordinary files and folders. What is open is copied; its path may lead elsewhere by now."""
    place.mkdir()
    names = sorted(os.listdir(folder))
    unwanted = set(ignore(str(path), names))
    for name in names:
        if name in unwanted:
            continue
        if stat.S_ISDIR(os.lstat(name, dir_fd=folder).st_mode):
            room.take(depth)
            with opened_folder(name, folder) as inner:
                _copy(path / name, inner, place / name, ignore, room, depth + 1)
        else:
            content = read_bytes(path / name, folder)
            room.take(depth, len(content))
            (place / name).write_bytes(content)
            _keep_time(name, folder, place / name)


def _keep_time(name: str, folder: int, copy: Path) -> None:
    """Without a time stamp a notebook was handed in when it was last written."""
    with contextlib.suppress(OSError):
        found = os.lstat(name, dir_fd=folder)
        os.utime(copy, ns=(found.st_atime_ns, found.st_mtime_ns))
