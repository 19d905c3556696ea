"""A graded class for people and programs.

Each module here is an export, found by being here: a function `export(result: ClassResult) -> str`.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

__all__ = ["find_exports", "load_export"]


def find_exports() -> tuple[str, ...]:
    """Names of the exports."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load_export(name: str) -> ModuleType:
    """The module of one of `find_exports()`."""
    return importlib.import_module(f"{__name__}.{name}")
