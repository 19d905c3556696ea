"""Canvas: "Download Submissions" of an assignment.

Every file lies loose, as `<name>[_LATE]_<user>_<file>_<as uploaded>`: the sortable name in lower case without spaces
and signs, Canvas's number of the person and of the file. A file that is handed in again comes with `-1` behind its
name. Under anonymous grading `anon_<code>` stands for person and number. There is no time in it, only the mark LATE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograder.collecting.archive import Entry
from autograder.collecting.handed import Handed, Key, Left, Owner
from autograder.collecting.ids import SORTED_NAME

__all__ = ["read"]

NAMED = re.compile(r"(?P<user>.+?)_(?P<late>late_)?(?P<id>\d{1,20})_(?P<file>\d{1,20})_(?P<name>.+)", re.IGNORECASE)
ANONYMOUS = re.compile(
    r"(?P<late>late_)?anon_(?P<code>[A-Za-z0-9]{1,20})_(?P<file>\d{1,20})_(?P<name>.+)", re.IGNORECASE
)
TYPED = re.compile(r".+_(text|link)\.html", re.IGNORECASE)


def read(entries: Sequence[Entry], _assignments: Sequence[str]) -> Iterator[Handed | Left]:
    """Whose each file is."""
    for entry in entries:
        if found := ANONYMOUS.fullmatch(entry.name):
            yield _handed(entry, found, _nobody(found["code"]))
        elif found := NAMED.fullmatch(entry.name):
            yield _handed(entry, found, _owner(found["user"], found["id"]))
        elif TYPED.fullmatch(entry.name):
            yield Left(entry.path, "typed into Canvas or a link; the notebook itself is wanted")
        else:
            yield Left(entry.path, "not named as Canvas names submissions")


def _handed(entry: Entry, found: re.Match[str], owner: Owner) -> Handed:
    return Handed(owner, found["name"], entry, order=int(found["file"]), is_late=found["late"] is not None)


def _owner(user: str, number: str) -> Owner:
    keys = Key(("ID", "canvas id", "lms_user_id"), number), Key(("Student", SORTED_NAME), user, is_name=True)
    return Owner(keys, f"{user}-{number}")


def _nobody(code: str) -> Owner:
    return Owner((Key(("Anonymous ID",), code),), f"anon-{code}")
