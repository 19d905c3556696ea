"""Tables that a spreadsheet opens: text stays text whatever a student is called or has written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterable, Sequence

from autograder.reports.wording import printable

__all__ = ["csv_text"]

FORMULA = ("=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # some programs take wide signs as well
PLAIN_ID = re.compile(r"[+@-]?[\w.@#-]*")  # calls nothing and reads nothing, even where it is taken for a formula


def csv_text(rows: Iterable[Sequence[str]], *, ids: Container[int] = (), quote_all: bool = False) -> str:
    """The rows as CSV, quoted where it must be. No cell is a formula, and nothing is in it that cannot be seen.

    Args:
        ids: columns in which another program looks for what it has given out: written as it is wherever that can do
            no harm.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerows([_plain(cell, is_id=place in ids) for place, cell in enumerate(row)] for row in rows)
    return text.getvalue()


def _plain(cell: str, *, is_id: bool) -> str:
    is_formula = cell.startswith(FORMULA) and cell != "-" and not (is_id and PLAIN_ID.fullmatch(cell))
    return printable(f"'{cell}" if is_formula else cell)
