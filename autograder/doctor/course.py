"""The course as `chainrule grade` would find it: its configuration, exercises, gradebook and exchange."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import Exchange

from autograder.doctor.finding import Finding
from autograder.errors import ChainruleError
from autograder.nbgrader_plugin.configuration import CONFIG, nbgrader_app, quiet_log
from autograder.nbgrader_plugin.preflight import check_gradebook, check_names, check_plugins, check_source
from autograder.spec import exercises_folder, find_assignments, load_assignment

__all__ = ["CHECKS"]

EVERYBODY = stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH


def check_configuration(course: Path) -> Iterator[Finding]:
    """nbgrader_config.py is there, and what it names can be used."""
    if not (course / CONFIG).is_file():
        yield Finding("wrong", CONFIG, "is not in this folder", "run this in the course folder, or say --course DIR")
        return
    yield _checked(CONFIG, "can be read, and every name in it exists", lambda: _configured(course))


def _configured(course: Path) -> None:
    check_names(course)
    with _nbgrader(course) as (app, coursedir):
        check_plugins(app, coursedir)


def check_assignments(course: Path) -> Iterator[Finding]:
    """The source notebooks and the exercises' folders agree."""
    root = exercises_folder(course)
    for name in find_assignments(root):
        done = "its notebook and its exercises agree"
        yield _checked(f"assignment {name}", done, partial(_in_step, course, name, root))


def _in_step(course: Path, name: str, root: Path) -> None:
    check_source(course, load_assignment(name, root))


def check_the_gradebook(course: Path) -> Iterator[Finding]:
    """Looked at where there is one: opening it would make it."""
    if not (course / CONFIG).is_file():
        return
    with _nbgrader(course) as (_, coursedir):
        url = str(coursedir.db_url)
        file = Path(url.removeprefix("sqlite:///"))
        if url.startswith("sqlite") and not file.is_file():
            yield Finding("fine", "gradebook", "not there yet; the first grading makes it")
        else:
            yield _checked("gradebook", "can be read and written", lambda: check_gradebook(coursedir))


def check_exchange(course: Path) -> Iterator[Finding]:
    """nbgrader's exchange, where students on this machine fetch and submit; other ways in need none."""
    if not (course / CONFIG).is_file():
        return
    with _nbgrader(course) as (app, coursedir):
        root, name = Path(Exchange(coursedir=coursedir, parent=app).root), str(coursedir.course_id)
    if not root.is_dir():
        found = f"{root} is not there; it is needed where students fetch and submit on this machine"
        yield Finding("note", "exchange", found, f"as root: mkdir -p {root} && chmod ugo+rwx {root}")
    elif root.stat().st_mode & EVERYBODY != EVERYBODY:
        yield Finding("wrong", "exchange", f"not everybody may write into {root}", f"as root: chmod ugo+rwx {root}")
    elif not name:
        yield Finding("wrong", "exchange", "the course has no name", f"set c.CourseDirectory.course_id in {CONFIG}")
    else:
        yield Finding("fine", "exchange", f"{root}, course {name}")


@contextmanager
def _nbgrader(course: Path) -> Iterator[tuple[Any, CourseDirectory]]:
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as found:
        yield found


def _checked(subject: str, fine: str, check: Callable[[], None]) -> Finding:
    """The sentence of an error says its remedy."""
    try:
        check()
    except ChainruleError as error:
        return Finding("wrong", subject, str(error))
    return Finding("fine", subject, fine)


CHECKS = (check_configuration, check_assignments, check_the_gradebook, check_exchange)
