"""What a notebook has and a script has not: `_`, `Out` and `In`, and of `get_ipython()` what gives an answer."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from .stubs import Nothing

__all__ = ["Shell"]

TIMEIT = re.compile(r"\s*-(?:([nrpv])\s*(\S+)|[tcqo]+)(?=\s)")
REPEATS = 7


class ZMQInteractiveShell(Nothing):
    """Called as notebooks look for it. What a box cannot do is nothing."""

    def __init__(self, shell: Shell) -> None:
        self.user_ns, self.run_cell, self.captured, self.magic = (
            shell.names,
            shell.run_cell,
            shell.captured,
            shell.magic,
        )
        self.run_line_magic, self.run_cell_magic = shell.line_magic, shell.cell_magic
        self.getoutput = lambda command, **_: Lines()


class Shell:
    """Values and texts of the cells that have run, and the magics that have an effect on names or files."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self._in, self._out = [""], dict[int, Any]()
        self._last: Any = ""
        self._captured: contextlib.ExitStack | None = None
        facade = ZMQInteractiveShell(self)
        names.update(get_ipython=lambda: facade, In=self._in, Out=self._out, _ih=self._in, _oh=self._out)
        names.update(dict.fromkeys(("_", "__", "___", "_i", "_ii", "_iii"), ""))

    @contextlib.contextmanager
    def cell(self, number: int, source: str) -> Iterator[None]:
        """Around the run of a cell."""
        self._in += [""] * (number - len(self._in)) + [source]
        with contextlib.ExitStack() as self._captured:
            yield
        self.names.update(_iii=self.names.get("_ii"), _ii=self.names.get("_i"), _i=source)

    def show(self, number: int, value: Any) -> set[str]:
        """The names for what a cell ends with; a `_` of the student's own stays theirs."""
        if value is None:
            return set()
        self._out[number] = self.names[f"_{number}"] = value
        if self.names.get("_", self._last) is self._last:
            self.names.update(___=self.names.get("__"), __=self._last, _=value)
            self._last = value
        return {f"_{number}"}

    def captured(self) -> Captured:
        """What is printed from here to the end of the cell."""
        captured = Captured()
        if self._captured is not None:
            self._captured.enter_context(contextlib.redirect_stdout(captured.out))
            self._captured.enter_context(contextlib.redirect_stderr(captured.err))
        return captured

    def run_cell(self, source: str, *_: Any, **__: Any) -> None:
        exec(compile(source, "<run>", "exec"), self.names)  # noqa: S102

    def magic(self, text: str) -> Any:
        """A line magic with its line, as it is typed."""
        name, _, line = text.lstrip("%").partition(" ")
        return self.line_magic(name, line)

    def line_magic(self, name: str, line: str = "", *_: Any, **__: Any) -> Any:
        if name == "timeit":
            return _timed(line, self.names | sys._getframe(1).f_locals)
        return LINE[name](self, line) if name in LINE else Nothing()

    def cell_magic(self, name: str, line: str = "", cell: str = "", *_: Any) -> Any:
        if name in ("writefile", "file"):
            return _write(line, cell)
        if name in ("time", "prun", "capture"):
            self.run_cell(cell)
        return Nothing()

    def _run(self, line: str) -> Any:
        """A file that has been written before; one that is not here is nothing."""
        words = line.split()
        place = next((place for place, word in enumerate(words) if not word.startswith("-")), len(words))
        path = "".join(words[place : place + 1]).removesuffix(".py") + ".py"
        if not os.path.isfile(path):
            return Nothing()
        with open(path, encoding="utf-8") as file:
            code = compile(file.read(), path, "exec")
        names = self.names if "-i" in words[:place] else {"__name__": "__main__", "__file__": path}
        sys.argv = [path, *words[place + 1 :]]
        exec(code, names)  # noqa: S102
        self.names.update({name: value for name, value in names.items() if not name.startswith("__")})
        return None

    def _environ(self, line: str) -> Any:
        name, value = re.match(r"\s*([^\s=]*)[\s=]*(.*)", line).groups()  # type: ignore[union-attr]
        if value:
            os.environ[name] = value.strip()
        return os.environ.get(name, "") if name else dict(os.environ)

    def _change_folder(self, line: str) -> None:
        with contextlib.suppress(OSError):
            os.chdir(os.path.expanduser(line.strip() or "~"))

    def _folder(self, line: str) -> str:
        return os.getcwd()


LINE: dict[str, Callable[[Shell, str], Any]] = {
    "run": Shell._run,
    "env": Shell._environ,
    "set_env": Shell._environ,
    "cd": Shell._change_folder,
    "pwd": Shell._folder,
}


class Captured:
    """What `%%capture name` leaves in `name`."""

    def __init__(self) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()
        self.outputs: list[Any] = []

    stdout = property(lambda self: self.out.getvalue())
    stderr = property(lambda self: self.err.getvalue())

    def show(self) -> None:
        print(self.stdout, end="")

    __call__ = show

    def __str__(self) -> str:
        return str(self.stdout)


class Lines(list[str]):
    """What a command has printed, which was not run: no lines, and whichever is asked for is empty."""

    s = n = ""

    def __getitem__(self, place: Any) -> Any:
        return "" if isinstance(place, int) else super().__getitem__(place)


class Timed:
    """What `%timeit -o` gives; here the one run that there was is each of them."""

    def __init__(self, seconds: float, loops: int, repeat: int) -> None:
        self.loops, self.repeat, self.compile_time = loops, repeat, 0.0
        self.timings, self.all_runs = [seconds] * repeat, [seconds * loops] * repeat
        self.best = self.worst = self.average = seconds
        self.stdev = 0.0

    def __str__(self) -> str:
        return f"{self.average:.3g} s per loop"


def _timed(line: str, names: dict[str, Any]) -> Timed:
    options = {"n": "1", "r": str(REPEATS)}
    while option := TIMEIT.match(line):
        options[option[1] or ""] = option[2] or ""
        line = line[option.end() :]
    code = compile(line.strip(), "<timeit>", "exec")
    started = time.perf_counter()
    exec(code, names)  # noqa: S102
    return Timed(time.perf_counter() - started, max(1, int(options["n"])), max(1, int(options["r"])))


def _write(line: str, text: str) -> None:
    words = line.split()
    with open(os.path.expanduser(words[-1]), "a" if words[0] == "-a" else "w", encoding="utf-8") as file:
        file.write(text)
