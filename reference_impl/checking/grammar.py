"""A rule as it is written, turned into a function that checks a value."""

import re
from collections.abc import Callable

import numpy as np

from reference_impl.checking import array_rules as arrays
from reference_impl.checking import plain_rules as plain
from reference_impl.checking.refusal import Rule, Scope, refuse


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


_GRAMMAR: list[tuple[str, Callable[..., Rule]]] = [
    (r"\(([^)]*)\)( or number| > 0)?", arrays.array_rule),
    (r"\(([^)]*)\) labels(?: < (\w+))?", arrays.labels_rule),
    (r"\(([^)]*)\) binary", arrays.binary_rule),
    (r"like (\w+)", arrays.like_rule),
    (r"as many as (\w+)", arrays.as_many_rule),
    (r"(number|integer)(?: (>=|>) (\S+))?", plain.number_rule),
    (r"(integer )?in ([\[(])(\S+), (\S+?)([\])])", plain.interval_rule),
    (r"numbers", lambda: plain.kind_rule("a list of numbers", plain.are_numbers)),
    (r"one of (.+)", plain.one_of_rule),
    (r"dict of arrays", lambda: arrays.arrays_rule),
    (r"text", lambda: plain.kind_rule("a text", lambda value: isinstance(value, str))),
    (r"boolean", lambda: plain.kind_rule("a boolean", lambda value: isinstance(value, (bool, np.bool_)))),
    (
        r"generator",
        lambda: plain.kind_rule("a numpy.random.Generator", lambda value: isinstance(value, np.random.Generator)),
    ),
    (r"callable", lambda: plain.kind_rule("callable", callable)),
]
