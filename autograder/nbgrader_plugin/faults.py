"""A gradebook or a disk that cannot be used: locked, read-only, full, gone. Said once, and no student's fault."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from nbgrader.coursedir import CourseDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from autograder.batch.durable import named_storage, storage_fault
from autograder.errors import GraderError, StorageError

__all__ = ["ends_recording", "fault_of_gradebook", "named_fault"]

DRIVERS = ("psycopg", "psycopg2")
OF_ONE_STUDENT = (DataError, IntegrityError)
HELD = "another program is writing to it: let it finish, or end it, and run this again"
REMEDIES = {
    "locked": HELD,
    "lock timeout": HELD,
    "read-only transaction": "let the server take changes, or give the user the right to make them",
    "permission denied": "let the server take changes, or give the user the right to make them",
    "does not exist": "make the database and the user on the server, or mend c.CourseDirectory.db_url",
    "password authentication": "mend c.CourseDirectory.db_url",
    "connection": "see that the server runs and can be reached from here, and run this again",
    "no such column": "another version of nbgrader made it: keep a copy of it and run `nbgrader db upgrade`",
    "no such table": "another version of nbgrader made it: keep a copy of it and run `nbgrader db upgrade`",
    "not a database": "put back a copy of it, or move it away to begin with an empty one",
    "malformed": "put back a copy of it, or move it away to begin with an empty one",
    "disk": "make room on the disk and run this again",
}
OTHERWISE = "see that it is there and that you may write to it and to its folder"


def fault_of_gradebook(error: BaseException | None) -> DBAPIError | None:
    """The fault as it was raised, or as nbgrader passes it on; None for anything that one student may have caused."""
    found = (each for each in (error, getattr(error, "__context__", None)) if isinstance(each, DBAPIError))
    return next((each for each in found if not isinstance(each, OF_ONE_STUDENT)), None)


def ends_recording(error: BaseException) -> bool:
    """Whether the gradebook or the disk cannot be used any more; whatever else happens costs one student."""
    return isinstance(error, StorageError) or bool(storage_fault(error) or fault_of_gradebook(error))


@contextlib.contextmanager
def named_fault(coursedir: CourseDirectory) -> Iterator[None]:
    """Raises GraderError or StorageError, a sentence with its remedy, where the gradebook or the disk fails in here."""
    try:
        with named_storage(f"the course folder {coursedir.root}"):
            yield
    except ModuleNotFoundError as error:
        if error.name not in DRIVERS:
            raise
        name, remedy = _name(coursedir), "pip install 'chainrule[postgresql]'"
        raise GraderError(f"the gradebook {name} needs the package {error.name}, which is missing: {remedy}") from error
    except Exception as error:
        fault = fault_of_gradebook(error)
        if fault is None:
            raise
        said = str(fault.orig).strip().split("\n")[0]
        remedy = next((remedy for words, remedy in REMEDIES.items() if words in said), OTHERWISE)
        raise GraderError(f"the gradebook {_name(coursedir)} cannot be used: {said}; {remedy}") from error


def _name(coursedir: CourseDirectory) -> str:
    """Its address without password and options."""
    return str(make_url(coursedir.db_url).set(query={}))
