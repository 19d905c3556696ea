"""assert_unchanged: a function that leaves what it is given as it was."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from course.checks.failure import CheckFailure

PLAIN = (bool, int, float, complex, str, bytes, type(None), np.generic)
KINDS = {np.ndarray: "array", dict: "dict", list: "list"}


def assert_unchanged(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    """Call a function, return what it returned, and check that it changed none of its arguments.

    Arrays are compared byte by byte, also those in dicts, lists and tuples, and so are the entries of dicts and lists.
    A Generator may move on.

    Raises:
        CheckFailure: naming the first argument that was changed, such as `params['W1']`.
    """
    given = list(_named(function, arguments, keywords))
    before = [list(_contents(name, value)) for name, value in given]
    returned = function(*arguments, **keywords)
    for (name, value), contents in zip(given, before, strict=True):
        changed = _first_difference(contents, list(_contents(name, value)))
        if changed:
            raise CheckFailure(f"{_name_of(function)} changed {changed}")
    return returned


def _named(
    function: Callable[..., Any], arguments: tuple[Any, ...], keywords: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """Each argument under the name that the function's own signature gives it."""
    try:
        signature = inspect.signature(function)
        bound = signature.bind(*arguments, **keywords)
    except (TypeError, ValueError):  # the call itself will say so, or it is a function without a signature
        yield from ((f"argument {number}", value) for number, value in enumerate(arguments, 1))
        yield from keywords.items()
        return
    for name, value in bound.arguments.items():
        match signature.parameters[name].kind:
            case inspect.Parameter.VAR_POSITIONAL:
                yield from ((f"{name}[{index}]", entry) for index, entry in enumerate(value))
            case inspect.Parameter.VAR_KEYWORD:
                yield from value.items()
            case _:
                yield name, value


def _contents(name: str, value: Any) -> Iterator[tuple[str, str, object]]:
    """What must stay, outside in: where it is, what kind of thing it is, and something that tells when it changes."""
    kind = next((word for known, word in KINDS.items() if isinstance(value, known)), "")
    match value:
        case np.ndarray():
            yield name, kind, (value.shape, value.dtype.str, value.tobytes())
        case Mapping():
            yield name, kind, [(key, _token(entry)) for key, entry in value.items()]
            for key, entry in value.items():
                yield from _contents(f"{name}[{key!r}]", entry)
        case list() | tuple():
            yield name, kind, [_token(entry) for entry in value]
            for index, entry in enumerate(value):
                yield from _contents(f"{name}[{index}]", entry)


def _token(entry: Any) -> object:
    """Equal for the same entry: a plain value by its text, in which nan is nan; otherwise which object it is.

    The object is kept as well, so that no other one can get its id.
    """
    return (type(entry), repr(entry)) if isinstance(entry, PLAIN) else (id(entry), entry)


def _first_difference(before: list[tuple[str, str, object]], after: list[tuple[str, str, object]]) -> str:
    for (name, kind, was), (_, _, now) in zip(before, after, strict=False):
        if was != now:
            return f"{name} in place. Make a new {kind or 'one'}: the caller still needs its own."
    return ""


def _name_of(function: Callable[..., Any]) -> str:
    return getattr(function, "__name__", "The function")
