"""Rules for single numbers, names and objects."""

from collections.abc import Callable
from numbers import Integral

import numpy as np

from reference_impl.checking.refusal import Rule, Scope, is_number, refuse


def _bound(text: str) -> Callable[[Scope], float]:
    """A bound of a rule: a number, or the name of an argument that holds one."""
    if text.isidentifier() and text != "inf":
        return lambda scope: scope.arguments[text]
    return lambda scope: float(text)


def _is_integer(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, (bool, np.bool_))


def number_rule(kind: str, sign: str | None, text: str | None) -> Rule:
    wanted = f"{'an' if kind == 'integer' else 'a'} {kind}{f' {sign} {text}' if sign else ''}"
    fits, bound = is_number if kind == "number" else _is_integer, _bound(text or "-inf")

    def check(name: str, value: object, scope: Scope) -> None:
        if not fits(value) or not (sign is None or value > bound(scope) or (sign == ">=" and value == bound(scope))):
            refuse(name, wanted, value)

    return check


def interval_rule(kind: str | None, left: str, low: str, high: str, right: str) -> Rule:
    wanted = f"{'an integer' if kind else 'a number'} in {left}{low}, {high}{right}"
    fits, ends = _is_integer if kind else is_number, (_bound(low), _bound(high))

    def check(name: str, value: object, scope: Scope) -> None:
        a, b = (end(scope) for end in ends)
        if not fits(value) or not (a < value < b or (value == a and left == "[") or (value == b and right == "]")):
            refuse(name, wanted, value)

    return check


def one_of_rule(names: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        if not isinstance(value, str) or value not in names.split():
            refuse(name, f"one of {', '.join(map(repr, names.split()))}", value)

    return check


def are_numbers(value: object) -> bool:
    return isinstance(value, (list, tuple, np.ndarray)) and np.ndim(value) == 1 and all(map(is_number, value))


def kind_rule(wanted: str, fits: Callable[[object], bool]) -> Rule:
    return lambda name, value, scope: None if fits(value) else refuse(name, wanted, value)
