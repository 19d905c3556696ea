"""Mutants that no test may tell from the solution, and why: `equivalent.toml` beside the exercise.

    [[equivalent]]
    why = "A draw is continuous: it never meets p."
    mutants = ["plain_dropout: mask = rng.random(x.shape) >= p -> mask = rng.random(x.shape) > p"]

`chainrule mutants` prints the names. A name that no mutant has any more is a SpecError. Where a table says
`by_chance = true`, its mutants are another solution that is about as good as is asked for: they may lose marks as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.errors import SpecError
from autograder.mutants.mutant import mutants
from autograder.spec import EQUIVALENT, Exercise
from autograder.spec.fields import read_names, read_text, read_toml, suggest
from autograder.spec.solution import bare_source

__all__ = ["left_to_chance", "load_equivalent"]


def left_to_chance(exercise: Exercise) -> frozenset[str]:
    """The names of those that may lose marks with some seeds, or with all."""
    path = exercise.folder / EQUIVALENT
    tables = [table for table in _tables(path) if table.get("by_chance")] if path.is_file() else []
    return frozenset(name for table in tables for name in read_names(path, table, "mutants"))


def load_equivalent(exercise: Exercise) -> Mapping[str, str]:
    """Why, by the mutant's name; nothing where the folder has no such file. Raises SpecError."""
    path = exercise.folder / EQUIVALENT
    if not path.is_file():
        return {}
    found = dict[str, str]()
    for name, why in _read(path):
        if name in found:
            raise SpecError(path, name, "stands there twice")
        found[name] = why
    known = [mutant.name for mutant in mutants(bare_source(exercise))]
    for name in found:
        if name not in known:
            raise SpecError(path, name, "no such mutant", suggest(name, known))
    return found


def _tables(path: Path) -> list[Any]:
    tables: Any = read_toml(path, ["equivalent"]).get("equivalent")
    if not isinstance(tables, list) or not tables:
        raise SpecError(path, "equivalent", "missing", "write [[equivalent]], and under it why and mutants")
    return tables


def _read(path: Path) -> Iterator[tuple[str, str]]:
    for table in _tables(path):
        why = read_text(path, table, "why")
        yield from ((name, why) for name in read_names(path, table, "mutants"))
