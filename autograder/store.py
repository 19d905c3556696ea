"""Reports on disk, found by the content that they depend on: what is unchanged is never graded twice.

A digest covers the student's code cells in order, the exercise's folder and those it uses, the reference modules
behind them, the limits, and chainrule's own grading code. It does not cover the seed: a report keeps its own.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import importlib.util
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.report import GraderError, Report
from autograder.sandbox.backend import Cell
from autograder.spec import PARTS, Exercise, file_stamp, load_exercise

__all__ = ["Store", "report_digest", "store_folder"]

HERE = Path(__file__).resolve().parent
GRADING_CODE = ("suite.py", "grade.py", "diagnosis.py", "verdict.py", "student.py", "local.py", "report.py", "sandbox")
REFERENCE = "reference_impl"


def store_folder(course: Path) -> Path:
    """Where a course keeps its reports."""
    return course / ".chainrule" / "reports"


class Store:
    """One JSON file per report, written whole or not at all. Many processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, digest: str, exercise: str, seed: int | None = None) -> Report | None:
        """The stored report of `exercise`; None where there is none, or it is damaged, or `seed` is another's."""
        try:
            report = Report.from_json(self._path(digest).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, GraderError):
            return None
        wanted = report.graded and report.exercise == exercise and seed in (None, report.seed)
        return report if wanted else None

    def put(self, digest: str, report: Report) -> None:
        """Keep a report. One in which the grader failed is not kept: the next run grades again."""
        if not report.graded:
            return
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(report.to_json())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"


def report_digest(cells: Sequence[Cell], exercise: Exercise) -> str:
    """Changes whenever anything changes that the report of these cells on this exercise depends on."""
    digest = hashlib.sha256()
    involved = (exercise, *(load_exercise(exercise.folder.parent / name) for name in exercise.uses))
    files = [other.folder / part for other in involved for part in PARTS]
    parts = [grading_code_digest(), exercise.key, *(_file_digest(path) for path in files)]
    parts += [_file_digest(path) for path in reference_files(involved)]
    for part in (*parts, *(cell.source for cell in cells)):
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


@functools.cache
def grading_code_digest() -> str:
    """The version of chainrule's own grading code: its content."""
    paths = [path for name in GRADING_CODE for path in _python_files(HERE / name)]
    paths += _python_files(HERE.parent / "course" / "checks")
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def _python_files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.is_file() else []


def reference_files(exercises: Iterable[Exercise]) -> tuple[Path, ...]:
    """The files of the exercises' solutions and of every reference module that those import."""
    found: dict[Path, None] = {}
    waiting = [path for exercise in exercises for name in exercise.solution for path in _solution_file(exercise, name)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting += [other for name in _imports(path) for other in _module_file(name)]
    return tuple(sorted(found))


def _solution_file(exercise: Exercise, name: str) -> tuple[Path, ...]:
    return (exercise.folder / name,) if name.endswith(".py") else _module_file(name)


@functools.cache
def _module_file(name: str) -> tuple[Path, ...]:
    """The file of a reference module, found without importing it; nothing for a name that is no module."""
    with contextlib.suppress(ImportError, ValueError):
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            return (Path(spec.origin),)
    return ()


def _imports(path: Path) -> tuple[str, ...]:
    return _imports_of(path, file_stamp(path))


@functools.lru_cache(maxsize=256)
def _imports_of(path: Path, stamp: tuple[int, int]) -> tuple[str, ...]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return tuple(name for name in names if name.split(".")[0] == REFERENCE)


def _file_digest(path: Path) -> str:
    return _digest_of(path, file_stamp(path))


@functools.lru_cache(maxsize=1024)
def _digest_of(path: Path, stamp: tuple[int, int]) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
