"""What Python's parser says about a student's text, and how much of such text is looked at for one notebook."""

from __future__ import annotations

import ast
import warnings

__all__ = ["Budget", "syntax_error"]

LONGEST_CELL = 100_000  # the box takes no longer one
IN_ALL = 500_000


class Budget:
    """Characters that may still be parsed or tokenised for one notebook. Each look counts, at the same text too."""

    def __init__(self, characters: int = IN_ALL) -> None:
        self._left = characters

    def allows(self, source: str) -> bool:
        """Whether `source` may be looked at once more; if so, it is taken off."""
        allowed = len(source) <= min(LONGEST_CELL, self._left)
        self._left -= len(source) if allowed else 0
        return allowed


def syntax_error(source: str) -> str:
    """What the parser says; "" where it can read the text."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return str(error) or type(error).__name__
    return ""
