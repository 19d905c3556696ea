"""Nothing at all where pictures would be drawn and progress be shown: a box has no screen."""

from __future__ import annotations

import dis
import sys
import types
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec
from typing import Any

__all__ = ["LIBRARIES", "Nothing", "install"]

LIBRARIES = ("matplotlib", "mpl_toolkits", "ipywidgets", "ipympl", "IPython", "tqdm")
# Nobody is there to debug; `from numpy import *` asks for f2py, and to load that takes as long as all else.
UNUSED = ("pdb", "ipdb", "numpy.f2py")
UNPACKING = (dis.opmap["UNPACK_SEQUENCE"], dis.opmap["UNPACK_EX"])


def install(packages: Iterable[str]) -> None:
    """From here on an import of LIBRARIES, UNUSED or `packages` finds nothing in them."""
    sys.meta_path.insert(0, _Finder((*LIBRARIES, *UNUSED, *packages)))


class Nothing:
    """Stands for a figure, a widget, a shell: every attribute, call, item and context is nothing again."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        """No items in a loop; as many as are asked for in `fig, (left, right) = plt.subplots(1, 2)`."""
        caller = sys._getframe(1)
        operation, count = caller.f_code.co_code[caller.f_lasti :][:2]
        return iter([self] * count if operation in UNPACKING else [])

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 0.0

    def _same(self, *_: Any) -> Any:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _same


class _Progress:
    """tqdm: goes through what it is given and shows nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *_: Any, **__: Any) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return Nothing()

    write = staticmethod(Nothing())


class _Stub(types.ModuleType):
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class _Finder:
    def __init__(self, stubbed: tuple[str, ...]) -> None:
        self._stubbed = stubbed

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if any(name == stub or name.startswith(stub + ".") for stub in self._stubbed):
            return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]
        return None

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        return _Stub(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        if module.__name__.partition(".")[0] == "tqdm":
            names = {"tqdm": _Progress, "tqdm_notebook": _Progress, "trange": lambda *a, **_: _Progress(range(*a))}
            vars(module).update(names)
