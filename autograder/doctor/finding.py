"""One thing that was looked at, and what to do where it is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding"]

SIGNS = {"fine": "✓", "note": "!", "wrong": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """
    Args:
        state: `note` is for an instructor to decide; grading works. `wrong` is not safe, or will fail.
        subject: what was looked at.
        found: what there is.
        remedy: what to do; empty where nothing needs to be done.
    """

    state: Literal["fine", "note", "wrong"]
    subject: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{SIGNS[self.state]} {self.subject}: {self.found}"
        return f"{line}\n    {self.remedy}" if self.remedy else line
