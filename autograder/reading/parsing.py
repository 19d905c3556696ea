"""What Python's parser says about a student's text, and how much of such text is looked at for one notebook."""

from __future__ import annotations

import symtable
import warnings

from autograder.sandbox.inside.bounds import MAX_TEXT

__all__ = ["Budget", "syntax_error"]

IN_ALL = 500_000


class Budget:
    """Characters that may still be parsed or tokenised for one notebook. Each look counts, at the same text too."""

    def __init__(self, characters: int = IN_ALL) -> None:
        self._left = characters

    def allows(self, source: str) -> bool:
        """Whether `source` may be looked at once more; if so, it is taken off."""
        allowed = len(source) <= min(MAX_TEXT, self._left)
        self._left -= len(source) if allowed else 0
        return allowed


def syntax_error(source: str) -> str:
    """What the parser says; "" where it can read the text.

    Names are looked up and no more: compiling takes time that doubles with each `finally` inside another, and
    `ast.parse` fails at random where two threads use it (before Python 3.13).
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            symtable.symtable(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return str(error) or type(error).__name__
    return ""
