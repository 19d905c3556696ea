"""Mutants of a solution: every source that one small change of it makes.

>>> [mutant.now for mutant in mutants("def f(w, g):\\n    return w - g")]
['return w + g', 'return g - w', 'return w', 'return -g', 'return g - g', 'return w - w']
"""

from __future__ import annotations

import ast
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from autograder.mutants.changes import RULES

__all__ = ["Mutant", "mutants"]

DEFINED = re.compile(r" *(?:class|def) (\w+)")
Put = Callable[[ast.AST], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A solution in which one line of one function (or method) is another; `again` counts lines that are alike."""

    function: str
    was: str
    now: str
    source: str
    again: int = 1

    @property
    def name(self) -> str:
        """By which it is known, whatever else changes in the solution."""
        which = f" ({self.again})" if self.again > 1 else ""
        return f"{self.function}: {self.was} -> {self.now}{which}"


def mutants(source: str) -> Iterator[Mutant]:
    """Each once, in the order of the lines; docstrings are left out."""
    tree = ast.parse(source)
    _drop_docstrings(tree)
    _mark_names(tree)
    right, known = ast.unparse(tree), Counter[tuple[str, str, str]]()
    for changed in dict.fromkeys(_changed(tree)):
        if changed != right:
            place = _place(right, changed)
            known[place] += 1
            yield Mutant(*place, changed, known[place])


def _drop_docstrings(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]


def _changed(tree: ast.Module) -> Iterator[str]:
    for node, put in _nodes(tree):
        for rule in RULES:
            for other in rule(node):
                put(other)
                yield ast.unparse(ast.fix_missing_locations(tree))
                put(node)


def _nodes(parent: ast.AST) -> Iterator[tuple[ast.AST, Put]]:
    """Every node below, and what puts another one in its place."""
    for field, value in ast.iter_fields(parent):
        for k, node in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(node, ast.AST):
                yield node, _putter(parent, field, k)
                yield from _nodes(node)


def _putter(parent: ast.AST, field: str, k: int) -> Put:
    def put(node: ast.AST) -> None:
        value = getattr(parent, field)
        if isinstance(value, list):
            value[k] = node
        else:
            setattr(parent, field, node)

    return put


def _mark_names(tree: ast.Module) -> None:
    """What a rule must know of a name: is it a parameter, is this its first value, what is beside it."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        parameters = [each.arg for each in (*function.args.args, *function.args.kwonlyargs) if each.arg != "self"]
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        stored = dict.fromkeys(node.id for node in names if isinstance(node.ctx, ast.Store))
        own = [name for name in stored if name not in parameters and name != "_"]
        beside = _neighbours(parameters) | _neighbours(own)
        known = set(parameters)
        for node in names:
            first = isinstance(node.ctx, ast.Store) and node.id not in known
            vars(node).update(first=first, parameter=node.id in parameters, beside=beside.get(node.id, ""))
            known |= {node.id} if first else set()


def _neighbours(names: Sequence[str]) -> dict[str, str]:
    return dict(itertools.pairwise([*names, *names[:1]]))


def _place(right: str, changed: str) -> tuple[str, str, str]:
    """The function, the line as it was, and as it is; a line is all of a statement, or the head of one."""
    within: dict[int, str] = {}  # indentation -> what is defined there
    for was, now in zip(right.split("\n"), changed.split("\n"), strict=True):
        indent = len(was) - len(was.lstrip())
        within = {k: name for k, name in within.items() if k < indent or not was}
        if head := DEFINED.match(was):
            within[indent] = head[1]
        if was != now:
            return ".".join(within.values()), was.strip(), now.strip()
    raise AssertionError("nothing has changed")
