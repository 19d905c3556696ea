"""When a notebook was handed in: the `timestamp.txt` beside it, which can be read in one way only or is refused.

nbgrader guesses: it takes 01.03.2026 for the third of January, and an unknown time zone for UTC.
"""

from __future__ import annotations

import datetime
import os
import re
import stat
from pathlib import Path

from autograder.errors import UnreadableSubmission
from autograder.reading.files import read_text

__all__ = ["SECRET", "STAMP", "parse_stamp", "read_stamp", "stamp_text", "stamp_words"]

STAMP = "timestamp.txt"
# nbgrader's other file beside a notebook: `submit` writes it last, and no page is released without it.
SECRET = "submission_secret.txt"  # noqa: S105
LONGEST = 1_000  # bytes
WANTED = "write it as 2026-11-26 14:03:00 UTC, or with an offset such as +01:00 in place of UTC."
FORM = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(UTC|Z|[+-]\d\d:?\d\d)?", re.ASCII)


def read_stamp(folder: Path) -> datetime.datetime | None:
    """The time in UTC, without a zone as nbgrader keeps it; None where there is no file. Raises UnreadableSubmission.

    A time without a zone is UTC: nbgrader's zip_collect writes such stamps.
    """
    path = folder / STAMP
    if not os.path.lexists(path):
        return None
    found = os.lstat(path)
    if stat.S_ISREG(found.st_mode) and found.st_size > LONGEST:  # who watches asks for it at every look
        raise UnreadableSubmission(f"{STAMP} holds more than a time: {WANTED}")
    text = read_text(path).strip()
    if not text:
        raise UnreadableSubmission(f"{STAMP} is empty: {WANTED}")
    return parse_stamp(text)


def stamp_text(stamp: datetime.datetime) -> str:
    """A time in UTC as it stands in `timestamp.txt`."""
    return f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC"


def stamp_words(stamp: datetime.datetime) -> str:
    """The same for people, to the second."""
    return f"{stamp:%Y-%m-%d %H:%M:%S} UTC"


def parse_stamp(text: str) -> datetime.datetime:
    """The time that a text says, in UTC without a zone. Raises UnreadableSubmission."""
    form = FORM.fullmatch(text)
    try:
        if form is None:
            raise ValueError
        date, time, zone = form.groups()
        stamp = datetime.datetime.fromisoformat(f"{date}T{time}{'Z' if zone in ('UTC', None) else zone}")
        return stamp.astimezone(datetime.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        said = f"{STAMP} says {text[:60]!r}, which cannot be read in one way only"
        raise UnreadableSubmission(f"{said}: {WANTED}") from error
