"""Names of files as they come back: `dropout-1.ipynb`, `dropout (2).ipynb`, `Dropout-Copy1.ipynb.txt`."""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["assignment_of", "is_archive", "is_notebook"]

ADDED = (".txt", ".json")  # what some browsers put behind a name that they do not know
COPY = re.compile(r"(?:\s*\(\d{1,4}\)|-\d{1,4}|[\s_-]+copy\s?\d{0,4})\Z", re.IGNORECASE)
MOST_COPIES = 5


def is_notebook(name: str) -> bool:
    """Whether a file is called as notebooks are."""
    return _bare(name).casefold().endswith(".ipynb")


def is_archive(name: str) -> bool:
    """Whether a file is called as zip archives are."""
    return name.casefold().endswith(".zip")


def assignment_of(name: str, known: Collection[str]) -> str:
    """The assignment that a notebook is named after, whatever has been put behind the name since; "" for none."""
    by_name = {assignment.casefold(): assignment for assignment in known}
    stem = _bare(name)[: -len(".ipynb")].strip().casefold()
    for _ in range(MOST_COPIES):
        if stem in by_name:
            return by_name[stem]
        stem = COPY.sub("", stem).strip()
    return by_name.get(stem, "")


def _bare(name: str) -> str:
    added = next((end for end in ADDED if name.casefold().endswith(".ipynb" + end)), "")
    return name[: len(name) - len(added)]
