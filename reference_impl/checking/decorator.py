"""The decorator that stands above a formula."""

import functools
import inspect
import re
from collections.abc import Callable

import numpy as np

from reference_impl.checking.grammar import compile_rule
from reference_impl.checking.refusal import Scope


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
    return isinstance(value, np.float64 | np.ndarray) and value.dtype == np.float64
