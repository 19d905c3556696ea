"""A change of a text, found by what stands there: this becomes that.

    edit = find_edit(source, "dout * mask / (1 - p)", "dout * mask")
    apply_edits(source, [edit])

Text on one line may begin and end anywhere in it. Text of several lines is found at whatever indentation it stands,
and what takes its place is indented alike.
"""

from __future__ import annotations

import difflib
import itertools
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Edit", "EditError", "apply_edits", "find_edit"]


class EditError(ValueError):
    """The text is not there exactly once, or two edits touch the same place."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`source[start:end]` becomes `text`."""

    start: int
    end: int
    text: str


def find_edit(source: str, old: str, new: str, start: int = 0, end: int | None = None) -> Edit:
    """The edit that makes `new` of `old`, which must stand exactly once in `source[start:end]`. Raises EditError."""
    end = len(source) if end is None else end
    wanted = textwrap.dedent(old).strip("\n")
    found = list(_pattern(wanted).finditer(source, start, end))
    if len(found) != 1:
        raise EditError(_told(source[start:end], wanted, len(found)))
    return Edit(found[0].start(), found[0].end(), _indented(source, found[0].start(), new))


def apply_edits(source: str, edits: Iterable[Edit]) -> str:
    """The source with all edits made. Raises EditError where two of them touch the same place."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    for one, other in itertools.pairwise(ordered):
        if other.start < one.end:
            raise EditError(f"two edits touch {source[other.start : min(one.end, other.end)].strip()!r}")
    for edit in reversed(ordered):
        source = source[: edit.start] + edit.text + source[edit.end :]
    return source


def _pattern(wanted: str) -> re.Pattern[str]:
    first, *others = wanted.split("\n")
    if not others:
        return re.compile(re.escape(first))
    following = "".join(rf"\n(?P=indent){re.escape(line)}" if line.strip() else r"\n *" for line in others)
    return re.compile(rf"^(?P<indent> *){re.escape(first)}{following}$", re.MULTILINE)


def _indented(source: str, start: int, new: str) -> str:
    """The new text with its further lines indented like the line that it begins on."""
    new = textwrap.dedent(new).strip("\n")
    line = source[source.rfind("\n", 0, start) + 1 :]
    indent = line[: len(line) - len(line.lstrip(" "))]
    at_line_start = start == 0 or source[start - 1] == "\n"
    return textwrap.indent(new, indent)[0 if at_line_start else len(indent) :]


def _told(source: str, wanted: str, count: int) -> str:
    if count:
        return f"{wanted!r} is there {count} times; take more of the line, or name the function that is meant"
    first = wanted.split("\n")[0].strip()
    closest = max((line.strip() for line in source.split("\n")), key=lambda line: _in_common(first, line))
    return f"{wanted!r} is not in the solution; the closest line is {closest!r}"


def _in_common(one: str, other: str) -> int:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
