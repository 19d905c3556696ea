"""What a report depends on, in one digest: a stored report is right for as long as that is the same.

It covers the student's code cells and the places of checks in order, the exercise's number, its folder and those it
builds on, the limits, and the files of ours that grading runs: those that its modules import, found by following the
imports. It does not cover the seed: a report names its own, and that of another seed does not count. Nor does it
cover which cells are the course's own: that is no more than a reason not to look for endless loops in them.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.sandbox.backend import Cell
from autograder.spec.exercise import Exercise
from autograder.spec.folders import Stamp, file_stamp

__all__ = ["course_digest", "grading_code", "report_digest"]

PACKAGE = Path(__file__).resolve().parents[1]
OURS = ("autograder", "course", "reference_impl")
GRADING = PACKAGE / "grading"
SANDBOX = PACKAGE / "sandbox"  # what runs in the box is sent to it, and imported by nobody


def report_digest(cells: Sequence[Cell], exercise: Exercise) -> str:
    """Changes whenever anything changes that the report of these cells on this exercise depends on."""
    digest = hashlib.sha256()
    parts = (grading_code(), _exercise_digest(exercise))
    for part in (*parts, *(text for cell in cells for text in (cell.check_of, str(cell.own), cell.source))):
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def course_digest(exercises: Iterable[Exercise]) -> str:
    """The same wherever a submission gets the same report: equal folders, reference and grading code."""
    return hashlib.sha256("".join(report_digest((), exercise) for exercise in exercises).encode()).hexdigest()


class _Known(NamedTuple):
    """What was worked out for an exercise, and how everything looked that it was worked out from."""

    exercise: Exercise
    places: tuple[str, ...]
    stamps: tuple[Stamp, ...]
    digest: str


_known: dict[Path, _Known] = {}


def _exercise_digest(exercise: Exercise) -> str:
    """Of the exercise itself, without any student's cells; worked out anew when a file or a folder has changed."""
    known = _known.get(exercise.folder)
    if known is None or known.exercise is not exercise or tuple(map(file_stamp, known.places)) != known.stamps:
        files = tuple(_exercise_files(exercise))
        places = tuple(map(str, (*files, *_folders_of(exercise))))
        stamps = tuple(map(file_stamp, places))  # before the files are read: what changes meanwhile is seen next time
        known = _known[exercise.folder] = _Known(exercise, places, stamps, _digest_with(exercise, files))
    return known.digest


def _digest_with(exercise: Exercise, files: Iterable[Path]) -> str:
    numbers = [each.number for each in (*exercise.earlier, exercise)]  # messages say them
    parts = [exercise.key, repr(numbers), repr(exercise.limits), str(exercise.carried_errors_cost)]
    return hashlib.sha256("\0".join([*parts, *map(_file_digest, files)]).encode()).hexdigest()


def _folders_of(exercise: Exercise) -> Iterator[Path]:
    """Where a file may be added."""
    for each in (*exercise.earlier, exercise):
        yield each.folder
        yield from sorted(path for path in each.folder.rglob("*/") if path.is_dir())


@functools.cache
def grading_code() -> str:
    """The version of chainrule's own grading code: its content. It stays the same for the life of a process."""
    files = _with_imports(path for folder in (GRADING, SANDBOX) for path in folder.rglob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _exercise_files(exercise: Exercise) -> Iterator[Path]:
    """The folders involved, and the modules behind their solutions and tests."""
    involved = (*exercise.earlier, exercise)
    own = {path for other in involved for path in other.files}
    own |= {path for other in involved for name in other.solution for path in _module_file(name)}
    yield from _with_imports(own)


def _with_imports(paths: Iterable[Path]) -> tuple[Path, ...]:
    """These files and every file of ours that they import, and so on."""
    found: set[Path] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [other for name in _imports(path) for other in _module_file(name)]
    return tuple(sorted(found))


@functools.cache
def _module_file(name: str) -> tuple[Path, ...]:
    """The file of a module, found without importing it; nothing for a name that is no module."""
    with contextlib.suppress(ImportError, ValueError):
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            return (Path(spec.origin),)
    return ()


def _imports(path: Path) -> tuple[str, ...]:
    return _imports_of(path, file_stamp(path)) if path.suffix == ".py" else ()


@functools.lru_cache(maxsize=1024)
def _imports_of(path: Path, stamp: tuple[int, int]) -> tuple[str, ...]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return tuple(name for name in names if name.split(".")[0] in OURS)


def _file_digest(path: Path) -> str:
    return _digest_of(path, file_stamp(path))


@functools.lru_cache(maxsize=1024)
def _digest_of(path: Path, stamp: tuple[int, int]) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
