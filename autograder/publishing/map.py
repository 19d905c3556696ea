"""The map at the top of a notebook: which exercise asks for what, and what comes of it.

An assignment says that in its own words in `map.toml`; the numbers come from the order of the exercises. An exercise
that the file does not mention has a row with its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import SpecError
from autograder.publishing.words import listed, spans
from autograder.spec import Assignment
from autograder.spec.fields import read_toml, suggest

__all__ = ["map_of"]

FIELDS = ("columns", "rows")
COLUMNS = ["you write", "and find out"]


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One line of the map; `numbers` are those of its exercises."""

    numbers: tuple[int, ...]
    written: str
    found: str

    def __str__(self) -> str:
        numbers = [f"{first} – {last}" if first < last else f"{first}" for first, last in spans(self.numbers)]
        return f"| {', '.join(numbers)} | {self.written} | {self.found} |"


def map_of(assignment: Assignment) -> str:
    """The map as a Markdown table, and a line about which exercises build on which."""
    path = assignment.folder / "map.toml"
    data = read_toml(path, FIELDS) if path.is_file() else {}
    rows = list(_rows(path, data, {exercise.name: exercise.number for exercise in assignment.exercises}))
    mentioned = {number for row in rows for number in row.numbers}
    rows += [Row((each.number,), each.title, "") for each in assignment.exercises if each.number not in mentioned]
    head = [f"| | {' | '.join(_columns(path, data))} |", "|---|---|---|"]
    needs = "; ".join(_needs(assignment))
    return "\n".join([*head, *map(str, sorted(rows)), *(["", f"{needs}."] if needs else [])])


def _columns(path: Path, data: Mapping[str, Any]) -> list[str]:
    match data.get("columns", COLUMNS):
        case [str(written), str(found)]:
            return [written, found]
    raise SpecError(path, "columns", "the headings of two columns are wanted", f"write columns = {COLUMNS}")


def _rows(path: Path, data: Mapping[str, Any], numbers: Mapping[str, int]) -> Iterator[Row]:
    mentioned: set[str] = set()
    for place, entry in enumerate(data.get("rows", []), 1):
        match entry:
            case [[str(), *_] as names, str(written), str(found)]:
                field = f"rows[{place}]"
            case _:
                remedy = 'write [["my_exercise"], "what is written", "what comes of it"]'
                raise SpecError(path, f"rows[{place}]", "names of exercises and two texts are wanted", remedy)
        for name in names:
            if name not in numbers:
                raise SpecError(path, f"{field}.{name}", "no such exercise", suggest(str(name), numbers))
            if name in mentioned:
                raise SpecError(path, f"{field}.{name}", "stands in the map twice")
            mentioned.add(name)
        yield Row(tuple(sorted(numbers[name] for name in names)), written, found)


def _needs(assignment: Assignment) -> Iterator[str]:
    """A part of the sentence for each exercise whose solution may call those of others here."""
    word = "Exercise"
    for exercise in assignment.exercises:
        needed = [str(other.number) for other in exercise.earlier if other.assignment == assignment.name]
        if needed:
            yield f"{word} {exercise.number} builds on {listed(needed)}"
            word = "exercise"
