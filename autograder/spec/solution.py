"""The reference's source as notebook cells: with nbgrader's solution marks, as a plain solution, or as a starter.

Decorators (argument checks) stay behind: a solution cell shows signature, docstring and mathematics.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SpecError
from autograder.spec import Exercise
from autograder.spec.reference import load_module

__all__ = ["bare_source", "functions_of", "plain_source", "solution_cell", "starter_source"]

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STARTER = "raise NotImplementedError()"


@dataclass(frozen=True, slots=True)
class FunctionSource:
    """A function or method in two parts: what the student is given, and the body that the student writes."""

    head: str
    body: str


def solution_cell(exercise: Exercise) -> str:
    """The source notebook's cell: each body between nbgrader's solution marks."""
    return _render(exercise, lambda body, indent: f"{indent}{BEGIN}\n{body}\n{indent}{END}")


def plain_source(exercise: Exercise) -> str:
    """A complete right solution."""
    return _render(exercise, lambda body, indent: body)


def starter_source(exercise: Exercise) -> str:
    """What a student receives."""
    return _render(exercise, lambda body, indent: indent + STARTER)


def bare_source(exercise: Exercise) -> str:
    """A complete right solution without docstrings, as students write it: known-wrong variants are edits of it."""
    return _without_docstrings(plain_source(exercise))


@functools.lru_cache(maxsize=128)
def _without_docstrings(source: str) -> str:
    lines: list[str | None] = list(source.split("\n"))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            first, last = node.body[0].lineno, node.body[0].end_lineno or 0
            lines[first - 1 : last] = [None] * (last - first + 1)
    return "\n".join(line for line in lines if line is not None)


def functions_of(exercise: Exercise) -> list[FunctionSource]:
    """The listed functions, in the order of exercise.toml; a class gives its methods one by one."""
    found: dict[str, tuple[FunctionSource, ...]] = {}
    for name in exercise.solution:
        found |= _defined(_source_file(exercise, name).read_text(encoding="utf-8"))
    for function in exercise.functions:
        if function not in found:
            where = ", ".join(exercise.solution)
            raise SpecError(exercise.folder / "exercise.toml", f"functions.{function}", f"not defined in {where}")
    return [part for function in exercise.functions for part in found[function]]


@functools.lru_cache(maxsize=64)
def _defined(source: str) -> dict[str, tuple[FunctionSource, ...]]:
    nodes = (node for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef)))
    return {node.name: tuple(_split(source, node)) for node in nodes}


def _render(exercise: Exercise, write_body: Callable[[str, str], str]) -> str:
    parts = []
    for function in functions_of(exercise):
        indent = " " * (len(function.body) - len(function.body.lstrip()))
        parts.append(f"{function.head}\n{write_body(function.body, indent)}" if function.body else function.head)
    joined = parts[0]
    for part in parts[1:]:
        joined += ("\n\n" if part.startswith(" ") else "\n\n\n") + part
    return joined


def _split(source: str, node: ast.FunctionDef | ast.ClassDef) -> list[FunctionSource]:
    if isinstance(node, ast.ClassDef):
        methods = [child for child in node.body if isinstance(child, ast.FunctionDef)]
        head = _lines(source, node.lineno, _before(methods[0]) - 1).rstrip()
        return [FunctionSource(head, ""), *(part for method in methods for part in _split(source, method))]
    documented = ast.get_docstring(node) is not None
    first = node.body[1] if documented else node.body[0]
    last_of_head = node.body[0].end_lineno if documented else first.lineno - 1
    return [FunctionSource(_lines(source, node.lineno, last_of_head), _body(source, last_of_head, node.end_lineno))]


def _body(source: str, after: int | None, last: int | None) -> str:
    """The lines behind the head, comments before the first statement included."""
    return _lines(source, (after or 0) + 1, last).strip("\n").rstrip()


def _before(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _lines(source: str, first: int, last: int | None) -> str:
    return "\n".join(source.split("\n")[first - 1 : last])


def _source_file(exercise: Exercise, name: str) -> Path:
    module = load_module(exercise.folder, name)
    if module.__file__ is None:
        raise SpecError(exercise.folder / "exercise.toml", "solution", f"{name} has no source")
    return Path(module.__file__)
