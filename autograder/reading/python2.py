"""Recognising code that was written for Python 2."""

from __future__ import annotations

import re

from autograder.reading.ipython import as_python
from autograder.reading.parsing import Budget, syntax_error

__all__ = ["looks_like_python2"]

STATEMENT = re.compile(r"^[ \t]*(?:print|exec)[ \t]+[^ \t=(]|^[ \t]*except\b[^\n]*,", re.MULTILINE)
COMPLAINTS = ("call to 'print'", "call to 'exec'", "multiple exception types must")


def looks_like_python2(source: str, budget: Budget) -> bool:
    """Whether a cell fails to parse for the reason that Python 2's print, exec and except statements do."""
    if not budget.allows(source) or not STATEMENT.search(source):
        return False
    error = syntax_error(as_python(source, budget))
    return any(complaint in error for complaint in COMPLAINTS)
