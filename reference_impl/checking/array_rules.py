"""Rules for arrays, labels, and values that follow another argument."""

import numpy as np

from reference_impl.checking.refusal import Rule, Scope, is_number, refuse


def array_rule(dims: str, ending: str | None) -> Rule:
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


def labels_rule(dims: str, classes: str | None) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu":
            refuse(name, f"an array of integer labels of shape ({dims})", value)
        check_shape(name, value, [_size(part) for part in dims.split(",") if part.strip()], False, f"({dims})", scope)
        last = _number(classes, scope) - 1 if classes else np.inf
        if value.size and (value.min() < 0 or value.max() > last):
            raise ValueError(f"{name} must hold labels from 0 to {last}, got {value.min()} to {value.max()}")

    return check


def _number(classes: str, scope: Scope) -> int:
    return int(classes) if classes.isdigit() else scope.sizes[classes][0]


def binary_rule(dims: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf":
            refuse(name, f"an array of zeros and ones of shape ({dims})", value)
        check_shape(name, value, [_size(part) for part in dims.split(",") if part.strip()], False, f"({dims})", scope)
        if not ((value == 0) | (value == 1)).all():
            raise ValueError(f"{name} must hold only 0 and 1, got values from {value.min()} to {value.max()}")

    return check


def like_rule(other: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        model = scope.arguments[other]
        if is_number(value) and is_number(model):
            return
        if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or value.shape != np.shape(model):
            refuse(name, f"a floating-point array of shape {np.shape(model)} like {other}", value)

    return check


def as_many_rule(other: str) -> Rule:
    def check(name: str, value: object, scope: Scope) -> None:
        model = scope.arguments[other]
        if not np.ndim(model) or not np.ndim(value) or len(value) != len(model):
            count = f" ({len(model)})" if np.ndim(model) else ""
            refuse(name, f"a sequence with as many elements as {other}{count}", value)

    return check


def arrays_rule(name: str, value: object, scope: Scope) -> None:
    if not isinstance(value, dict):
        refuse(name, "a dict of arrays", value)
    for key, part in value.items():
        array_rule("...", " or number")(f"{name}[{key!r}]", part, scope)
