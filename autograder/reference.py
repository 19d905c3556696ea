"""The reference's functions of an exercise, wherever its exercise.toml says they stand."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
import zlib
from pathlib import Path
from typing import Any

from autograder.spec import Exercise, SpecError

__all__ = ["load_module", "reference_functions"]


def reference_functions(exercise: Exercise) -> dict[str, Any]:
    """The reference's functions of an exercise and of those it uses."""
    functions: dict[str, Any] = {}
    for source in (*exercise.used(), exercise):
        modules = [load_module(source.folder, name) for name in source.solution]
        for name in source.functions:
            found = [getattr(module, name) for module in modules if hasattr(module, name)]
            if not found:
                where = ", ".join(source.solution)
                raise SpecError(source.folder / "exercise.toml", f"functions.{name}", f"not found in {where}")
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
        spec = importlib.util.spec_from_file_location(key, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[key] = module
    return sys.modules[key]
