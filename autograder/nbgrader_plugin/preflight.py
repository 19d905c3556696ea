"""What is wrong with a course, found before anybody is graded: one function for each thing that can be.

Errors: SpecError for what the course's author has to mend, GraderError for what this machine does not let us do. Both
are one sentence with its remedy. Nothing has been graded, withdrawn or written by then.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select, text
from traitlets.config import Config, Configurable, PyFileConfigLoader

from autograder.errors import GraderError, SpecError, UnreadableSubmission
from autograder.nbgrader_plugin.autograding import ClassAutograde
from autograder.nbgrader_plugin.configuration import CONFIG, importable, nbgrader_app, quiet_log
from autograder.nbgrader_plugin.faults import named_fault
from autograder.nbgrader_plugin.gradebook import open_gradebook
from autograder.nbgrader_plugin.internals import preprocessors_of
from autograder.publishing.cells import SyncedCell, answer_cell, check_cell, given_cell
from autograder.reading.notebook import read_notebook
from autograder.spec import Assignment, load_assignment
from autograder.spec.cell_ids import exercise_of_check
from autograder.spec.variants import load_variants

__all__ = ["check_course"]

CHANGE_OF_NOTHING = text("UPDATE student SET id = id WHERE id IS NULL")  # needs the right to write, and its turn
TABLES = (api.Student, api.Assignment, api.SubmittedAssignment, api.Grade, api.Comment)
CLOSE = 0.8
SYNC = "run `chainrule sync`, and release the assignment again where students have it"
GRADES = "grades.csv"


def check_course(course: Path, assignment: str, exercises: Path, store: Path) -> None:
    """All of it, for `chainrule grade`.

    Args:
        store: folder of the stored reports.
    """
    loaded = load_assignment(assignment, exercises)
    check_source(course, loaded)
    check_misconceptions(loaded)
    with quiet_log() as (logger, _), nbgrader_app(course, logger) as (app, coursedir):
        check_plugins(app, coursedir)
        check_names(course)
        check_folders(coursedir, assignment, store)
        check_gradebook(coursedir)


def check_source(course: Path, assignment: Assignment) -> None:
    """The source notebook has the cells that its exercises say, with their texts and points."""
    path = course / "source" / assignment.name / f"{assignment.name}.ipynb"
    try:
        there = {cell.grade_id: cell for cell in read_notebook(path).cells if cell.grade_id}
    except UnreadableSubmission as error:
        raise SpecError(path, "", str(error).rstrip("."), SYNC) from error
    wanted = {cell.name: cell for cell in _synced_cells(assignment)}
    for name, cell in wanted.items():
        if name not in there:
            raise SpecError(path, name, "is missing", SYNC)
        if (there[name].source, dict(there[name].nbgrader)) != (cell.source, dict(cell.nbgrader or {})):
            raise SpecError(path, name, f"differs from {cell.origin}", SYNC)
    for name, found in there.items():
        if exercise_of_check(name) and found.nbgrader.get("grade") and name not in wanted:
            raise SpecError(path, name, "has no exercise any more", "delete its cells, or bring its folder back")


def check_misconceptions(assignment: Assignment) -> None:
    """What students are told is written, and each known mistake is one of the solution as it is now."""
    for exercise in assignment.exercises:
        load_variants(exercise)


def _synced_cells(assignment: Assignment) -> Iterator[SyncedCell]:
    for exercise in assignment.exercises:
        yield from (answer_cell(exercise), check_cell(exercise))
    if assignment.given:
        yield given_cell(assignment)


def check_plugins(app: Any, coursedir: CourseDirectory) -> None:
    """What the configuration names can be imported and made: preprocessors, exporters, the plugin for late work."""
    try:
        autograde = ClassAutograde(coursedir=coursedir, parent=app)
        for part in _made(autograde, (*autograde.sanitize_preprocessors, *autograde.autograde_preprocessors)):
            if isinstance(part, AssignLatePenalties):
                part.init_plugin()
        feedback = GenerateFeedback(coursedir=coursedir, parent=app)
        _made(feedback, feedback.preprocessors)
    except Exception as error:  # whatever a plugin of the course does when it is imported
        problem = f"what it names cannot be used: {type(error).__name__}: {error}"
        remedy = "a plugin of your own is a module in the course folder"
        raise SpecError(Path(coursedir.root) / CONFIG, "", problem, remedy) from error


def _made(converter: Any, entries: Iterable[Any]) -> list[Any]:
    exporter = converter.exporter_class(parent=converter, config=converter.config)
    for entry in entries:
        exporter.register_preprocessor(entry)
    return preprocessors_of(exporter)


def check_names(course: Path) -> None:
    """Every class and option that nbgrader_config.py sets exists; a misspelt one would be passed over.

    A class that we do not know may be another program's; it is an error where it looks like one that we know.
    """
    with importable(course):
        config = PyFileConfigLoader(CONFIG, path=str(course)).load_config()
    options = _options(Configurable)
    for kind, name in _set_in(config):
        known = options.get(kind, {name}) if kind else options
        close = difflib.get_close_matches(name, known, 1, CLOSE)
        if name not in known and (kind or close):
            remedy = f"did you mean {close[0]}?" if close else "`nbgrader --help-all` lists what there is"
            raise SpecError(course / CONFIG, f"c.{kind}.{name}" if kind else f"c.{name}", "no such name", remedy)


def _options(root: type[Configurable]) -> dict[str, set[str]]:
    """The options of every configurable class that has been loaded, by the class's name."""
    options: dict[str, set[str]] = {}
    waiting = [root]
    while waiting:
        kind = waiting.pop()
        options.setdefault(kind.__name__, set()).update(kind.class_trait_names(config=True))
        waiting += kind.__subclasses__()
    return options


def _set_in(config: Mapping[str, Any], kind: str = "") -> Iterator[tuple[str, str]]:
    """Each class that is configured, as ("", "Autograde"), and each option, as ("Autograde", "exporter_class")."""
    for name, value in config.items():
        if isinstance(value, Config):
            yield "", name
            yield from _set_in(value, name)
        else:
            yield kind, name


def check_folders(coursedir: CourseDirectory, assignment: str, store: Path) -> None:
    """What grading reads can be read, and where it writes can be written."""
    root = Path(coursedir.root)
    if not _may(root / "submitted", os.R_OK | os.X_OK):
        raise GraderError("submitted cannot be read: change its permissions")
    for name in (coursedir.autograded_directory, coursedir.feedback_directory):
        for folder in (root / name, *(root / name).glob("*/"), *(root / name).glob(f"*/{assignment}/")):
            _require_writable(folder, root)
    for folder in (store, root):
        _require_writable(folder, root)
    table = root / GRADES
    if table.exists() and not (table.is_file() and _may(table, os.W_OK)):
        raise GraderError(f"{GRADES} cannot be written: move it away")


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=True)


def _require_writable(folder: Path, root: Path) -> None:
    """Where the folder does not exist it is the one that it would be made in."""
    while not os.path.lexists(folder):
        folder = folder.parent
    if not (folder.is_dir() and _may(folder, os.W_OK | os.X_OK)):
        name = folder.relative_to(root) if folder != root and folder.is_relative_to(root) else folder
        raise GraderError(f"nothing can be written into {name}: change its permissions, or move it away")


def check_gradebook(coursedir: CourseDirectory) -> None:
    """The gradebook can be opened or made, has the tables of this nbgrader, and can be written."""
    with named_fault(coursedir), open_gradebook(coursedir) as gradebook:
        for table in TABLES:
            gradebook.db.execute(select(table).limit(1)).all()
        gradebook.db.execute(CHANGE_OF_NOTHING)
        gradebook.db.rollback()
