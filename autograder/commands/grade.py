"""chainrule grade: a class into nbgrader's gradebook."""

from __future__ import annotations

import argparse
import secrets
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.batch.seeds import assignment_seed, kept_seed
from autograder.commands.options import (
    add_course,
    add_handover,
    add_kept_seed,
    add_unsandboxed,
    add_workers,
    course_of,
    exercises_of,
    handed_on,
    seed_of,
    workers_of,
)
from autograder.errors import ChainruleError, UsageError
from autograder.reports.exports import find_exports, load_export
from autograder.reports.results import ClassResult, Notice
from autograder.spec import Assignment, load_assignment

if TYPE_CHECKING:
    from autograder.batch.early import EarlyWorkers
    from autograder.batch.jobs import Job, Settings

HELP = "grade submitted/*/ASSIGNMENT into nbgrader's gradebook"
EXAMPLE = """chainrule grade dropout --workers 2
  chainrule grade dropout --student ada --student bob
  chainrule grade dropout --export csv=dropout.csv"""
SHOWN = "table"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument(
        "--student", action="append", default=[], metavar="ID", help="only this one; may be repeated (default: all)"
    )
    parser.add_argument("--force", action="store_true", help="grade again what is graded already")
    parser.add_argument("--no-feedback", action="store_true", help="leave the feedback pages for later")
    parser.add_argument(
        "--export",
        action="append",
        default=[],
        metavar="NAME[=FILE]",
        help=f"{', '.join(find_exports())}: into FILE, or on stdout in place of the table; may be repeated",
    )
    parser.add_argument("--json", action="append_const", dest="export", const="json", help="the same as --export json")
    add_workers(parser)
    parser.add_argument("--dask", metavar="ADDRESS", help="grade on a running Dask cluster, e.g. tcp://host:8786")
    add_kept_seed(parser)
    add_unsandboxed(parser)
    add_handover(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.batch.pool import warm_up

    course, exports = course_of(options), _exports(options.export)
    assignment = load_assignment(options.assignment, exercises_of(options))
    handed_on(ClassResult(assignment.name, ()), options)  # what is wrong with it is said before anybody is graded
    if not any((course / "submitted").glob("*/")):
        raise UsageError(f"nobody has handed in: there is no folder in {course / 'submitted'}")
    if not options.dask:
        warm_up()  # the sooner the better
    result = handed_on(_graded(options, course, assignment), options)
    for export in exports:
        export.write(result)
    return int(bool(result.failed) or not result.students)


def _graded(options: Namespace, course: Path, assignment: Assignment) -> ClassResult:
    from autograder.batch.early import early_workers
    from autograder.batch.jobs import Settings
    from autograder.batch.store import store_folder

    batch = secrets.token_hex(8)
    settings = Settings(store_folder(course), _seed(options, course), options.force, options.unsandboxed, batch)
    with early_workers(_jobs(options, course, settings), workers_of(options)) as early:
        return _checked_and_graded(options, course, assignment, settings, early)


def _jobs(options: Namespace, course: Path, settings: Settings) -> Sequence[Job]:
    """What will be graded here; nothing where something is wrong, which is said in its turn."""
    from autograder.batch.jobs import find_jobs

    if options.dask:
        return ()
    try:
        return find_jobs(course, options.assignment, settings, options.student, exercises_of(options))
    except ChainruleError:
        return ()


def _checked_and_graded(
    options: Namespace, course: Path, assignment: Assignment, settings: Settings, early: EarlyWorkers
) -> ClassResult:
    from autograder.batch.asked import Asked
    from autograder.nbgrader_plugin.grading import grade_class  # nbgrader is loaded while workers get ready
    from autograder.nbgrader_plugin.notices import find_notices
    from autograder.nbgrader_plugin.preflight import check_course
    from autograder.nbgrader_plugin.standings import read_standings

    asked = Asked(course, options.assignment, exercises_of(options))
    check_course(course, options.assignment, exercises_of(options), settings.store)
    if options.seed is None and not options.new_seed:
        settings = replace(settings, seed=assignment_seed(course, options.assignment, settings.seed))
    graded = grade_class(
        course,
        options.assignment,
        settings,
        students=options.student,
        workers=workers_of(options),
        dask=options.dask or "",
        feedback=not options.no_feedback,
        stream=sys.stderr,
        exercises=exercises_of(options),
        early=early,
        asked=asked,
    )
    notices = _about(options.student, find_notices(course, options.assignment, graded))
    standings, handover = read_standings(course, assignment)
    return ClassResult(options.assignment, graded, settings.seed, notices, standings, handover)


def _about(students: Sequence[str], notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Where some were asked for, nothing about all others, who seem to be missing."""
    return tuple(notice for notice in notices if notice.student in students) if students else notices


def _seed(options: Namespace, course: Path) -> int:
    """The assignment's, unless another one is asked for; one that nobody can foresee where there is none yet."""
    kept = None if options.new_seed or options.seed is not None else kept_seed(course, options.assignment)
    return seed_of(options) if kept is None else kept


@dataclass(frozen=True, slots=True)
class _Export:
    """One export and where it goes: a file, or stdout."""

    name: str
    file: Path | None

    def write(self, result: ClassResult) -> None:
        """Raises UsageError where the file cannot be written."""
        text = load_export(self.name).export(result).rstrip("\n") + "\n"
        if self.file is None:
            sys.stdout.write(text)
            return
        try:
            self.file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--export {self.name}={self.file}: {error.strerror}; everything else is done") from error


def _exports(wanted: Sequence[str]) -> list[_Export]:
    """What was asked for, the table on stdout where nothing else goes there. Raises UsageError."""
    exports = [_export(text) for text in dict.fromkeys(wanted)]
    printed = [export.name for export in exports if export.file is None]
    if len(printed) > 1:
        raise UsageError(f"--export {printed[1]}: {printed[0]} is on stdout already; write --export {printed[1]}=FILE")
    return exports if printed else [_Export(SHOWN, None), *exports]


def _export(text: str) -> _Export:
    name, sign, file = text.partition("=")
    if name not in find_exports() or (sign and not file):
        raise UsageError(f"--export {text}: write NAME or NAME=FILE; the names are {', '.join(find_exports())}")
    if not Path(file).parent.is_dir():
        raise UsageError(f"--export {text}: there is no folder {Path(file).parent}")
    return _Export(name, Path(file) if file else None)
