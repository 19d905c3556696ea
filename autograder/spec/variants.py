"""The known-wrong variants of an exercise: its right solution with a mistake in it, and the words for who makes it.

A class in misconceptions.py is one of them. Its name is the misconception, its docstring what the student is told, and
`edits` says which text of the solution becomes which; a function in it takes the place of the solution's whole
function:

    class divided_by_p:
        \"\"\"You divide what is kept by p. A unit survives with probability 1 - p, so ...\"\"\"

        edits = {"x * mask / (1 - p)": "x * mask / p", "dout * mask / (1 - p)": "dout * mask / p"}

Where one text stands in several functions, the function's name says which is meant: {"relu_backward": {this: that}}.
Where students write one mistake in several ways, `edits` is a tuple with one such dict for each way.

What several edits make together can also be made by halves: `parts_of` a variant are what some of its edits make.
"""

from __future__ import annotations

import ast
import functools
import inspect
import itertools
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import SpecError
from autograder.spec.edits import Edit, EditError, apply_edits, find_edit
from autograder.spec.exercise import Exercise
from autograder.spec.reference import earlier_functions, load_module
from autograder.spec.solution import bare_source

__all__ = ["MISCONCEPTIONS", "TODO", "Variant", "compose", "functions_in", "load_variants", "parts_of"]
__all__ += ["variant_functions"]

MISCONCEPTIONS = "misconceptions.py"
TODO = "TODO"  # in place of the words that are still to be written
IN_PART = "You have made this mistake in one place and not in another. {}"
TOGETHER = "There is more than one mistake. {}"
MOST_EDITS = 4  # with parts worth trying; more of them are one idea that is written out


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A known-wrong solution: `source` is all of it, as a student would have written it.

    `form` counts the ways in which a mistake of this name is written, from 1.
    """

    name: str
    message: str
    source: str
    edits: tuple[Edit, ...]
    form: int = 1


def load_variants(exercise: Exercise) -> tuple[Variant, ...]:
    """The classes of misconceptions.py in their order, each in all its forms.

    Raises SpecError for one without words or without a mistake.
    """
    module = load_module(exercise.folder, MISCONCEPTIONS)
    classes = [v for v in vars(module).values() if inspect.isclass(v) and v.__module__ == module.__name__]
    return _made(tuple(classes), exercise.folder / MISCONCEPTIONS, bare_source(exercise))


def compose(exercise: Exercise, variants: Sequence[Variant]) -> Variant:
    """All these mistakes in one solution. Raises EditError where two of them touch the same place."""
    return _composed(tuple(variants), bare_source(exercise))


@functools.lru_cache(maxsize=1024)
def _composed(variants: tuple[Variant, ...], source: str) -> Variant:
    edits = tuple(edit for variant in variants for edit in variant.edits)
    message = " ".join(f"({k}) {variant.message}" for k, variant in enumerate(variants, start=1))
    name = "+".join(variant.name for variant in variants)
    together = Variant(name, TOGETHER.format(message), apply_edits(source, edits), edits)
    if not _is_python(together):
        raise EditError(f"{name} together are not Python")
    return together


def parts_of(exercise: Exercise, variant: Variant) -> tuple[Variant, ...]:
    """What some of the variant's edits make without the others; the parts that lack least come first.

    Some of them answer as the right solution does, and some raise an exception: their edits belong together.
    """
    return _parts(variant, bare_source(exercise)) if len(variant.edits) <= MOST_EDITS else ()


@functools.lru_cache(maxsize=1024)
def _parts(variant: Variant, source: str) -> tuple[Variant, ...]:
    sizes = range(len(variant.edits) - 1, 0, -1)
    chosen = (some for size in sizes for some in itertools.combinations(variant.edits, size))
    message = IN_PART.format(variant.message)
    parts = (Variant(variant.name, message, apply_edits(source, some), some) for some in chosen)
    return tuple(part for part in parts if _is_python(part))


def _is_python(part: Variant) -> bool:
    try:
        _compiled(part.source, part.name)
    except SyntaxError:
        return False
    return True


def variant_functions(exercise: Exercise, variant: Variant) -> dict[str, Any]:
    """The functions of a student with this misconception."""
    return functions_in(exercise, variant.source, variant.name)


def functions_in(exercise: Exercise, source: str, name: str) -> dict[str, Any]:
    """The names of a student who has written this; everything that the exercise builds on is right. Trusted.

    What it builds on comes as students have it, without argument checks: a wrong answer gets as far as theirs.
    """
    earlier = earlier_functions(exercise).items()
    names: dict[str, Any] = {"np": np, **{name: inspect.unwrap(function) for name, function in earlier}}
    exec(_compiled(source, name), names)  # noqa: S102  # the course's own
    return names


@functools.lru_cache(maxsize=4096)
def _compiled(source: str, name: str) -> Any:
    return compile(source, f"<{name}>", "exec", dont_inherit=True)


@functools.lru_cache(maxsize=128)
def _made(classes: tuple[type, ...], path: Path, source: str) -> tuple[Variant, ...]:
    """Kept for as long as neither the file nor the solution changes."""
    text = path.read_text(encoding="utf-8")
    written = _written(path, text)
    return tuple(variant for cls in classes for variant in _forms(cls, written[cls.__name__], path, text, source))


def _written(path: Path, text: str) -> dict[str, ast.ClassDef]:
    """Each class by its name. Raises SpecError where two have the same: Python would keep the second alone."""
    written: dict[str, ast.ClassDef] = {}
    for node in (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)):
        if node.name in written:
            raise SpecError(path, node.name, "two classes have this name", "make one of them, or give them two names")
        written[node.name] = node
    return written


def _forms(cls: type, node: ast.ClassDef, path: Path, text: str, source: str) -> Iterator[Variant]:
    message = " ".join((inspect.getdoc(cls) or "").split())
    if not message:
        raise SpecError(path, cls.__name__, "no docstring", "it is what the student is told")
    if message.startswith(TODO):
        raise SpecError(path, cls.__name__, "its words are still to be written", "they are what the student is told")
    forms = vars(cls).get("edits", {})
    for form, wanted in enumerate(forms if isinstance(forms, tuple) else (forms,), start=1):
        source_of_form, edits = _edited(cls, wanted, node, path, text, source)
        yield Variant(cls.__name__, message, source_of_form, edits, form)


def _edited(
    cls: type, wanted: Mapping[str, Any], node: ast.ClassDef, path: Path, text: str, source: str
) -> tuple[str, tuple[Edit, ...]]:
    """The solution with the mistake in it, and the edits that made it."""
    try:
        edits = (*_text_edits(wanted, source), *_function_edits(node, text, source))
        wrong = apply_edits(source, edits)
        _compiled(wrong, cls.__name__)
    except EditError as error:
        raise SpecError(path, f"{cls.__name__}.edits", str(error)) from error
    except SyntaxError as error:
        raise SpecError(path, cls.__name__, f"what it makes of the solution is not Python: {error}") from error
    if not any(edit.end > edit.start for edit in edits):
        raise SpecError(
            path, cls.__name__, "changes none of the exercise's functions", "give it `edits` or one of them"
        )
    return wrong, edits


def _text_edits(wanted: Mapping[str, Any], source: str) -> Iterator[Edit]:
    """Of {this: that}, or of {function: {this: that}}."""
    spans = _functions_in(source)
    for key, value in wanted.items():
        if isinstance(value, str):
            yield find_edit(source, key, value)
        elif key in spans:
            yield from (find_edit(source, old, new, *spans[key]) for old, new in value.items())
        else:
            raise EditError(f"there is no function {key} in the solution")


def _function_edits(node: ast.ClassDef, text: str, source: str) -> Iterator[Edit]:
    """Whole functions: in place of the solution's, or behind it where the solution has none of that name."""
    spans = _functions_in(source)
    for function in node.body:
        if isinstance(function, (ast.FunctionDef, ast.ClassDef)):
            written = textwrap.dedent(_lines(text, function.lineno, function.end_lineno))
            start, end = spans.get(function.name, (len(source), len(source)))
            yield Edit(start, end, written if end > start else f"\n\n\n{written}")


@functools.lru_cache(maxsize=128)
def _functions_in(source: str) -> Mapping[str, tuple[int, int]]:
    """Where each function or class of the solution begins and ends."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    body = [node for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    return {node.name: (starts[node.lineno - 1], starts[node.end_lineno or 0] - 1) for node in body}


def _lines(text: str, first: int, last: int | None) -> str:
    return "\n".join(text.split("\n")[first - 1 : last])
