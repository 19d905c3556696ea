"""Learning platforms, one file each, found by being here.

Each has `read(entries, assignments) -> Iterator[Handed | Left]`: whose each file of its export is. It says "it is not
for me" by leaving; what a name cannot carry (a time, an order) it leaves out rather than guesses.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

__all__ = ["find_sources", "load_source_of"]


def find_sources() -> tuple[str, ...]:
    """Names of the platforms."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def load_source_of(name: str) -> ModuleType:
    """The module of one of `find_sources()`."""
    return importlib.import_module(f"{__name__}.{name}")
