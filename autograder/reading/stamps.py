"""When a notebook was handed in: the `timestamp.txt` beside it, which can be read in one way only or is refused.

nbgrader guesses: it takes 01.03.2026 for the third of January, and an unknown time zone for UTC.
"""

from __future__ import annotations

import codecs
import datetime
import re
from pathlib import Path

from autograder.errors import UnreadableSubmission

__all__ = ["STAMP", "read_stamp"]

STAMP = "timestamp.txt"
LONGEST = 200
WANTED = "write it as 2026-11-26 14:03:00 UTC, or with an offset such as +01:00 in place of UTC."
FORM = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(UTC|Z|[+-]\d\d:?\d\d)?", re.ASCII)
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_stamp(folder: Path) -> datetime.datetime | None:
    """The time in UTC, without a zone as nbgrader keeps it; None where there is no file. Raises UnreadableSubmission.

    A time without a zone is UTC: nbgrader's zip_collect writes such stamps.
    """
    try:
        with (folder / STAMP).open("rb") as file:
            text = _decoded(file.read(LONGEST)).strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableSubmission(f"{STAMP} cannot be read: {error.strerror}.") from error
    if not text:
        raise UnreadableSubmission(f"{STAMP} is empty: {WANTED}")
    return _parsed(text)


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    return content.decode(encoding, "replace")


def _parsed(text: str) -> datetime.datetime:
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
