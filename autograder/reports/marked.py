"""Documents in which a part between two marks is written by a command, and the rest by hand."""

from __future__ import annotations

from autograder.errors import UsageError

__all__ = ["BEGIN", "END", "between_marks"]

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def between_marks(document: str, text: str, name: str = "measured") -> str:
    """`document` with `text` in place of what stood between its marks. Raises UsageError without them.

    Args:
        name: which marks; a document may have several parts.
    """
    begin, end = BEGIN.replace("measured", name), END.replace("measured", name)
    before, found, rest = document.partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        raise UsageError(f"no {begin} and {end} in the document, between which the table would stand")
    return f"{before}{begin}\n{text}\n{end}{after}"
