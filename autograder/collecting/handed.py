"""What a source finds in an archive: files with an owner, and what has none."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from autograder.collecting.archive import Entry

__all__ = ["Handed", "Key", "Left", "Owner"]


@dataclass(frozen=True, slots=True)
class Key:
    """Something that an export says of a person, and the columns of an id map in which it may stand.

    `is_name`: compared without regard to case, spaces and signs, as platforms take these out of names.
    """

    columns: tuple[str, ...]
    value: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is: by these keys, the surest first. `student` is the id where there is no id map."""

    keys: tuple[Key, ...]
    student: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that somebody has handed in.

    Args:
        name: as its owner has called it.
        stamp: when, in UTC; None where the export does not say.
        order: of two files of one owner the later one has the larger number; None where the export does not say.
        is_late: the platform has marked it as late.
    """

    owner: Owner
    name: str
    entry: Entry
    stamp: datetime.datetime | None = None
    order: int | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What has no place, and why. `matters`: it may be somebody's work."""

    path: str
    why: str
    student: str = ""
    matters: bool = True
