"""A wrong answer as a class of misconceptions.py: edits of the solution where it is near to that, else functions."""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.spec.edits import EditError, find_edit

__all__ = ["Draft", "class_text", "draft_of", "functions_of_source"]

MOST_EDITS = 3  # in one function; more of them are another idea
WIDTH = 112
Edits = Mapping[str, Mapping[str, str]]  # function -> this becomes that


@dataclass(frozen=True, slots=True)
class Draft:
    """What of an answer differs from the solution."""

    edits: Edits
    functions: Mapping[str, str]

    @property
    def source(self) -> str:
        """All of the student's text that is in it, as Python of its own."""
        changed = [new for edits in self.edits.values() for new in edits.values()]
        wrapped = [f"def changed_{k}():\n{textwrap.indent(new, '    ')}" for k, new in enumerate(changed)]
        return "\n\n".join([*self.functions.values(), *wrapped])


def functions_of_source(source: str) -> dict[str, ast.FunctionDef]:
    """The functions at the margin of a text, by name."""
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def draft_of(answer: Mapping[str, ast.FunctionDef], solution: str) -> Draft:
    """What has to be written down of an answer; nothing for functions that the solution has with the same code.

    Where one function is not near to the solution's, all are written down whole: they share names, and a cache.

    Args:
        answer: the exercise's functions and helpers of the student's own.
        solution: without docstrings.
    """
    right = functions_of_source(solution)
    changed = {
        name: node for name, node in answer.items() if name not in right or ast.dump(right[name]) != ast.dump(node)
    }
    near = {name: _edits(right[name], node, solution) for name, node in changed.items() if name in right}
    if all(near.values()):
        helpers = {name: ast.unparse(node) for name, node in changed.items() if name not in right}
        return Draft({name: edits for name, edits in near.items() if edits}, helpers)
    return Draft({}, {name: ast.unparse(node) for name, node in changed.items()})


def _edits(right: ast.FunctionDef, wrong: ast.FunctionDef, solution: str) -> Mapping[str, str] | None:
    """Old and new text of the statements that differ; None where the functions are not alike enough."""
    if ast.dump(right.args) != ast.dump(wrong.args):
        return None
    pairs = list(_different(right.body, wrong.body))
    if not pairs or len(pairs) > MOST_EDITS or any(old is None for old, _ in pairs):
        return None
    edits = {ast.get_source_segment(solution, old) or "": ast.unparse(new) for old, new in pairs if old and new}
    is_found = all(_is_once(text, right, solution) for text in edits)
    return edits if is_found and len(edits) == len(pairs) else None


Pair = tuple[ast.stmt | None, ast.stmt | None]


def _different(right: list[ast.stmt], wrong: list[ast.stmt]) -> Iterator[Pair]:
    """Statements that stand in the same place and differ; a pair of None where the two are built otherwise."""
    if len(right) != len(wrong):
        yield None, None
        return
    for old, new in zip(right, wrong, strict=True):
        if ast.dump(old) == ast.dump(new):
            continue
        if _is_simple(old) and _is_simple(new):
            yield old, new
        elif _same_head(old, new):
            yield from _different(_body(old), _body(new))
            yield from _different(_orelse(old), _orelse(new))
        else:
            yield None, None


def _is_simple(node: ast.stmt) -> bool:
    return not hasattr(node, "body")


def _same_head(old: ast.stmt, new: ast.stmt) -> bool:
    """Whether two compound statements say the same in their first lines."""

    def head(node: ast.stmt) -> list[str]:
        fields = ((name, value) for name, value in ast.iter_fields(node) if name not in ("body", "orelse"))
        return [f"{name}={ast.dump(value) if isinstance(value, ast.AST) else value!r}" for name, value in fields]

    return type(old) is type(new) and isinstance(old, (ast.If, ast.For, ast.While)) and head(old) == head(new)


def _body(node: ast.stmt) -> list[ast.stmt]:
    return list(getattr(node, "body", []))


def _orelse(node: ast.stmt) -> list[ast.stmt]:
    return list(getattr(node, "orelse", []))


def _is_once(text: str, function: ast.FunctionDef, solution: str) -> bool:
    """Whether the text stands in the function just once, on one line."""
    lines = solution.split("\n")
    start = sum(len(line) + 1 for line in lines[: function.lineno - 1])
    end = sum(len(line) + 1 for line in lines[: function.end_lineno]) - 1
    try:
        find_edit(solution, text, "", start, end)
    except EditError:
        return False
    return bool(text) and "\n" not in text


def class_text(name: str, words: str, draft: Draft) -> str:
    """The class as an author would write it."""
    parts = [f"class {name}:\n{textwrap.indent(_docstring(words), '    ')}"]
    if draft.edits:
        parts.append(textwrap.indent(f"edits = {_edits_text(draft.edits)}", "    "))
    parts += [textwrap.indent(text, "    ") for text in draft.functions.values()]
    return "\n\n".join(parts) + "\n"


def _docstring(words: str) -> str:
    escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{textwrap.fill(escaped, WIDTH, break_long_words=False, break_on_hyphens=False)}"""'


def _edits_text(edits: Edits) -> str:
    inner = [
        f"    {_quoted(name)}: {{\n{textwrap.indent(_pairs_text(pairs), ' ' * 8)}    }},\n"
        for name, pairs in edits.items()
    ]
    return f"{{\n{''.join(inner)}}}"


def _pairs_text(pairs: Mapping[str, str]) -> str:
    return "".join(f"{_quoted(old)}: {_quoted(new)},\n" for old, new in pairs.items())


def _quoted(text: str) -> str:
    """As an author writes it: JSON's strings are Python's. What cannot be seen has `ast.unparse` written out."""
    return json.dumps(text, ensure_ascii=False)
