"""Tables that a spreadsheet opens: text stays text whatever a student is called or has written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.reports.wording import printable

__all__ = ["csv_text"]

FORMULA = ("=", "+", "-", "@", "\t")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, quoted where it must be. No cell is a formula, and nothing is in it that cannot be seen."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: str) -> str:
    return printable(f"'{cell}" if cell.startswith(FORMULA) else cell)
