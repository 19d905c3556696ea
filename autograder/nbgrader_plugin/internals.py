"""The names of nbgrader and nbconvert that they do not promise to keep. They stand here and nowhere else.

`pyproject.toml` bounds the versions; tests/nbgrader_plugin/test_internals.py says in words what a new one has broken.
"""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbgrader.api
import nbgrader.dbutil
from nbconvert.exporters import Exporter
from nbgrader.api import Gradebook, Notebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import _temp_alembic_ini
from sqlalchemy import Column, MetaData, String, Table, func, insert, select

from autograder.errors import UnreadableSubmission
from autograder.reading.stamps import read_stamp

__all__ = ["CELLS_OF_NOTEBOOK", "answering_gradebook", "finish_tables", "forget_notebooks", "fresh_resources"]
__all__ += ["mend_nbgrader", "preprocessors_of", "set_preprocessors"]

CELLS_OF_NOTEBOOK = Notebook._base_cells  # cells of every kind, which nbgrader's own attributes give one kind each
VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), nullable=False))
USERS_OF_GRADEBOOK = ("nbgrader.converters", "nbgrader.preprocessors", "autograder.nbgrader_plugin")


def preprocessors_of(exporter: Exporter) -> list[Any]:
    """The preprocessors that an exporter has made, in the order in which they run."""
    return exporter._preprocessors


def set_preprocessors(exporter: Exporter, preprocessors: list[Any]) -> None:
    """Let an exporter use preprocessors that were made before."""
    exporter._preprocessors = preprocessors


def fresh_resources(exporter: Exporter, resources: dict[str, Any] | None) -> dict[str, Any]:
    """What travels along with a notebook through nbconvert."""
    return exporter._init_resources(resources)


def forget_notebooks(exporter: Exporter) -> None:
    """Of each notebook that it has converted an exporter keeps the metadata, which hold a student's reports."""
    exporter._nb_metadata.clear()


def mend_nbgrader() -> None:
    """Two things that nbgrader does in another way from now on, in this process.

    It starts a program for what concerns the version of its tables; where that is not on PATH, half a gradebook is
    left. It guesses at time stamps, and one that it cannot read stops the formgrader's page for a whole class.
    """
    nbgrader.api.get_alembic_version = _alembic_head
    nbgrader.dbutil.upgrade = _upgrade
    CourseDirectory.get_existing_timestamp = _existing_timestamp
    NbGraderAPI.get_submitted_timestamp = _submitted_timestamp


def _existing_timestamp(coursedir: CourseDirectory, folder: str) -> datetime.datetime | None:
    return read_stamp(Path(folder))


def _submitted_timestamp(api: NbGraderAPI, assignment: str, student: str) -> datetime.datetime | None:
    """For the formgrader's list, where a stamp that cannot be read counts as none; autograding says what is wrong."""
    folder = api.coursedir.format_path(api.coursedir.submitted_directory, student, assignment)
    with contextlib.suppress(UnreadableSubmission):
        return read_stamp(Path(folder))
    return None


def _alembic_head() -> str:
    from alembic.config import Config as AlembicConfig  # wanted for a new gradebook alone
    from alembic.script import ScriptDirectory

    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(nbgrader.__file__).parent / "alembic"))
    return ScriptDirectory.from_config(config).get_current_head() or ""


def finish_tables(gradebook: Gradebook) -> None:
    """Write the version of nbgrader's tables where none is.

    nbgrader makes the tables first, and a process that ends in between leaves a gradebook that can never be upgraded.
    """
    VERSION.create(gradebook.engine, checkfirst=True)
    if not gradebook.db.execute(select(func.count()).select_from(VERSION)).scalar():
        gradebook.db.execute(insert(VERSION), [{"version_num": _alembic_head()}])
        gradebook.db.commit()


def _upgrade(db_url: str, revision: str = "head") -> None:
    from alembic.config import main as alembic

    with _temp_alembic_ini(db_url) as settings:
        alembic(["-c", settings, "upgrade", revision])


@contextlib.contextmanager
def answering_gradebook(open_gradebook: Callable[..., Gradebook]) -> Iterator[None]:
    """While this is open, nbgrader's parts and ours are given what `open_gradebook` gives for every Gradebook."""
    users = [module for name, module in sys.modules.items() if _uses_gradebook(name, module)]
    try:
        for module in users:
            module.Gradebook = open_gradebook  # type: ignore[attr-defined]
        yield
    finally:
        for module in users:
            module.Gradebook = Gradebook  # type: ignore[attr-defined]


def _uses_gradebook(name: str, module: Any) -> bool:
    ours = name.startswith(USERS_OF_GRADEBOOK) and name != __name__
    return ours and getattr(module, "Gradebook", None) is Gradebook
