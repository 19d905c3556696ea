"""The first mistakes that everybody makes, in words: a missing return, a value too many, a name that is not there."""

import ast
import itertools
import linecache
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType, FrameType, TracebackType

IS_THERE_A_RETURN = "Is there a return at the end of the function?"
SEPARATED = "Return exactly these, separated by commas."


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a check stopped: the expression, the statement around it, and the names that are known there.

    Where nobody kept the source there is neither expression nor statement.
    """

    expression: ast.expr | None
    statement: ast.stmt | None
    frame: FrameType

    def known(self, name: str) -> object:
        """The value of a name; `...` for a name that is neither the check's nor the notebook's."""
        return self.frame.f_locals.get(name, self.frame.f_globals.get(name, ...))


def in_plain_words(error: Exception, trace: TracebackType) -> str:
    """What went wrong, what came, and the next step; empty for an error that is not one of the common ones.

    Args:
        error: raised by a line of the check itself.
        trace: its last part, which is about that line.
    """
    explain = EXPLANATIONS.get(type(error))
    return explain(error, _spot(trace)) if explain else ""


def _unpacking(error: Exception, spot: Spot) -> str:
    """For a value that does not fall apart into the names on the left."""
    target, source = spot.expression, ""
    wanted = [ast.unparse(entry) for entry in target.elts] if isinstance(target, ast.Tuple | ast.List) else []
    if isinstance(spot.statement, ast.Assign):
        source = _source(spot.statement.value)
    values = f"{len(wanted)} values ({', '.join(wanted)})" if wanted else "several values"
    return f"{source or 'The function'} should return {values}, but returned {_what_came(str(error))}"


def _what_came(text: str) -> str:
    if found := re.search(r"non-iterable ([\w.]+) object", text):
        return f"None. {IS_THERE_A_RETURN}" if found[1] == "NoneType" else f"a single {found[1]}. {SEPARATED}"
    if found := re.search(r"got (\d+)", text):
        return f"{found[1]}. {SEPARATED}"
    return f"more. {SEPARATED} An array by itself falls apart into its rows."


def _type_error(error: Exception, spot: Spot) -> str:
    return _unpacking(error, spot) if "cannot unpack non-iterable" in str(error) else _none(error, spot)


def _value_error(error: Exception, spot: Spot) -> str:
    return _unpacking(error, spot) if "values to unpack" in str(error) else ""


def _none(error: Exception, spot: Spot) -> str:
    """For an operation on None."""
    if "NoneType" not in str(error):
        return ""
    parts = list(ast.walk(spot.expression)) if spot.expression else []
    empty = [part.id for part in parts if isinstance(part, ast.Name) and spot.known(part.id) is None]
    calls = [_source(part) for part in _operands(spot.expression) if isinstance(part, ast.Call)]
    if empty or len(calls) != 1:
        return f"{empty[0] if empty else 'A value in this check'} is None. {IS_THERE_A_RETURN}"
    return f"{calls[0]} returned None. {IS_THERE_A_RETURN}"


def _operands(expression: ast.AST | None) -> Iterator[ast.AST]:
    """What an expression works on: its parts, but not the function that is called."""
    if expression is not None:
        called = expression.func if isinstance(expression, ast.Call) else None
        yield from (part for part in ast.iter_child_nodes(expression) if part is not called)


def _key_error(error: Exception, spot: Spot) -> str:
    """For an entry that a dict does not have."""
    entries, name = None, "The dict"
    if isinstance(spot.expression, ast.Subscript):
        name = _source(spot.expression.value) or name
        entries = spot.known(name)
    there = ", ".join(map(repr, entries)) if isinstance(entries, Mapping) else ""
    came = f", only {there}" if there else ""
    return f"{name} has no entry {error}{came}. Look at the names in the function's docstring."


def _name_error(error: Exception, spot: Spot) -> str:
    return f"{error}. Run the cell that defines it, then run this one again."


def _assertion_error(error: Exception, spot: Spot) -> str:
    """The author's own words."""
    return str(error)


EXPLANATIONS: Mapping[type[Exception], Callable[[Exception, Spot], str]] = {
    AssertionError: _assertion_error,
    AttributeError: _none,
    KeyError: _key_error,
    NameError: _name_error,
    TypeError: _type_error,
    ValueError: _value_error,
}


def _source(node: ast.AST) -> str:
    """The name of what a value comes from: a variable, or the function that is called."""
    match node:
        case ast.Call(func=ast.Attribute(attr="assert_unchanged"), args=[called, *_]):
            return ast.unparse(called)
        case ast.Call():
            return ast.unparse(node.func)
        case ast.Name():
            return node.id
    return ""


def _spot(trace: TracebackType) -> Spot:
    frame = trace.tb_frame
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    try:
        tree = ast.parse("".join(lines))
    except SyntaxError:
        return Spot(None, None, frame)
    here = _position(frame.f_code, trace.tb_lasti)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    for statement in reversed(statements):  # from the inside
        for node in ast.walk(statement):
            if isinstance(node, ast.expr) and _span(node) == here:
                return Spot(node, statement, frame)
    return Spot(None, None, frame)


def _position(code: CodeType, instruction: int) -> tuple[int | None, ...]:
    """First line, last line, first and last column of what an instruction was compiled from."""
    return next(itertools.islice(code.co_positions(), instruction // 2, None), ())


def _span(node: ast.expr) -> tuple[int | None, ...]:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset
