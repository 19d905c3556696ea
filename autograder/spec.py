"""An exercise folder becomes a frozen Exercise; every mistake of its author becomes a SpecError.

Errors: `SpecError` (path, field, problem, remedy), the author's fault; a student never pays for it.
"""

from __future__ import annotations

import ast
import difflib
import functools
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

__all__ = ["EXERCISES", "Exercise", "Limits", "SpecError"]
__all__ += ["file_stamp", "find_exercises", "load_assignment", "load_exercise"]

EXERCISES = Path(__file__).resolve().parent / "exercises"
KNOWN_FIELDS = {"title", "lectures", "solution", "uses", "functions", "points", "limits"}
PARTS = ("exercise.toml", "visible.py", "test_hidden.py", "misconceptions.py")


class SpecError(Exception):
    """An author's mistake: where it is, what is wrong, what to do."""

    def __init__(self, path: Path, field: str, problem: str, remedy: str = "") -> None:
        self.path, self.field, self.problem, self.remedy = path, field, problem, remedy
        where = f"{_short(path)}: {field}" if field else _short(path)
        super().__init__(f"{where}: {problem}" + (f"; {remedy}" if remedy else ""))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission's code may use; the box enforces it."""

    memory_mb: int = 1024
    cpu_s: float = 20.0
    call_s: float = 5.0
    wall_s: float = 60.0
    output_mb: int = 64

    def union(self, other: Limits) -> Limits:
        """The wider of two limits, field by field: one box serves all exercises of a submission."""
        return Limits(**{f.name: max(getattr(self, f.name), getattr(other, f.name)) for f in fields(Limits)})


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: what it teaches, which functions it asks for, what its hidden tests are worth.

    `functions` gives each function the names of its returned values; `opaque` the positions that never leave the box.
    """

    folder: Path
    title: str
    lectures: tuple[str, ...]
    solution: tuple[str, ...]
    uses: tuple[str, ...]
    functions: Mapping[str, tuple[str, ...]]
    opaque: Mapping[str, frozenset[int]]
    points: Mapping[str, float]
    titles: Mapping[str, str]
    limits: Limits = field(default_factory=Limits)

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def assignment(self) -> str:
        return self.folder.parent.name

    @property
    def key(self) -> str:
        return f"{self.assignment}/{self.name}"

    @property
    def max_score(self) -> float:
        return sum(self.points.values())

    @property
    def accepted(self) -> tuple[Path, ...]:
        return tuple(sorted((self.folder / "accepted").glob("*.py")))

    def used(self) -> tuple[Exercise, ...]:
        """The earlier exercises whose functions this one's solution calls, in the order of `uses`."""
        return tuple(load_exercise(self.folder.parent / name) for name in self.uses)

    def digest(self) -> str:
        """Changes whenever a file of the folder that grading reads changes."""
        parts = (self.folder / name for name in PARTS)
        return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def find_exercises(root: Path = EXERCISES) -> tuple[str, ...]:
    """Keys `assignment/exercise` of every folder with an exercise.toml."""
    return tuple(sorted(f"{p.parent.parent.name}/{p.parent.name}" for p in root.glob("*/*/exercise.toml")))


def load_assignment(name: str, root: Path = EXERCISES) -> tuple[Exercise, ...]:
    """Every exercise of an assignment, by name."""
    folders = sorted(p.parent for p in (root / name).glob("*/exercise.toml"))
    if not folders:
        known = sorted({key.split("/")[0] for key in find_exercises(root)})
        raise SpecError(root / name, "", "no such assignment", _suggest(name, known))
    return tuple(load_exercise(folder) for folder in folders)


def load_exercise(folder: Path) -> Exercise:
    """Read and validate one exercise folder; again only when one of its files has changed. Raises SpecError."""
    folder = folder.resolve()
    return _load(folder, tuple(file_stamp(folder / part) for part in PARTS))


def file_stamp(path: Path) -> tuple[int, int]:
    """Time of the last change and size; the same as long as the file is."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@functools.lru_cache(maxsize=256)
def _load(folder: Path, stamps: tuple[tuple[int, int], ...]) -> Exercise:
    path = folder / "exercise.toml"
    if not path.is_file():
        known = [key.split("/")[1] for key in find_exercises(folder.parent.parent)]
        raise SpecError(path, "", "no such exercise", _suggest(folder.name, known))
    _require_parts(folder)
    data = _read_toml(path)
    functions, opaque = _read_functions(path, data)
    titles = _read_titles(folder / "test_hidden.py")
    return Exercise(
        folder=folder,
        title=_read_text(path, data, "title"),
        lectures=_read_names(path, data, "lectures"),
        solution=_read_names(path, data, "solution"),
        uses=_read_uses(path, data),
        functions=functions,
        opaque=opaque,
        points=_read_points(path, data, titles),
        titles=MappingProxyType(titles),
        limits=_read_limits(path, data),
    )


def _require_parts(folder: Path) -> None:
    for part in PARTS:
        if not (folder / part).is_file():
            raise SpecError(folder / part, "", "missing", "`chainrule new` makes a folder with every part")


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(path, "", f"not valid TOML: {error}") from error
    for name in data:
        if name not in KNOWN_FIELDS:
            raise SpecError(path, name, "no such field", _suggest(name, KNOWN_FIELDS))
    return data


def _read_text(path: Path, data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SpecError(path, name, "a sentence is wanted", f'write {name} = "..."')
    return value.strip()


def _read_names(path: Path, data: dict[str, Any], name: str) -> tuple[str, ...]:
    value = data.get(name)
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise SpecError(path, name, "a non-empty list of names is wanted", f'write {name} = ["..."]')
    return tuple(value)


def _read_uses(path: Path, data: dict[str, Any]) -> tuple[str, ...]:
    uses = tuple(data.get("uses", ()))
    known = [p.parent.name for p in path.parent.parent.glob("*/exercise.toml")]
    for name in uses:
        if name not in known or name == path.parent.name:
            raise SpecError(path, f"uses.{name}", "no such exercise beside this one", _suggest(name, known))
    return uses


def _read_functions(path: Path, data: dict[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    table = data.get("functions")
    if not isinstance(table, dict) or not table:
        raise SpecError(path, "functions", "missing", 'list each function and its returned values: f = "out, cache*"')
    returned: dict[str, tuple[str, ...]] = {}
    opaque: dict[str, frozenset[int]] = {}
    for name, text in table.items():
        if not isinstance(text, str) or not name.isidentifier():
            raise SpecError(path, f"functions.{name}", "a name and its returned values are wanted")
        values = [value.strip() for value in text.split(",") if value.strip()]
        returned[name] = tuple(value.rstrip("*") for value in values)
        opaque[name] = frozenset(k for k, value in enumerate(values) if value.endswith("*"))
    return MappingProxyType(returned), MappingProxyType(opaque)


def _read_titles(path: Path) -> dict[str, str]:
    """First docstring line of each test function, without running the file."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise SpecError(path, "", f"not valid Python: {error}") from error
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    titles = {}
    for test in tests:
        title = (ast.get_docstring(test) or "").split("\n\n")[0]
        if not title:
            raise SpecError(path, test.name, "no docstring", "its first line is the criterion's title for students")
        titles[test.name] = " ".join(title.split())
    return titles


def _read_points(path: Path, data: dict[str, Any], titles: Mapping[str, str]) -> Mapping[str, float]:
    points = data.get("points")
    if not isinstance(points, dict) or not points:
        raise SpecError(path, "points", "missing", "give every test in test_hidden.py its points")
    for name, value in points.items():
        if name not in titles:
            raise SpecError(path, f"points.{name}", "no such test in test_hidden.py", _suggest(name, titles))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 100:
            raise SpecError(path, f"points.{name}", f"{value!r} is not a number of points in (0, 100]")
    for name in titles:
        if name not in points:
            raise SpecError(path, f"points.{name}", "missing", "every test in test_hidden.py needs points")
    return MappingProxyType({name: float(points[name]) for name in titles})


def _read_limits(path: Path, data: dict[str, Any]) -> Limits:
    limits = data.get("limits", {})
    known = {f.name for f in fields(Limits)}
    for name, value in limits.items():
        if name not in known:
            raise SpecError(path, f"limits.{name}", "no such limit", _suggest(name, known))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            raise SpecError(path, f"limits.{name}", f"{value!r} is not a positive number")
    return Limits(**limits)


def _suggest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 1, 0.5)
    return f"did you mean {close[0]}?" if close else "known: " + ", ".join(sorted(known))


def _short(path: Path) -> str:
    """The path from the course folder on, as an author would say it."""
    parts = path.parts
    return str(Path(*parts[parts.index("autograder") :])) if "autograder" in parts else str(path)
