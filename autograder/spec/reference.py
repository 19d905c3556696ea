"""The reference's functions of an exercise, wherever its exercise.toml says they stand."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
import types
import zlib
from pathlib import Path
from typing import Any

from autograder.errors import SpecError
from autograder.spec.exercise import Exercise

__all__ = ["earlier_functions", "load_module", "reference_functions"]


def reference_functions(exercise: Exercise) -> dict[str, Any]:
    """The reference's functions of an exercise and of all that it builds on."""
    return earlier_functions(exercise) | _functions_of(exercise)


def earlier_functions(exercise: Exercise) -> dict[str, Any]:
    """The reference's functions that the exercise's solution may call."""
    return {name: function for earlier in exercise.earlier for name, function in _functions_of(earlier).items()}


def _functions_of(exercise: Exercise) -> dict[str, Any]:
    modules = [load_module(exercise.folder, name) for name in exercise.solution]
    functions = {}
    for name in exercise.functions:
        found = [getattr(module, name) for module in modules if hasattr(module, name)]
        if not found:
            where = ", ".join(exercise.solution)
            raise SpecError(exercise.folder / "exercise.toml", f"functions.{name}", f"not found in {where}")
        functions[name] = found[0]
    return functions


def load_module(folder: Path, name: str) -> types.ModuleType:
    """A module by its dotted name, or a file of the exercise folder by its file name; each is loaded once."""
    if not name.endswith(".py"):
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            raise SpecError(folder / "exercise.toml", "solution", f"no module {name}", str(error)) from error
    path = folder / name
    if not path.is_file():
        raise SpecError(path, "", "missing")
    key = f"_exercise_{zlib.crc32(str(path).encode()):08x}_{path.stat().st_mtime_ns}"
    if key not in sys.modules:
        sys.modules[key] = _loaded(key, path)
    return sys.modules[key]


def _loaded(key: str, path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(key, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise SpecError(path, f"line {_line_in(path, error)}", f"{type(error).__name__}: {error}") from error
    return module


def _line_in(path: Path, error: Exception) -> int:
    """The line of a file that an error has come by last."""
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return (lines or [1])[-1] or 1
