"""Where a course's hand-ins come from and its pages go to, as `nbgrader_config.py` says it."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from nbgrader.exchange.default import Exchange as NbgraderExchange
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

from autograder.errors import UsageError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.watching.collecting import Ignore
from autograder.watching.returning import Exchange, Folders, Returning

__all__ = ["Place", "find_place"]

SEEN_BY_NAME = 0o711  # nbgrader's own: a page is found by who knows its name, and the folder is listed for nobody


@dataclass(frozen=True, slots=True)
class Place:
    """A course folder, its way in and its way out.

    `pages` is where nbgrader writes them. `inbound` is None where no exchange is set up. `check_owner`: a hand-in has
    to belong to the student it names.
    """

    course: Path
    pages: Path
    inbound: Path | None
    check_owner: bool
    ignore: Ignore
    ways: tuple[Returning, ...]

    @property
    def submitted(self) -> Path:
        return self.course / "submitted"


def find_place(course: Path, pages: Path | None = None) -> Place:
    """The place of a course. Raises UsageError where an exchange is there and cannot be used.

    Args:
        pages: a folder for pages, one folder a student in it; the exchange is used as well where there is one.
    """
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (app, coursedir):
        exchange = NbgraderExchange(coursedir=coursedir, parent=app)
        folder = Path(exchange.root).resolve() / str(coursedir.course_id)
        check_owner = bool(ExchangeCollect(coursedir=coursedir, parent=app).check_owner)
        ignore = ignore_patterns(coursedir.ignore, coursedir.include, coursedir.max_file_size)
        own = (course / coursedir.feedback_directory).resolve()
    _clear(course / ".chainrule")
    (course / "submitted").mkdir(exist_ok=True)
    inbound = folder / "inbound"
    through = (Exchange(_feedback_folder(folder)),) if _usable(inbound) else ()
    ways = (*through, Folders(pages.resolve() if pages else own))
    return Place(course, own, inbound if through else None, check_owner, ignore, ways)


def _usable(inbound: Path) -> bool:
    if not inbound.is_dir():
        return False
    if not os.access(inbound, os.R_OK | os.X_OK):
        raise UsageError(f"{inbound} cannot be read: run this as the user who released the assignment")
    return True


def _feedback_folder(folder: Path) -> Path:
    path = folder / "feedback"
    try:
        if not path.is_dir():
            path.mkdir()
            path.chmod(SEEN_BY_NAME)
    except OSError as error:
        raise UsageError(f"{path} cannot be made: {error.strerror}; run this as who released the assignment") from error
    return path


def _clear(folder: Path) -> None:
    """What a run that was killed while it collected has left; the exchange still has the hand-in."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("collecting-*"):
        with contextlib.suppress(OSError):
            shutil.rmtree(left)
