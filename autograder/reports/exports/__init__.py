"""A graded class for people and programs.

Each module here is an export, found by being here: a function `export(result: ClassResult) -> str`. Those for learning
platforms have a folder of their own.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from autograder.reports.exports import platforms

__all__ = ["find_exports", "find_platforms", "load_export"]


def find_exports() -> tuple[str, ...]:
    """Names of the exports."""
    here = (module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    return tuple(sorted((*here, *find_platforms())))


def find_platforms() -> tuple[str, ...]:
    """Names of those for learning platforms."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(platforms.__path__)))


def load_export(name: str) -> ModuleType:
    """The module of one of `find_exports()`."""
    package = platforms.__name__ if name in find_platforms() else __name__
    return importlib.import_module(f"{package}.{name}")
