"""What has been taken and given back, in a small database that survives whatever ends the program.

It stands in `.chainrule/`, which can be deleted at any time: then everything in reach is looked at once more, recalled
from the stored reports, and the hour of every student begins anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.durable import REMEDY
from autograder.errors import GraderError, StorageError, UsageError

__all__ = ["Ledger", "Taken", "open_ledger"]

TABLE = """
CREATE TABLE IF NOT EXISTS taken (
    id INTEGER PRIMARY KEY, assignment TEXT NOT NULL, student TEXT NOT NULL, handin TEXT NOT NULL,
    at REAL NOT NULL, given_back INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS of_student ON taken (student, assignment, id);
"""
NAME = "watch.db"


@dataclass(frozen=True, slots=True)
class Taken:
    """The last hand-in that was taken of a student, and whether its page has been given back."""

    handin: str
    given_back: bool


class Ledger:
    """One line for each hand-in that was taken; the last one of a student and an assignment is the present one.

    All of it raises StorageError where the disk takes no more.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def last(self, assignment: str, student: str) -> Taken | None:
        """None where nothing has been taken yet."""
        query = "SELECT handin, given_back FROM taken WHERE assignment = ? AND student = ? ORDER BY id DESC LIMIT 1"
        rows = self._run(query, (assignment, student))
        return Taken(rows[0][0], bool(rows[0][1])) if rows else None

    def times(self, student: str, since: float) -> list[float]:
        """When hand-ins of the student have been taken, whatever the assignment."""
        query = "SELECT at FROM taken WHERE student = ? AND at > ?"
        return [at for (at,) in self._run(query, (student, since))]

    def take(self, assignment: str, student: str, handin: str, now: float) -> None:
        """It counts from now on; on disk when this returns. Once for the same hand-in, however often it is taken up."""
        last = self.last(assignment, student)
        if last is None or last.handin != handin:
            values = (assignment, student, handin, now)
            self._run("INSERT INTO taken (assignment, student, handin, at) VALUES (?, ?, ?, ?)", values)

    def give_back(self, assignment: str, student: str, handin: str) -> None:
        """Nothing is left to be done for it."""
        update = "UPDATE taken SET given_back = 1 WHERE assignment = ? AND student = ? AND handin = ?"
        self._run(update, (assignment, student, handin))

    def _run(self, statement: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            with self._database:
                return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise StorageError(f".chainrule/{NAME} cannot be used: {error}; {REMEDY}") from error


@contextmanager
def open_ledger(course: Path) -> Iterator[Ledger]:
    """The course's ledger, for one program at a time.

    Raises UsageError while another one has it, GraderError where it cannot be used.
    """
    path = course / ".chainrule" / NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path, timeout=0.5)
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA synchronous = FULL")
        database.executescript("BEGIN EXCLUSIVE; COMMIT;" + TABLE)
    except (OSError, sqlite3.Error) as error:
        if "locked" in str(error):
            raise UsageError(f"another `chainrule watch` is at work in {course}: end it first") from error
        raise GraderError(f"{path} cannot be used: {error}; move it away, and everything is looked at anew") from error
    try:
        yield Ledger(database)
    finally:
        database.close()
