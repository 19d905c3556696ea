"""A student's text as it is shown and compared: without what was given, within bounds."""

from __future__ import annotations

import ast
import functools
import keyword
import re
import warnings
from collections.abc import Collection

from autograder.reading.parsing import syntax_error

__all__ = ["bare_code", "given_lines", "tokens_of"]

LONGEST = 20_000  # characters that are looked at
TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|'[^'\n]*'|\"[^\"\n]*\"|[^\s\w]")
COMMENT = re.compile(r"#[^\n]*")
DOCUMENTED = (ast.FunctionDef, ast.ClassDef, ast.Module)
PUBLIC = re.compile(r"np\b|numpy\b")


@functools.lru_cache(maxsize=4096)
def bare_code(text: str) -> str:
    """Without docstrings, which were given, and without empty lines at its ends; as it is where it is no Python."""
    text = text[:LONGEST]
    if syntax_error(text):
        return text.strip("\n")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return text.strip("\n")
    lines: list[str | None] = list(text.split("\n"))
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
            first, last = node.body[0].lineno, node.body[0].end_lineno or 0
            lines[first - 1 : last] = [None] * (last - first + 1)
    return "\n".join(line for line in lines if line is not None).strip("\n")


def given_lines(starter: str) -> frozenset[str]:
    """What every student of an exercise has, whoever wrote the rest."""
    return frozenset(line.strip() for line in bare_code(starter).split("\n"))


def tokens_of(text: str, given: Collection[str]) -> list[str]:
    """The tokens of the lines that were not given. Names that stand behind a dot or are called stay, others are alike.

    Whoever gives other names to the same variables has written the same.
    """
    lines = (line for line in bare_code(text).split("\n") if line.strip() not in given)
    tokens = TOKEN.findall(COMMENT.sub("", "\n".join(lines)))
    around = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    return [_plain(*each) for each in around]


def _plain(before: str, token: str, following: str) -> str:
    is_name = token[0].isalpha() or token[0] == "_"
    is_own = is_name and before != "." and following != "(" and not keyword.iskeyword(token) and not PUBLIC.match(token)
    return "v" if is_own else token
