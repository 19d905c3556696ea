"""Gradescope's `submission_metadata.yml`: who handed in what, and when.

The file holds results and the history of every submission too. It is followed as events, nothing is built of it but
what is wanted, and nothing is repeated for being referred to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from autograder.errors import UnreadableSubmission

__all__ = ["Submitted", "read_metadata"]

DEEPEST = 100
NUMBERS = {str(number) for number in range(100)}  # of the people behind one submission
OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
Path = tuple[str, ...]


@dataclass(slots=True)
class Submitted:
    """One submission: when, and the people behind it, each with `name`, `sid` and `email` as far as they are known."""

    created_at: str = ""
    people: list[dict[str, str]] = field(default_factory=list)


def read_metadata(text: bytes) -> dict[str, Submitted]:
    """Submissions by folder. Raises UnreadableSubmission."""
    found: dict[str, Submitted] = {}
    try:
        for path, value in _scalars(text):
            _take(found.setdefault(path[0], Submitted()), path[1:], value)
    except yaml.YAMLError as error:
        raise UnreadableSubmission(f"submission_metadata.yml cannot be read: {_first_line(error)}") from error
    return found


def _take(submitted: Submitted, path: Path, value: str) -> None:
    match path:
        case ("created_at",):
            submitted.created_at = value
        case ("submitters", number, name) if name in ("name", "sid", "email") and number in NUMBERS:
            submitted.people += [{} for _ in range(int(number) + 1 - len(submitted.people))]
            submitted.people[int(number)][name] = value


def _scalars(text: bytes) -> Iterator[tuple[Path, str]]:
    """(where, what) of each text in it. Ruby writes `:name` for a key, other tools `name`."""
    stack: list[_Open] = []
    anchors: dict[str, str] = {}
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, OPENING):
            if len(stack) >= DEEPEST:
                raise yaml.YAMLError("nested too deeply")
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, CLOSING):
            stack.pop()
            _step(stack)
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            value = _value(event, anchors)
            if stack and not stack[-1].takes_key(value):
                if len(stack) > 1 or stack[0].is_mapping:
                    yield tuple(level.place for level in stack), value
                _step(stack)


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being read: the key, or the number, at which it is."""

    is_mapping: bool
    key: str | None = None
    number: int = 0

    @property
    def place(self) -> str:
        return (self.key or "") if self.is_mapping else str(self.number)

    def takes_key(self, value: str) -> bool:
        if not self.is_mapping or self.key is not None:
            return False
        self.key = value.removeprefix(":")
        return True


def _step(stack: list[_Open]) -> None:
    """What stood at the innermost place has been read."""
    if stack:
        stack[-1].key, stack[-1].number = None, stack[-1].number + 1


def _value(event: Any, anchors: dict[str, str]) -> str:
    if isinstance(event, yaml.AliasEvent):
        return anchors.get(event.anchor, "")
    if event.anchor:
        anchors[event.anchor] = event.value
    return str(event.value)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
