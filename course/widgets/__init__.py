"""Live explorers, driven by the functions that a student wrote.

Each is a folder of `explorers`, is called by the folder's name, and is imported when that name is asked for. With a
program looking on, an explorer shows one static picture, and in grading nothing at all.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from course.widgets import explorers
from course.widgets.live.warm import warm_up
from course.widgets.networks import small_mlp

__all__ = ["registry", "small_mlp"]


def registry() -> Mapping[str, tuple[str, ...]]:
    """Every explorer with the ids of the lecture concepts that it shows; needs no Matplotlib."""
    return {name: _folder(name).CONCEPTS for name in _names()}


def _names() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(explorers.__path__) if module.ispkg)


def _folder(name: str) -> ModuleType:
    return import_module(f"{explorers.__name__}.{name}")


def __getattr__(name: str) -> Any:
    if name not in _names():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_folder(name), name)


def __dir__() -> list[str]:
    return sorted({*__all__, *_names()})


__all__ += _names()
warm_up()
