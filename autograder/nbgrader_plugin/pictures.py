"""A cell's pictures, taken out while its text is rendered: large ones cost nothing then, and none is shown without end.

A few characters of Markdown can name one picture a thousand times.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

__all__ = ["EMBEDDED", "Pictures"]

EMBEDDED = re.compile(r"(data:image/[a-z]{1,10};base64,)([A-Za-z0-9+/=]+)")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
KIND = re.compile(r"image/[a-z]{1,10}")
MOST = 1_000
MARK = f"picture{secrets.token_hex(8)}n"  # nobody can write it into a text
MARKED = re.compile(MARK + r"(\d{1,4})z")
NOTHING = "R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="  # a transparent point, as GIF


class Pictures:
    """The pictures of one cell, each with a mark that stands for it."""

    def __init__(self) -> None:
        self._taken: list[str] = []

    def take_embedded(self, source: str) -> str:
        """The text with marks in the place of its pictures; those beyond MOST show nothing."""
        return EMBEDDED.sub(lambda found: found[1] + self._mark(found[2]), source)

    def take_attached(self, attachments: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
        """Name, type and mark of each attachment that is a picture."""
        return tuple(
            (name, kind, self._mark(data))
            for name, kinds in attachments.items()
            if isinstance(name, str) and isinstance(kinds, Mapping)
            for kind, data in kinds.items()
            if isinstance(kind, str) and KIND.fullmatch(kind) and isinstance(data, str) and BASE64.fullmatch(data)
        )

    def put_back(self, page: str, room: int) -> tuple[str, bool]:
        """The page with its pictures, as many as there is room for; and whether that is all of them."""
        left, is_whole = room, True

        def picture(found: re.Match[str]) -> str:
            nonlocal left, is_whole
            data = self._taken[int(found[1])]
            if len(data) > left:
                is_whole = False
                return NOTHING
            left -= len(data)
            return data

        return MARKED.sub(picture, page), is_whole

    def _mark(self, data: str) -> str:
        if len(self._taken) >= MOST:
            return NOTHING
        self._taken.append(data)
        return f"{MARK}{len(self._taken) - 1}z"
