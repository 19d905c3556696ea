"""Modules that a student has written in a cell, with `%%writefile` or `open`: found in the working folder."""

from __future__ import annotations

import os
import sys
import types
from importlib.machinery import ModuleSpec
from typing import Any

from .disk import Disk

__all__ = ["install"]


def install(disk: Disk) -> None:
    """From here on an import finds them, behind everything else that there is."""
    sys.meta_path.append(_Finder(disk))


class _Finder:
    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        for folder in path or (".", *sys.path):
            place = self._disk.place(folder or ".")
            if place and (spec := self._in(os.path.join(place, name.rpartition(".")[2]), name)):
                return spec
        return None

    def _in(self, place: str, name: str) -> ModuleSpec | None:
        is_package = self._disk.is_folder(place)
        file = f"{place}/__init__.py" if self._disk.is_file(f"{place}/__init__.py") else f"{place}.py"
        if not self._disk.is_file(file) and not is_package:
            return None
        is_package &= file.endswith("/__init__.py") or not self._disk.is_file(file)
        loader = self if self._disk.is_file(file) else None
        spec = ModuleSpec(name, loader, origin=loader and file, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = loader is not None
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(place)
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        exec(compile(self.get_source(module.__name__), str(module.__file__), "exec"), vars(module))  # noqa: S102

    def get_source(self, name: str) -> str:
        """For `inspect` and `linecache` too."""
        return self._disk.content(str(sys.modules[name].__file__)).decode()
