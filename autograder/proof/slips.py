"""An author's slips, found before anything runs: names that nothing defines, and ids that no lecture has."""

from __future__ import annotations

import builtins
import dis
import inspect
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from types import CodeType

from autograder.coverage.concepts import load_concepts
from autograder.errors import SpecError
from autograder.publishing.cells import check_cell, setup_cell
from autograder.spec import Exercise
from autograder.spec.variants import MISCONCEPTIONS, Variant, load_variants

__all__ = ["slips"]

READ, WRITTEN = {"LOAD_GLOBAL", "LOAD_NAME"}, {"STORE_GLOBAL", "STORE_NAME"}
ALWAYS = frozenset({*vars(builtins), "__file__", "__name__"})
CITED = re.compile(r'\(lectures?\s+([^()]+)\)|lecture="([^"]+)"|^lectures = \[(.+)\]', re.MULTILINE)


def slips(exercise: Exercise) -> list[SpecError]:
    """Each with its file and line. Raises SpecError for a file that is not even Python."""
    given = {"np", *exercise.functions, *(name for earlier in exercise.earlier for name in earlier.functions)}
    imported = compile(setup_cell().source, "setup", "exec").co_names
    check_cell(exercise)
    found = [
        *_in_file(exercise.folder / "test_hidden.py", ()),
        *_in_file(exercise.folder / "visible.py", {*given, *imported}),
        *_in_file(exercise.folder / MISCONCEPTIONS, (), methods=False),
    ]
    for path in exercise.accepted:
        found += _in_file(path, given)
    for variant in load_variants(exercise):
        found += _in_variant(exercise.folder / MISCONCEPTIONS, variant, given)
    return [*found, *_unknown_ids(exercise)]


def _in_file(path: Path, known: Collection[str], *, methods: bool = True) -> Iterator[SpecError]:
    for line, name in _unknown(_compiled(path), known, methods):
        yield SpecError(path, f"line {line}", f"{name} is not defined")


def _in_variant(path: Path, variant: Variant, known: Collection[str]) -> Iterator[SpecError]:
    """In what a misconception makes of the solution; its line is the first in its class that has the name."""
    code = compile(variant.source, variant.name, "exec", dont_inherit=True)
    lines = path.read_text(encoding="utf-8").split("\n")
    first = next(k for k, line in enumerate(lines) if re.match(rf"class {variant.name}\b", line))
    for name in dict.fromkeys(name for _, name in _unknown(code, known)):
        line = next(
            (k for k, text in enumerate(lines[first:], first + 1) if re.search(rf"\b{name}\b", text)), first + 1
        )
        yield SpecError(path, f"line {line}", f"{variant.name}: {name} is not defined")


def _unknown_ids(exercise: Exercise) -> Iterator[SpecError]:
    known = load_concepts()
    for part in ("exercise.toml", "visible.py", "test_hidden.py", MISCONCEPTIONS):
        path = exercise.folder / part
        text = path.read_text(encoding="utf-8")
        for match in CITED.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            for name in re.findall(r"\w+", " ".join(filter(None, match.groups()))):
                if name not in known:
                    problem, remedy = f"{name} is not the id of a concept", "the ids stand in course/data/concepts.toml"
                    yield SpecError(path, f"line {line}", problem, remedy)


def _compiled(path: Path) -> CodeType:
    try:
        return compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise SpecError(path, f"line {error.lineno}", f"not valid Python: {error.msg}") from error


def _unknown(code: CodeType, known: Collection[str], methods: bool = True) -> Iterator[tuple[int, str]]:
    """Line and name of what a module reads and nothing writes. `methods`: whether it looks into those of classes."""
    return _unknown_in(code, ALWAYS.union(known, _written(code)), methods)


def _unknown_in(code: CodeType, known: Collection[str], methods: bool) -> Iterator[tuple[int, str]]:
    own = _written(code)
    for each in dis.get_instructions(code):
        if each.opname in READ and each.argval not in known and each.argval not in own:
            yield (each.positions and each.positions.lineno) or code.co_firstlineno, each.argval
    is_class = code.co_name != "<module>" and not code.co_flags & inspect.CO_OPTIMIZED
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and (methods or not is_class):
            yield from _unknown_in(inner, known, methods)


def _written(code: CodeType) -> set[str]:
    return {each.argval for each in dis.get_instructions(code) if each.opname in WRITTEN}
