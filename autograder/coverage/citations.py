"""Which ids a function cites: its docstring says "(lectures B4 N1)". Sources are read, never run."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import reference_impl
from autograder.spec import Exercise

__all__ = ["REFERENCE", "Function", "cited_functions", "functions_in", "solution_functions"]

REFERENCE = Path(str(reference_impl.__file__)).parent
CITATION = re.compile(r"\(lectures ([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Function:
    """A public function or class: the file and module that define it, and the ids that its docstring cites."""

    path: Path
    module: str
    name: str
    cited: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


def cited_functions(package: Path = REFERENCE) -> tuple[Function, ...]:
    """Everything public in a package whose docstring cites an id, module by module."""
    return tuple(
        function
        for path in sorted(package.rglob("*.py"))
        for function in functions_in(path, ".".join(path.relative_to(package).with_suffix("").parts))
        if function.cited
    )


def functions_in(path: Path, module: str) -> Iterator[Function]:
    """The public functions and classes of one file, in its order."""
    for node in ast.parse(path.read_text(encoding="utf-8"), str(path)).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            citations = CITATION.findall(ast.get_docstring(node) or "")
            yield Function(path, module, node.name, tuple(name for text in citations for name in text.split()))


def solution_functions(exercise: Exercise) -> dict[str, Function]:
    """What the files that hold an exercise's solution define, by name."""
    files = [(name, _solution_file(exercise, name)) for name in reversed(exercise.solution)]
    return {function.name: function for name, path in files if path for function in functions_in(path, name)}


def _solution_file(exercise: Exercise, name: str) -> Path | None:
    if name.endswith(".py"):
        return exercise.folder / name
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return None
    return Path(spec.origin) if spec and spec.origin else None
