"""How a cell is run: as IPython runs it, with a value at its end, `await` at its top, and its text to be asked for."""

from __future__ import annotations

import ast
import contextlib
import inspect
import linecache
import math
import re
import signal
import types
from typing import Any

from .shell import Shell

__all__ = ["Running", "alarm"]

# What a last line at the margin begins with that is no value.
STATEMENT = re.compile(
    r"@|(?:import|from|def|class|del|assert|raise|pass|if|for|while|with|try|else|except)\b|[\w., ]+=[^=]"
)


class Running:
    """The cells of one namespace, one after the other."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names, self._shell, self._future = names, Shell(names), 0

    def run(self, number: int, source: str, filename: str) -> set[str]:
        """Run a cell; the names that it has been given for its value."""
        linecache.cache[filename] = len(source), None, [line + "\n" for line in source.split("\n")], filename
        value = None
        with self._shell.cell(number, source):
            for code in self._compiled(source, filename):
                value = eval(code, self._names)  # noqa: S307  # what the box is for
                value = _finished(value) if code.co_flags & inspect.CO_COROUTINE else value
        return self._shell.show(number, value)

    def _compiled(self, source: str, filename: str) -> list[types.CodeType]:
        """The cell, and what it ends with by itself where that may be a value."""
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | self._future
        whole = compile(source, filename, "exec", flags, dont_inherit=True)
        self._future |= whole.co_flags & annotations.compiler_flag
        if not _may_end_with_value(source):
            return [whole]
        with contextlib.suppress(RecursionError):
            tree = compile(source, filename, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
            if tree.body and isinstance(tree.body[-1], ast.Expr):
                last = ast.Expression(tree.body.pop().value)
                parts: tuple[tuple[ast.Module | ast.Expression, str], ...] = (tree, "exec"), (last, "eval")
                return [compile(part, filename, mode, flags, dont_inherit=True) for part, mode in parts]
        return [whole]


def _may_end_with_value(source: str) -> bool:
    """Whether to parse it once more, which takes longer than to compile it."""
    if source.rstrip().endswith(";"):  # then IPython shows none
        return False
    at_margin = (line for line in reversed(source.split("\n")) if line[:1].strip("# \t\r\f"))
    last = next(at_margin, "")
    return bool(last) and (not STATEMENT.match(last) or ";" in last)


def _finished(coroutine: Any) -> Any:
    """What a cell that awaits something ends with."""
    import asyncio  # takes a while, and few cells need it

    try:
        loop = asyncio.get_event_loop()
    except RuntimeError:
        asyncio.set_event_loop(loop := asyncio.new_event_loop())
    return loop.run_until_complete(coroutine)


def alarm(seconds: int) -> int:
    """`signal.alarm` by the timer that a locked process may set; the seconds that were left of the last one."""
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    return math.ceil(left)
