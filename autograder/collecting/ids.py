"""Who somebody of a learning platform is here: a CSV with a row a student, under the platform's own headings.

A gradebook exported by the platform will do, where one of its columns holds the students' ids of this course.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.collecting.handed import Owner
from autograder.errors import UnreadableSubmission, UsageError
from autograder.reading.files import read_text

__all__ = ["IdMap", "read_ids"]

STUDENT = "student"
MOST_CHARACTERS = 20_000_000
FIRST, LAST = ("first name", "first_name", "firstname"), ("last name", "last_name", "lastname", "surname")
FULL_NAME, SORTED_NAME = "full name", "sorted name"


@dataclass(frozen=True, slots=True)
class IdMap:
    """`headings` as the file has them; `rows` by student, under headings in lower case."""

    headings: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]
    _found: dict[tuple[tuple[str, ...], bool], dict[str, list[str]]] = field(default_factory=dict, repr=False)

    def find(self, owner: Owner) -> tuple[str, ...]:
        """The students with the owner's surest key that anybody has: one, or more where the file is not clear."""
        for key in owner.keys:
            wanted = _compared(key.value, is_name=key.is_name)
            if wanted and (found := self._by(key.columns, key.is_name).get(wanted)):
                return tuple(found)
        return ()

    def namesakes(self, owner: Owner) -> frozenset[str]:
        """Everybody who has any of the owner's keys, as two people have who are called the same."""
        return frozenset(
            student
            for key in owner.keys
            if (wanted := _compared(key.value, is_name=key.is_name))
            for student in self._by(key.columns, key.is_name).get(wanted, ())
        )

    def _by(self, columns: tuple[str, ...], is_name: bool) -> dict[str, list[str]]:
        """Students by what stands for them in one of the columns."""
        if (columns, is_name) not in self._found:
            students: dict[str, list[str]] = {}
            for student, row in self.rows.items():
                for value in {_compared(row.get(column.lower(), ""), is_name=is_name) for column in columns}:
                    students.setdefault(value, []).append(student)
            self._found[columns, is_name] = students
        return self._found[columns, is_name]


def read_ids(path: Path, column: str = "") -> IdMap:
    """The id map in a CSV file.

    Args:
        column: the heading over the ids of this course; `student` where none is given.
    Raises:
        UsageError: no such file or column, or an id twice.
    """
    headings, *lines = _lines(path) or [[]]
    place = _place(path, headings, column)
    rows: dict[str, dict[str, str]] = {}
    for line in lines:
        student = line[place].strip() if place < len(line) else ""
        if student in rows:
            raise UsageError(f"{path}: {student!r} stands in two rows of {headings[place]!r}; each student has one")
        if student:
            rows[student] = _row(headings, line)
    return IdMap(tuple(headings), rows)


def _lines(path: Path) -> list[list[str]]:
    try:
        text = read_text(path)
    except UnreadableSubmission as error:
        raise UsageError(f"{path}: {error}") from error
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"{path} is larger than {MOST_CHARACTERS // 1_000_000} MB: that is no list of students")
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(line)]
    except csv.Error as error:
        raise UsageError(f"{path} is not CSV: {error}") from error


def _place(path: Path, headings: Sequence[str], column: str) -> int:
    """Where a column stands: by its exact heading (Canvas has a `Student`, which is a name), else by one like it."""
    stripped = [heading.strip() for heading in headings]
    wanted = [stripped, [heading.lower() for heading in stripped]] if column else [stripped]
    for there, name in zip(wanted, (column or STUDENT, column.lower()), strict=False):
        if name in there:
            return there.index(name)
    listed = ", ".join(repr(heading) for heading in stripped[:12])
    remedy = f"--student-column names the one with the ids of this course; there are {listed}"
    raise UsageError(f"{path} has no column {column or STUDENT!r}: {remedy}")


def _row(headings: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    pairs = [(heading.strip(), value.strip()) for heading, value in zip(headings, line, strict=False)]
    own = {heading: value for heading, value in pairs if heading == STUDENT}
    row = own | {heading.lower(): value for heading, value in pairs if heading != STUDENT}
    first, last = (next((row[name] for name in names if row.get(name)), "") for names in (FIRST, LAST))
    if first and last:
        row.setdefault(FULL_NAME, f"{first} {last}")
        row.setdefault(SORTED_NAME, f"{last}, {first}")
    return row


def _compared(text: str, *, is_name: bool) -> str:
    folded = unicodedata.normalize("NFKC", text.strip()).casefold()
    return "".join(filter(str.isalnum, folded)) if is_name else folded
