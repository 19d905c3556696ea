"""Moodle: "Download all submissions" of an assignment.

In folders, as is usual, `<Full name>_<participant>_assignsubmission_file_/<as uploaded>`; else the same in front of
each file. The participant's number belongs to this one assignment (the grading worksheet has it as `Identifier`), so
that without an id map a student is known by name. The times in the archive are those of the download.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograder.collecting.archive import Entry
from autograder.collecting.handed import Handed, Key, Left, Owner
from autograder.collecting.ids import FULL_NAME

__all__ = ["read"]

FORM = re.compile(r"(?P<name>.+?)_(?P<number>\d{1,20})_assignsubmission_(?P<kind>[a-z]{1,40})_?(?P<rest>.*)")


def read(entries: Sequence[Entry], _assignments: Sequence[str]) -> Iterator[Handed | Left]:
    """Whose each file is."""
    for entry in entries:
        places = ((k, found) for k, part in enumerate(entry.parts) if (found := FORM.fullmatch(part)))
        place, found = next(places, (0, None))
        if found is None:
            yield Left(entry.path, "not named as Moodle names submissions")
        elif found["kind"] != "file":
            yield Left(entry.path, "typed into Moodle; the notebook itself is wanted")
        else:
            is_loose = place == len(entry.parts) - 1
            yield Handed(_owner(found["name"], found["number"]), found["rest"] if is_loose else entry.name, entry)


def _owner(name: str, number: str) -> Owner:
    keys = (
        Key(("Identifier",), f"Participant {number}"),
        Key(("Identifier", "participant"), number),
        Key((FULL_NAME, "name", "student name"), name, is_name=True),
    )
    return Owner(keys, name)
