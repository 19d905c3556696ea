"""Documents in which a part between two marks is written by a command, and the rest by hand."""

from __future__ import annotations

from autograder.errors import UsageError

__all__ = ["BEGIN", "END", "between_marks"]

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def between_marks(document: str, text: str) -> str:
    """`document` with `text` in place of what stood between its marks. Raises UsageError without them."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise UsageError(f"no {BEGIN} and {END} in the document, between which the table would stand")
    return f"{before}{BEGIN}\n{text}\n{END}{after}"
