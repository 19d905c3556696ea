"""The steps of a run that leave something behind, counted: statements to a database, files opened, renamed, removed.

At a step of a given number something happens, in this process: it is killed, or the disk takes no more from there on.
"""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

__all__ = ["TROUBLES", "count_steps", "killed"]

OF_FILES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "shutil.rmtree", "shutil.copyfile"}
TAKING_ROOM = {"os.mkdir", "os.link", "shutil.copyfile", "open"}
FOR_WRITING = os.O_WRONLY | os.O_RDWR
FULL = "database or disk is full"
END_CONNECTIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

refusals = 0  # in this process

Trouble = Callable[[str, bool, Any], None]


def killed(name: str, first: bool, connection: Any = None) -> None:
    """As by `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)


def full_disk(name: str, first: bool, connection: Any = None) -> None:
    """Nothing that takes room succeeds any more, to the end of the run."""
    global refusals
    refusals += name == "commit" or name in TAKING_ROOM
    if name == "commit":
        raise OperationalError("COMMIT", None, sqlite3.OperationalError(FULL))
    if name in TAKING_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def one_failed_write(name: str, first: bool, connection: Any = None) -> None:
    """A single step fails, and the next ones succeed: somebody has made room meanwhile."""
    if first:
        full_disk(name, first)


def connection_ends(name: str, first: bool, connection: Any = None) -> None:
    """A PostgreSQL server ends all connections to the database, as it does when it is stopped."""
    global refusals
    if first and connection is not None:
        refusals += 1
        other = create_engine(connection.engine.url, isolation_level="AUTOCOMMIT")
        with other.connect() as administrator:
            administrator.exec_driver_sql(END_CONNECTIONS)
        other.dispose()


TROUBLES = {"full disk": full_disk, "one failed write": one_failed_write, "connection ends": connection_ends}


def count_steps(last: int | None = None, trouble: Trouble = killed) -> Callable[[], list[str]]:
    """From now on, in this process; a function that says which there were.

    Args:
        last: before the step of this number, and before those that follow, `trouble` is called.
    """
    names: list[str] = []

    def step(name: str, connection: Any = None) -> None:
        names.append(name)
        if last is not None and len(names) > last:
            trouble(name, len(names) == last + 1, connection)

    def look(name: str, arguments: tuple[Any, ...]) -> None:
        if name in OF_FILES or (name == "open" and arguments[2] & FOR_WRITING):
            step(name)

    sys.addaudithook(look)
    event.listen(Engine, "before_cursor_execute", lambda connection, *_, **__: step("statement", connection))
    event.listen(Engine, "commit", lambda *_: step("commit"))
    return lambda: names
