"""Modules of the library that are changed as soon as they have been imported, whoever imports them."""

from __future__ import annotations

import importlib.machinery
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["amend"]

Change = Callable[[Any], None]


def amend(changes: Mapping[str, Change]) -> None:
    """Change these modules: at once where they are loaded already."""
    for name in changes.keys() & sys.modules.keys():
        changes[name](sys.modules[name])
    sys.meta_path.insert(0, _Finder({name: change for name, change in changes.items() if name not in sys.modules}))


class _Finder:
    def __init__(self, changes: Mapping[str, Change]) -> None:
        self._changes = changes

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name in self._changes else None
        if spec is not None and spec.loader is not None:
            execute = _both(spec.loader.exec_module, self._changes[name])
            setattr(spec.loader, "exec_module", execute)  # noqa: B010  # to mypy a method is no attribute
        return spec


def _both(execute: Callable[[types.ModuleType], None], change: Change) -> Callable[[types.ModuleType], None]:
    def exec_module(module: types.ModuleType) -> None:
        execute(module)
        change(module)

    return exec_module
