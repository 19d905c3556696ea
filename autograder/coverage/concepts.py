"""The ids of what the lectures teach, as course/data/concepts.toml lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import course.data
from autograder.errors import SpecError

__all__ = ["CONCEPTS", "Concept", "load_concepts"]

CONCEPTS = Path(course.data.__file__).with_name("concepts.toml")
WANTED = 'write ID = { title = "...", section = "LECTURE: ..." }'


@dataclass(frozen=True, slots=True)
class Concept:
    """One id: what it is about, the section of a lecture that has it, and whether it is only talked about there."""

    id: str
    title: str
    section: str
    prose: bool = False


def load_concepts(path: Path = CONCEPTS) -> Mapping[str, Concept]:
    """Every concept by its id, in the order of the lectures. Raises SpecError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(path, "", f"not valid TOML: {error}", WANTED) from error
    return {name: _concept(path, name, entry) for name, entry in table.items()}


def _concept(path: Path, name: str, entry: Any) -> Concept:
    if not isinstance(entry, dict):
        raise SpecError(path, name, "no title and section", WANTED)
    for field in ("title", "section"):
        if not isinstance(entry.get(field), str) or not entry[field].strip():
            raise SpecError(path, f"{name}.{field}", "a text is wanted", WANTED)
    for field in entry.keys() - {"title", "section", "prose"}:
        raise SpecError(path, f"{name}.{field}", "no such field", WANTED)
    if not isinstance(entry.get("prose", False), bool):
        raise SpecError(path, f"{name}.prose", "true or false is wanted", "leave it out where a function is wanted")
    return Concept(name, **entry)
