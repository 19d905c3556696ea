"""Under which name each person of a platform has been collected, so that nobody comes to have two folders.

Kept in `.chainrule/collected.json`, by what the platform itself calls somebody. Without that file a folder of that name
still tells.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.batch.durable import write_whole
from autograder.collecting.handed import Owner
from autograder.collecting.ids import IdMap
from autograder.errors import UsageError

__all__ = ["People", "rename_person"]

ELSEWHERE = "what this person has handed in so far lies in submitted/{0}: collect with the id map of that time, or "
ELSEWHERE += "let `chainrule rename {1} {2}` move it first"
OWNERS = 0o600


class People:
    """The people of one platform in one course."""

    def __init__(self, course: Path, source: str) -> None:
        self._course, self._all = course, _read(course)
        self._names = self._all.setdefault(source, {})

    def refusal(self, owner: Owner, student: str, ids: IdMap | None) -> str:
        """Why the owner's work is not to be placed under this name, in a sentence; "" where it may be."""
        if student in self._names.get(owner.student, ()):
            return ""
        other = next(self._elsewhere(owner, student, ids), "")
        return ELSEWHERE.format(other, shlex.quote(other), shlex.quote(student)) if other else ""

    def remember(self, owner: Owner, student: str) -> None:
        """That the owner's work lies there; a name whose folder has gone is forgotten."""
        before = filter(self._has_folder, self._names.get(owner.student, ()))
        self._names[owner.student] = list(dict.fromkeys((*before, student)))

    def save(self) -> None:
        """Raises UsageError where the course's folder cannot be written."""
        _write(self._course, self._all)

    def _elsewhere(self, owner: Owner, student: str, ids: IdMap | None) -> Iterator[str]:
        """Other names with a folder that are this person's, and not those of somebody with the same name."""
        namesakes = ids.namesakes(owner) if ids else frozenset[str]()
        before = (name for name in self._names.get(owner.student, ()) if name not in namesakes)
        own = () if ids is None or owner.student in ids.rows else (owner.student,)
        yield from (name for name in (*before, *own) if name != student and self._has_folder(name))

    def _has_folder(self, name: str) -> bool:
        return (self._course / "submitted" / name).is_dir()


def rename_person(course: Path, old: str, new: str) -> None:
    """Whoever was collected as `old` is `new` from now on. Raises UsageError."""
    before = _read(course)
    changed = {
        source: {own: [new if name == old else name for name in names] for own, names in people.items()}
        for source, people in before.items()
    }
    if changed != before:
        _write(course, changed)


def _file(course: Path) -> Path:
    return course / ".chainrule" / "collected.json"


def _read(course: Path) -> dict[str, dict[str, list[str]]]:
    """Platform -> what it calls somebody -> names here. A file that cannot be read remembers nothing."""
    try:
        found: Any = json.loads(_file(course).read_text(encoding="utf-8"))
        return {
            str(source): {str(own): list(map(str, names)) for own, names in people.items()}
            for source, people in found.items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write(course: Path, known: dict[str, dict[str, list[str]]]) -> None:
    try:
        write_whole(_file(course), json.dumps(known, indent=1, sort_keys=True).encode("ascii"), OWNERS)
    except OSError as error:
        raise UsageError(f"{_file(course)}: {error.strerror}; what was placed before stays") from error
