"""Nothing at all where pictures would be drawn and progress be shown: a box has no screen."""

from __future__ import annotations

import dis
import functools
import sys
import types
from collections.abc import Iterable, Iterator, Sized
from importlib.machinery import ModuleSpec
from typing import Any

import numpy as np

__all__ = ["LIBRARIES", "Decorated", "Kind", "Nothing", "install", "is_nothing"]

LIBRARIES = ("matplotlib", "mpl_toolkits", "ipywidgets", "ipympl", "IPython", "tqdm")
# What comes along with them.
BESIDE = ("PIL", "cycler", "ipykernel", "matplotlib_inline", "psutil", "requests", "traitlets")
# Nobody is there to debug; `from numpy import *` asks for f2py, and to load that takes as long as all else.
UNUSED = ("pdb", "ipdb", "numpy.f2py")
UNPACKING = (dis.opmap["UNPACK_SEQUENCE"], dis.opmap["UNPACK_EX"])
COLOURS = 10  # in Matplotlib's cycle


def install(packages: Iterable[str]) -> None:
    """From here on an import of these finds nothing in them."""
    sys.meta_path.insert(0, _Finder((*LIBRARIES, *BESIDE, *UNUSED, *packages)))


def _attribute(name: str) -> Any:
    _refuse_special(name)
    return Nothing()


def _refuse_special(name: str) -> None:
    """`copy`, `pickle` and NumPy ask everything whether it has one of theirs."""
    if name.startswith("__"):
        raise AttributeError(name)


class Kind(type):
    """A class of nothings, to be derived from: every attribute that it lacks is nothing."""

    def __getattr__(cls, name: str) -> Any:
        return _attribute(name)


class Nothing:
    """Stands for a figure, a widget, a shell: every attribute, call, item and context is nothing again."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        _refuse_special(name)
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        if type(self) not in (Nothing, _Item):  # but a student's own class
            super().__setattr__(name, value)

    def __call__(self, *arguments: Any, **_: Any) -> Any:
        """Perhaps a function is decorated, and called by its name then."""
        return Decorated(arguments[0]) if arguments and isinstance(arguments[0], types.FunctionType) else self

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        """No items in a loop; as many as are asked for in `line, band = ax.plot(x, y)`; some for `zip` and `cycle`."""
        caller = sys._getframe(1)
        operation, count = caller.f_code.co_code[caller.f_lasti :][:2]
        if operation in UNPACKING:
            return iter([self] * count)
        is_passed = dis.opname[operation].startswith(("CALL", "PRECALL")) and not isinstance(self, _Item)
        return iter([_Item()] * (COLOURS if is_passed else 0))

    def __len__(self) -> int:
        return 0

    def __contains__(self, value: Any) -> bool:
        return False

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 0.0

    def __index__(self) -> int:
        return 0

    def __format__(self, form: str) -> str:
        return ""

    def subplots(self, nrows: int = 1, ncols: int = 1, *_: Any, squeeze: bool = True, **__: Any) -> Any:
        """Axes in an array: a loop over them may do more than draw."""
        axes = np.empty((nrows, ncols), dtype=object)
        for place in np.ndindex(axes.shape):
            axes[place] = Nothing()
        if not squeeze:
            return axes
        return axes.squeeze() if axes.size > 1 else axes[0, 0]

    def _same(self, *_: Any, **__: Any) -> Any:
        return self

    def _never(self, _: Any) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _same
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __abs__ = __round__ = _same
    __array_ufunc__ = _same
    __lt__ = __le__ = __gt__ = __ge__ = _never


class Decorated(Nothing):
    """A function for which there would be sliders."""

    def __init__(self, function: Any) -> None:
        functools.update_wrapper(self, function)

    def __getattr__(self, name: str) -> Any:
        return _attribute(name)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self.__wrapped__(*arguments, **keywords)


class _Item(Nothing):
    """One of some, with none in it: NumPy looks as deep as it goes."""


class _Widget(Nothing):
    """Keeps what it was made with: `slider.value` is what the slider is set to at first."""

    def __init__(self, *arguments: Any, options: Any = (), **keywords: Any) -> None:
        choices = [*arguments, *options][:1] if isinstance(options, (list, tuple)) else []
        first = next((choice for choice in choices if isinstance(choice, (int, float, str))), 0)
        vars(self).update({"value": first, "options": options} | keywords)


class _Progress:
    """tqdm: goes through what it is given and shows nothing."""

    def __init__(self, iterable: Iterable[Any] = (), desc: Any = None, total: Any = None, *_: Any, **__: Any) -> None:
        self._iterable, self.n = iterable, 0
        self.total = len(iterable) if total is None and isinstance(iterable, Sized) else total

    def __iter__(self) -> Iterator[Any]:
        for entry in self._iterable:
            yield entry
            self.n += 1

    def __len__(self) -> int:
        return int(self.total or 0)

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return Nothing()

    def update(self, n: int = 1) -> None:
        self.n += n

    write = pandas = staticmethod(Nothing())


def _map(function: Any, *iterables: Any, **_: Any) -> list[Any]:
    return list(map(function, *iterables))


TQDM = {
    "tqdm": _Progress,
    "tqdm_notebook": _Progress,
    "trange": lambda *limits, **_: _Progress(range(*limits)),
    "tenumerate": lambda iterable, start=0, **_: enumerate(iterable, start),
    "tzip": lambda *iterables, **_: zip(*iterables, strict=False),
    "thread_map": _map,
    "process_map": _map,
}


def is_nothing(value: Any) -> bool:
    """Whether this is none of a student's own."""
    return isinstance(value, (Kind, Nothing)) and not isinstance(value, Decorated)


class _Stub(types.ModuleType):
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name == "subplots":
            return lambda *counts, **options: (Nothing(), Nothing().subplots(*counts, **options))
        if not name[:1].isupper():
            return _attribute(name)
        base = _Widget if self.__name__ == "ipywidgets" else Nothing
        vars(self)[name] = kind = Kind(name, (base,), {})
        return kind


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
            vars(module).update(TQDM)
