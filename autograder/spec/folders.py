"""Folders under `exercises/` become frozen exercises and assignments; read again only when one of their files changes.

Everything raises SpecError, the author's fault; a student never pays for it.
"""

from __future__ import annotations

import functools
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import SpecError
from autograder.sandbox.limits import Limits
from autograder.spec.exercise import ASSIGNMENT, PARTS, SHOWS, Assignment, Exercise, Show
from autograder.spec.fields import (
    read_choice,
    read_criteria,
    read_flag,
    read_functions,
    read_limits,
    read_names,
    read_number,
    read_points,
    read_text,
    read_toml,
    suggest,
)

__all__ = ["EXERCISES", "Stamp", "exercises_folder", "file_stamp", "find_assignments", "find_exercises"]
__all__ += ["load_assignment", "load_exercise"]

EXERCISES = Path(__file__).resolve().parents[1] / "exercises"
EXERCISE_FIELDS = ("title", "lectures", "solution", "uses", "functions", "points", "limits", "too_slow")
ASSIGNMENT_FIELDS = ("number", "title", "order", "given", "limits", "carried_errors_cost", "show")


def exercises_folder(course: Path) -> Path:
    """Where a course keeps its exercises: its own folder where it has one, else those that chainrule comes with."""
    own = course / "autograder" / "exercises"
    return own if own.is_dir() else EXERCISES


def find_assignments(root: Path = EXERCISES) -> tuple[str, ...]:
    """Names of the assignments, in the order of the course."""
    places = {path.parent.name: _read_assignment(path.parent).number for path in root.glob(f"*/{ASSIGNMENT}")}
    names = sorted(places, key=lambda name: places[name])
    for before, name in itertools.pairwise(names):
        if places[before] == places[name]:
            raise SpecError(root / name / ASSIGNMENT, "number", f"{places[name]} is the number of {before} too")
    return tuple(names)


def find_exercises(root: Path = EXERCISES) -> tuple[str, ...]:
    """Keys `assignment/exercise` of all exercises, in the order of the course."""
    return tuple(f"{name}/{exercise}" for name in find_assignments(root) for exercise in _order(root / name))


def load_assignment(name: str, root: Path = EXERCISES) -> Assignment:
    """An assignment with every exercise in its order."""
    folder = (root / name).resolve()
    if not (folder / ASSIGNMENT).is_file():
        raise SpecError(folder / ASSIGNMENT, "", "no such assignment", _instead_of(name, folder, root))
    data = _read_assignment(folder)
    exercises = tuple(load_exercise(folder / exercise) for exercise in _order(folder))
    if not exercises:
        raise SpecError(folder, "", "no exercise in it", f"`chainrule new {name}/my_exercise` makes one")
    extra = [other for key in data.given for other in _with_earlier(_earlier_assignment(folder, key, "given"))]
    earlier = [other for exercise in exercises for other in exercise.earlier if other.assignment != name]
    return Assignment(folder, data.number, data.title, exercises, _in_order([*extra, *earlier]), data.show)


def _instead_of(name: str, folder: Path, root: Path) -> str:
    if (folder / "exercise.toml").is_file():
        return f"{name} is an exercise: write {folder.parent.name}"
    return f"`chainrule new {name}` makes one" if folder.is_dir() else suggest(name, find_assignments(root))


Stamp = tuple[int, int]
_loaded: dict[Path, tuple[Exercise, Mapping[str, Stamp]]] = {}


def load_exercise(folder: Path) -> Exercise:
    """One exercise with all that it builds on."""
    folder = folder.resolve()
    known = _loaded.get(folder)
    if known is None or any(file_stamp(path) != stamp for path, stamp in known[1].items()):
        exercise = _read_with_earlier(folder)
        known = _loaded[folder] = exercise, {path: file_stamp(path) for path in map(str, _read_of(exercise))}
    return known[0]


def _read_of(exercise: Exercise) -> Iterator[Path]:
    """What was read for it: when one of these changes, it is read again."""
    for each in (*exercise.earlier, exercise):
        yield from (each.folder / part for part in PARTS)
        yield from (each.folder.parent, each.folder.parent / ASSIGNMENT)


def _read_with_earlier(folder: Path) -> Exercise:
    if not (folder / "exercise.toml").is_file():
        raise SpecError(folder / "exercise.toml", "", "no such exercise", suggest(folder.name, _order(folder.parent)))
    parts = _read_exercise(folder, tuple(file_stamp(folder / part) for part in PARTS))
    earlier = [other for used in parts.uses for other in _with_earlier(_used(folder, used))]
    assignment = _read_assignment(folder.parent)
    return Exercise(
        folder,
        _order(folder.parent).index(folder.name) + 1,
        **parts.fields,
        earlier=_in_order(earlier),
        limits=Limits(**{**assignment.limits, **parts.limits}),
        carried_errors_cost=assignment.carried_errors_cost,
    )


def _with_earlier(exercise: Exercise) -> tuple[Exercise, ...]:
    return (*exercise.earlier, exercise)


def _in_order(exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """Each once, in the order of the course: what comes later may call what comes before."""
    unique = {exercise.key: exercise for exercise in exercises}.values()
    return tuple(
        sorted(unique, key=lambda exercise: (_read_assignment(exercise.folder.parent).number, exercise.number))
    )


def _used(folder: Path, name: str) -> Exercise:
    """What one entry of `uses` names: an exercise before this one, of the same assignment or of an earlier one."""
    if "/" in name:
        return _earlier_assignment(folder.parent, name, "uses")
    path, order = folder / "exercise.toml", _order(folder.parent)
    before = order[: order.index(folder.name)]
    if name in order and name not in before:
        raise SpecError(path, f"uses.{name}", "comes later in the assignment", "change `order` in assignment.toml")
    if name not in before:
        raise SpecError(path, f"uses.{name}", "no such exercise in this assignment", suggest(name, before))
    return load_exercise(folder.parent / name)


def _earlier_assignment(assignment: Path, key: str, field: str) -> Exercise:
    """An exercise of an earlier assignment: an answer is never given away before it has been asked for."""
    path = assignment / ASSIGNMENT
    folder = assignment.parent / key
    if not (folder / "exercise.toml").is_file():
        raise SpecError(path, f"{field}.{key}", "no such exercise", suggest(key, find_exercises(assignment.parent)))
    if _read_assignment(folder.parent).number >= _read_assignment(assignment).number:
        raise SpecError(path, f"{field}.{key}", "is not of an earlier assignment", "what is given has been asked for")
    return load_exercise(folder)


def file_stamp(path: Path | str) -> Stamp:
    """Time of the last change and size; the same as long as the file is."""
    try:
        status = os.stat(path)  # hundreds for each submission: a Path takes ten times as long
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@dataclass(frozen=True, slots=True)
class _AssignmentFile:
    number: int
    title: str
    order: tuple[str, ...]
    given: tuple[str, ...]
    limits: Mapping[str, Any]
    carried_errors_cost: bool
    show: Show


def _read_assignment(folder: Path) -> _AssignmentFile:
    return _parse_assignment(folder / ASSIGNMENT, file_stamp(folder / ASSIGNMENT))


@functools.lru_cache(maxsize=64)
def _parse_assignment(path: Path, stamp: Stamp) -> _AssignmentFile:
    if not path.is_file():
        remedy = f"`chainrule new {path.parent.name}` makes one"
        raise SpecError(path, "", "missing: every assignment has a file of its own", remedy)
    data = read_toml(path, ASSIGNMENT_FIELDS)
    order, given = (read_names(path, data, name, optional=True) for name in ("order", "given"))
    return _AssignmentFile(
        number=read_number(path, data, "number"),
        title=read_text(path, data, "title"),
        order=order,
        given=given,
        limits=read_limits(path, data),
        carried_errors_cost=read_flag(path, data, "carried_errors_cost"),
        show=read_choice(path, data, "show", SHOWS),
    )


def _order(assignment: Path) -> tuple[str, ...]:
    """The exercises of an assignment: as its file lists them, then those that it does not name."""
    there = sorted(path.parent.name for path in assignment.glob("*/exercise.toml"))
    listed = _read_assignment(assignment).order
    for name in listed:
        if name not in there:
            raise SpecError(assignment / ASSIGNMENT, f"order.{name}", "no such exercise", suggest(name, there))
    return (*listed, *(name for name in there if name not in listed))


@dataclass(frozen=True, slots=True)
class _ExerciseParts:
    """What one folder says by itself."""

    uses: tuple[str, ...]
    limits: Mapping[str, Any]
    fields: Mapping[str, Any]


@functools.lru_cache(maxsize=256)
def _read_exercise(folder: Path, stamps: tuple[Stamp, ...]) -> _ExerciseParts:
    path = folder / "exercise.toml"
    _require_parts(folder)
    data = read_toml(path, EXERCISE_FIELDS)
    criteria = read_criteria(folder / "test_hidden.py")
    uses, limits = read_names(path, data, "uses", optional=True), read_limits(path, data)
    return _ExerciseParts(uses, limits, dict(_exercise_fields(path, data, criteria)))


def _exercise_fields(path: Path, data: Mapping[str, Any], criteria: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    functions, opaque = read_functions(path, data)
    yield from {"functions": functions, "opaque": opaque, "criteria": criteria}.items()
    yield "title", read_text(path, data, "title")
    yield "lectures", read_names(path, data, "lectures")
    yield "solution", read_names(path, data, "solution")
    yield "points", read_points(path, data, criteria)
    if "too_slow" in data:
        yield "too_slow", read_text(path, data, "too_slow")


def _require_parts(folder: Path) -> None:
    for part in PARTS:
        if not (folder / part).is_file():
            raise SpecError(folder / part, "", "missing", "`chainrule new` makes a folder with every part")
