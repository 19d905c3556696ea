"""The fields of exercise.toml and assignment.toml, read with care: a mistake is a SpecError that says where."""

from __future__ import annotations

import ast
import difflib
import math
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from autograder.errors import SpecError
from autograder.sandbox.limits import Limits

__all__ = [
    "read_choice",
    "read_criteria",
    "read_flag",
    "read_functions",
    "read_limits",
    "read_names",
    "read_number",
    "read_points",
    "read_text",
]
__all__ += ["closest", "read_toml", "suggest"]

MOST_NAMES = 20  # that a message lists


Choice = TypeVar("Choice", bound=str)


def read_toml(path: Path, known: Collection[str]) -> dict[str, Any]:
    """The table in a file that has no other fields than `known`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(path, "", f"not valid TOML: {error}") from error
    for name in data:
        if name not in known:
            raise SpecError(path, name, "no such field", suggest(name, known))
    return data


def read_text(path: Path, data: Mapping[str, Any], name: str) -> str:
    """A text that says something, without blanks around it."""
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SpecError(path, name, "a sentence is wanted", f'write {name} = "..."')
    return value.strip()


def read_number(path: Path, data: Mapping[str, Any], name: str) -> int:
    """A whole number from 1 on."""
    value = data.get(name)
    if type(value) is not int or value < 1:
        raise SpecError(path, name, "a whole number from 1 is wanted", f"write {name} = 1")
    return value


def read_names(path: Path, data: Mapping[str, Any], name: str, *, optional: bool = False) -> tuple[str, ...]:
    """A list of names; empty or missing only where it is `optional`."""
    value = data.get(name, [] if optional else None)
    if not isinstance(value, list) or not (value or optional) or not all(isinstance(v, str) and v for v in value):
        raise SpecError(
            path, name, f"a {'' if optional else 'non-empty '}list of names is wanted", f'write {name} = ["..."]'
        )
    if repeated := next((entry for entry in value if value.count(entry) > 1), ""):
        raise SpecError(path, f"{name}.{repeated}", "stands there twice")
    return tuple(value)


def read_functions(path: Path, data: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The names of what each function returns, and the places of those that are marked to stay in the box."""
    table = data.get("functions")
    if not isinstance(table, dict) or not table:
        raise SpecError(path, "functions", "missing", 'list each function and its returned values: f = "out, cache*"')
    returned: dict[str, tuple[str, ...]] = {}
    opaque: dict[str, frozenset[int]] = {}
    for name, text in table.items():
        if not isinstance(text, str) or not name.isidentifier():
            raise SpecError(path, f"functions.{name}", "a name and its returned values are wanted")
        values = [value.strip() for value in text.split(",") if value.strip()]
        returned[name] = tuple(value.rstrip("*") for value in values)
        opaque[name] = frozenset(k for k, value in enumerate(values) if value.endswith("*"))
    return MappingProxyType(returned), MappingProxyType(opaque)


def read_criteria(path: Path) -> Mapping[str, str]:
    """First docstring line of each test function, without running the file."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise SpecError(path, "", f"not valid Python: {error}") from error
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    titles = {}
    for test in tests:
        title = (ast.get_docstring(test) or "").split("\n\n")[0]
        if not title:
            raise SpecError(path, test.name, "no docstring", "its first line is the criterion's title for students")
        titles[test.name] = " ".join(title.split())
    return MappingProxyType(titles)


def read_points(path: Path, data: Mapping[str, Any], criteria: Mapping[str, str]) -> Mapping[str, float]:
    """What each hidden test is worth, in the order of the tests."""
    points = data.get("points")
    if not isinstance(points, dict) or not points:
        raise SpecError(path, "points", "missing", "give every test in test_hidden.py its points")
    for name, value in points.items():
        if name not in criteria:
            raise SpecError(path, f"points.{name}", "no such test in test_hidden.py", suggest(name, criteria))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 100:
            raise SpecError(path, f"points.{name}", f"{value!r} is not a number of points in (0, 100]")
    for name in criteria:
        if name not in points:
            raise SpecError(path, f"points.{name}", "missing", "every test in test_hidden.py needs points")
    return MappingProxyType({name: float(points[name]) for name in criteria})


def read_limits(path: Path, data: Mapping[str, Any]) -> Mapping[str, float]:
    """The limits that a file sets; all others are the assignment's or `Limits` has them."""
    limits = data.get("limits", {})
    known = {f.name for f in fields(Limits)}
    if not isinstance(limits, dict):
        raise SpecError(path, "limits", "a table is wanted", "write [limits] and under it call_s = 5")
    for name, value in limits.items():
        if name not in known:
            raise SpecError(path, f"limits.{name}", "no such limit", suggest(name, known))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
            raise SpecError(path, f"limits.{name}", f"{value!r} is not a positive number")
        if name.endswith("_mb") and not isinstance(value, int):
            raise SpecError(path, f"limits.{name}", f"{value!r} is not a whole number")
    return MappingProxyType(limits)


def read_flag(path: Path, data: Mapping[str, Any], name: str) -> bool:
    """true or false; false where it is missing."""
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise SpecError(path, name, f"{value!r} is neither true nor false", f"write {name} = true")
    return value


def read_choice(path: Path, data: Mapping[str, Any], name: str, choices: Sequence[Choice]) -> Choice:
    """One of `choices`, and the first of them where it is missing."""
    value = data.get(name, choices[0])
    for choice in choices:
        if value == choice:
            return choice
    raise SpecError(path, name, f"{value!r} is none of {', '.join(choices)}", f'write {name} = "{choices[0]}"')


def suggest(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant, or all that there are."""
    names = sorted(known)
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return closest(name, names) or f"known: {', '.join(names[:MOST_NAMES])}{more}"


def closest(name: str, known: Iterable[str]) -> str:
    """The name that was probably meant; "" where none is close."""
    close = difflib.get_close_matches(name, list(known), 1, 0.5)
    return f"did you mean {close[0]}?" if close else ""
