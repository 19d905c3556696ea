"""Modules from memory: the path of the course folder is nowhere in a box, and `sys.path` is the standard library alone.

This is the first module that a box gets, before it can import any other: it stands by itself.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from importlib.machinery import ModuleSpec
from typing import Any

__all__ = ["Module", "install"]

Module = tuple[str, bool, types.CodeType]  # path that it shows, whether it is a package, code


def install(modules: Mapping[str, Module], files: Mapping[str, bytes]) -> None:
    """From here on these modules, and the files of their packages, are found before the standard library's."""
    sys.meta_path.insert(0, _Finder(modules, files))


class _Finder:
    def __init__(self, modules: Mapping[str, Module], files: Mapping[str, bytes]) -> None:
        self._modules, self._files = modules, files

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name not in self._modules:
            return None
        path, is_package, _ = self._modules[name]
        spec = ModuleSpec(name, self, origin=path, is_package=is_package)  # type: ignore[arg-type]
        spec.has_location = True
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        exec(self._modules[module.__name__][2], vars(module))  # noqa: S102

    def get_data(self, path: str) -> bytes:
        """For `pkgutil.get_data(package, name)`."""
        try:
            return self._files[path]
        except KeyError:
            raise FileNotFoundError(path) from None
