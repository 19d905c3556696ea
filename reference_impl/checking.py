"""Argument checks that stand beside a formula, so that the formula's body shows mathematics only.

    @checked(x="(N, D)", W="(M, D)", b="(M,)")
    def linear_forward(x, W, b): ...

Each keyword names an argument and says what it must be; rules are read once, when the function is defined. A name such
as ``N`` takes the first size it meets and must have the same size wherever it stands again. A wrong argument is a
``ValueError`` that says what was expected and what came. A number of NumPy's float64 is handed on as Python's, so that
float32 arrays stay float32 beside it. Rules, each optionally followed by ``or None`` or by
``when <flag>`` (checked only while that other argument is true):

    (N, D)  (M,)  (N>=1, K)  (N, ...)  (...)   floating-point array; integers, lists and objects are refused
    (...) or number     an array of any shape or one real number
    (D,) > 0            an array of positive numbers
    (N,) labels < K     integers from 0 to K - 1        (N,) labels    integers from 0
    (N,) binary         zeros and ones of any type
    like x              a floating-point array (or number) with x's shape      as many as x    a sequence as long as x
    number  number > 0  integer >= 1  in [0, 1)  integer in [2, n]  boolean    a bound may be another argument's name
    numbers             a list, tuple or 1-D array of real numbers
    one of sigmoid tanh relu
    generator           numpy.random.Generator          callable
    dict of arrays      each value a floating-point array
    {"W1": "(H, D)"}    a dict with at least these keys  ("(N, D)", "(M, D)")   a tuple with these parts
    a function (name, value, scope)   any other rule; it calls refuse(name, expected, value)
"""

import functools
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real

import numpy as np


@dataclass(slots=True)
class Scope:
    """What one call has shown so far: its arguments, and for each size name its size and the argument it came from."""

    arguments: Mapping[str, object]
    sizes: dict[str, tuple[int, str]] = field(default_factory=dict)


Rule = Callable[[str, object, Scope], None]


def checked(**rules: object) -> Callable[[Callable], Callable]:
    """Decorator: check the named arguments, in the order given, before the function (or a class's __init__) runs."""

    def decorate(function: Callable) -> Callable:
        if isinstance(function, type):
            function.__init__ = decorate(function.__init__)
            return function
        signature = inspect.signature(function)
        if unknown := set(rules) - set(signature.parameters):
            raise TypeError(f"{function.__name__}: no such argument: {', '.join(sorted(unknown))}")
        compiled = [(name, compile_rule(rule)) for name, rule in rules.items()]
        by_name, numbers = _naming(signature), [name for name, rule in rules.items() if _wants_a_number(rule)]

        @functools.wraps(function)
        def checking(*args, **kwargs):
            arguments = by_name(args, kwargs)
            scope = Scope(arguments)
            for name, rule in compiled:
                rule(name, arguments[name], scope)
            if doubles := {name: arguments[name].item() for name in numbers if _is_double(arguments[name])}:
                return function(**(arguments | doubles))
            return function(*args, **kwargs)

        return checking

    return decorate


def _naming(signature: inspect.Signature) -> Callable[[tuple, dict], dict[str, object]]:
    """What `signature.bind` and `apply_defaults` give, at a tenth of their cost for plain parameters."""
    names = tuple(signature.parameters)
    plain = all(p.kind is p.POSITIONAL_OR_KEYWORD for p in signature.parameters.values())
    defaults = {name: p.default for name, p in signature.parameters.items() if p.default is not p.empty}

    def by_name(args: tuple, kwargs: dict) -> dict[str, object]:
        arguments = defaults | dict(zip(names, args, strict=False)) | kwargs
        if plain and arguments.keys() == signature.parameters.keys():
            return arguments  # one argument too many is for the call itself to refuse
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return dict(bound.arguments)

    return by_name


def _wants_a_number(rule: object) -> bool:
    return isinstance(rule, str) and re.match(r"number\b|in [\[(]", rule) is not None


def _is_double(value: object) -> bool:
    """True for NumPy's float64: beside a float32 array it would make float64 of it, which Python's number does not."""
    return isinstance(value, (np.float64, np.ndarray)) and value.dtype == np.float64


def refuse(name: str, expected: str, value: object) -> None:
    """Raise the ValueError for an argument that is not what it should be."""
    raise ValueError(f"{name} must be {expected}, got {describe(value)}")


def describe(value: object) -> str:
    """A value in few words: shape and dtype of an array, otherwise its repr, cut short."""
    if isinstance(value, np.ndarray):
        return f"{'an' if value.dtype.kind == 'i' else 'a'} {value.dtype} array of shape {value.shape}"
    text = repr(value)
    return text if len(text) <= 60 else f"{type(value).__name__} {text[:50]}..."


def compile_rule(rule: object) -> Rule:
    """Turn one rule, as written in the decorator, into a function that checks a value."""
    if callable(rule):
        return rule
    if isinstance(rule, dict):
        return _parts({key: compile_rule(part) for key, part in rule.items()}, dict)
    if isinstance(rule, tuple):
        return _parts(dict(enumerate(map(compile_rule, rule))), tuple)
    text = str(rule)
    if flag := re.fullmatch(r"(.+) when (\w+)", text):
        return _when(compile_rule(flag[1]), flag[2])
    if text.endswith(" or None"):
        return _or_none(compile_rule(text.removesuffix(" or None")))
    for pattern, make in _GRAMMAR:
        if match := re.fullmatch(pattern, text):
            return make(*match.groups())
    raise TypeError(f"no such rule: {text!r}")


def _when(rule: Rule, flag: str) -> Rule:
    return lambda name, value, scope: rule(name, value, scope) if scope.arguments[flag] else None


def _or_none(rule: Rule) -> Rule:
    return lambda name, value, scope: None if value is None else rule(name, value, scope)


def _parts(rules: dict, kind: type) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        if not isinstance(value, kind):
            refuse(name, f"a {kind.__name__}", value)
        if kind is tuple and len(value) != len(rules):
            refuse(name, f"a tuple of {len(rules)}", value)
        for key, rule in rules.items():
            if kind is dict and key not in value:
                raise ValueError(f"{name} must have the keys {', '.join(rules)}, got {', '.join(map(str, value))}")
            rule(f"{name}[{key!r}]", value[key], scope)

    return check


def is_number(value: object) -> bool:
    """True for one real number: Python's, NumPy's or a 0-d array; not a bool."""
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "iuf"
    return isinstance(value, Real) and not isinstance(value, (bool, np.bool_))


def _array(dims: str, ending: str | None) -> Rule:
    names = [part.strip() for part in dims.split(",") if part.strip()]
    open_end, sizes = names[-1:] == ["..."], [_size(part) for part in names if part != "..."]
    shape = f"({dims})"

    def check(name: str, value: object, scope: Scope) -> None:
        if ending == " or number" and is_number(value):
            return
        if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
            refuse(name, f"a floating-point array of shape {shape}{ending or ''}", value)
        check_shape(name, value, sizes, open_end, shape, scope)
        if ending == " > 0" and not (value > 0).all():
            raise ValueError(f"{name} must hold only positive numbers, got {value.min()}")

    return check


def _size(part: str) -> tuple[str, int]:
    symbol, _, least = part.partition(">=")
    return symbol.strip(), int(least or 0)


def check_shape(name: str, value: np.ndarray, sizes: list, open_end: bool, shape: str, scope: Scope) -> None:
    """Fit an array's shape to named sizes, remembering the names met for the first time."""
    fits = value.ndim >= len(sizes) if open_end else value.ndim == len(sizes)
    if not fits:
        refuse(name, f"an array of shape {shape}", value)
    for (symbol, least), got in zip(sizes, value.shape, strict=False):
        known, origin = (int(symbol), "") if symbol.isdigit() else scope.sizes.setdefault(symbol, (got, name))
        if got != known:
            because = f" with {symbol} = {known} as in {origin}" if origin else ""
            refuse(name, f"an array of shape {shape}{because}", value)
        if got < least:
            refuse(name, f"an array of shape {shape}", value)


def _labels(dims: str, classes: str | None) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu":
            refuse(name, f"an array of integer labels of shape ({dims})", value)
        check_shape(name, value, [_size(part) for part in dims.split(",") if part.strip()], False, f"({dims})", scope)
        last = scope.sizes[classes][0] - 1 if classes else np.inf
        if value.size and (value.min() < 0 or value.max() > last):
            raise ValueError(f"{name} must hold labels from 0 to {last}, got {value.min()} to {value.max()}")

    return check


def _binary(dims: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf":
            refuse(name, f"an array of zeros and ones of shape ({dims})", value)
        check_shape(name, value, [_size(part) for part in dims.split(",") if part.strip()], False, f"({dims})", scope)
        if not ((value == 0) | (value == 1)).all():
            raise ValueError(f"{name} must hold only 0 and 1, got values from {value.min()} to {value.max()}")

    return check


def _like(other: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        model = scope.arguments[other]
        if is_number(value) and is_number(model):
            return
        if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or value.shape != np.shape(model):
            refuse(name, f"a floating-point array of shape {np.shape(model)} like {other}", value)

    return check


def _as_many(other: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        model = scope.arguments[other]
        if not np.ndim(model) or not np.ndim(value) or len(value) != len(model):
            count = f" ({len(model)})" if np.ndim(model) else ""
            refuse(name, f"a sequence with as many elements as {other}{count}", value)

    return check


def _bound(text: str) -> Callable[[Scope], float]:
    """A bound of a rule: a number, or the name of an argument that holds one."""
    if text.isidentifier() and text != "inf":
        return lambda scope: scope.arguments[text]
    return lambda scope: float(text)


def _is_integer(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, (bool, np.bool_))


def _number(kind: str, sign: str | None, text: str | None) -> Rule:
    wanted = f"{'an' if kind == 'integer' else 'a'} {kind}{f' {sign} {text}' if sign else ''}"
    fits, bound = is_number if kind == "number" else _is_integer, _bound(text or "-inf")

    def check(name: str, value: object, scope: Scope) -> None:
        if not fits(value) or not (sign is None or value > bound(scope) or (sign == ">=" and value == bound(scope))):
            refuse(name, wanted, value)

    return check


def _interval(kind: str | None, left: str, low: str, high: str, right: str) -> Rule:
    wanted = f"{'an integer' if kind else 'a number'} in {left}{low}, {high}{right}"
    fits, ends = _is_integer if kind else is_number, (_bound(low), _bound(high))

    def check(name: str, value: object, scope: Scope) -> None:
        a, b = (end(scope) for end in ends)
        if not fits(value) or not (a < value < b or (value == a and left == "[") or (value == b and right == "]")):
            refuse(name, wanted, value)

    return check


def _one_of(names: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        if not isinstance(value, str) or value not in names.split():
            refuse(name, f"one of {', '.join(map(repr, names.split()))}", value)

    return check


def _arrays(name: str, value: object, scope: Scope) -> None:
    if not isinstance(value, dict):
        refuse(name, "a dict of arrays", value)
    for key, part in value.items():
        _array("...", " or number")(f"{name}[{key!r}]", part, scope)


def _are_numbers(value: object) -> bool:
    return isinstance(value, (list, tuple, np.ndarray)) and np.ndim(value) == 1 and all(map(is_number, value))


def _kind(wanted: str, fits: Callable[[object], bool]) -> Rule:
    return lambda name, value, scope: None if fits(value) else refuse(name, wanted, value)


_GRAMMAR: list[tuple[str, Callable[..., Rule]]] = [
    (r"\(([^)]*)\)( or number| > 0)?", _array),
    (r"\(([^)]*)\) labels(?: < (\w+))?", _labels),
    (r"\(([^)]*)\) binary", _binary),
    (r"like (\w+)", _like),
    (r"as many as (\w+)", _as_many),
    (r"(number|integer)(?: (>=|>) (\S+))?", _number),
    (r"(integer )?in ([\[(])(\S+), (\S+?)([\])])", _interval),
    (r"numbers", lambda: _kind("a list of numbers", _are_numbers)),
    (r"one of (.+)", _one_of),
    (r"dict of arrays", lambda: _arrays),
    (r"boolean", lambda: _kind("a boolean", lambda value: isinstance(value, (bool, np.bool_)))),
    (r"generator", lambda: _kind("a numpy.random.Generator", lambda value: isinstance(value, np.random.Generator))),
    (r"callable", lambda: _kind("callable", callable)),
]
