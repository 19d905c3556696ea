"""Whether a text is arithmetic and nothing else.

Known-wrong variants run in the grader's own process, as the course's code. A student's answer becomes one only where
all that it can reach is on the lists below: functions and loops, NumPy's arithmetic, methods of arrays and lists. There
is no import, no attribute that leads to an interpreter's insides, and no name that is a builtin of another kind. This
is no proof of good will: whoever takes an answer over has to read it.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator

import numpy as np

__all__ = ["refusals"]

STATEMENTS = (
    *(ast.FunctionDef, ast.Return, ast.Assign, ast.AugAssign, ast.For, ast.If, ast.Expr, ast.Pass),
    *(ast.Break, ast.Continue, ast.Delete, ast.Raise, ast.Assert, ast.Nonlocal),
)
EXPRESSIONS = (
    *(ast.Call, ast.Attribute, ast.Subscript, ast.Slice, ast.Starred, ast.Name, ast.Constant, ast.Tuple, ast.List),
    *(ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.BinOp, ast.UnaryOp, ast.BoolOp),
    *(ast.Compare, ast.IfExp, ast.Lambda, ast.JoinedStr, ast.FormattedValue, ast.NamedExpr, ast.Yield),
)
PARTS = (
    *(ast.Module, ast.With, ast.withitem, ast.arguments, ast.arg, ast.keyword, ast.comprehension, ast.expr_context),
    *(ast.operator, ast.unaryop, ast.boolop, ast.cmpop),
)
BUILTINS = frozenset(
    """ArithmeticError AssertionError False IndexError KeyError None NotImplementedError True TypeError ValueError
    ZeroDivisionError abs all any bool complex dict divmod enumerate float int isinstance iter len list map max
    min next pow range reversed round set slice sorted str sum tuple zip""".split()  # noqa: SIM905  # words are read more easily
)
ARITHMETIC = frozenset(name for name in dir(np) if isinstance(getattr(np, name), np.ufunc))
NUMPY = frozenset(
    """all allclose amax amin any arange argmax argmin argsort around array array_equal array_split asarray
    ascontiguousarray atleast_1d atleast_2d average bincount bool_ broadcast_to clip column_stack concatenate
    copy count_nonzero cumprod cumsum delete det diag diff dot dstack e eigvalsh einsum empty empty_like eps
    errstate expand_dims eye fill_diagonal finfo flatnonzero flip fliplr flipud float16 float32 float64 full
    full_like hstack identity iinfo indices inf inner int16 int32 int64 int8 interp inv isclose ix_ lib linalg
    linspace logspace lstsq matmul max mean median meshgrid min moveaxis nan nan_to_num ndenumerate ndindex
    newaxis nonzero norm ones ones_like outer pad percentile pi pinv prod put_along_axis quantile random ravel
    repeat reshape roll round searchsorted shape size sliding_window_view solve sort split squeeze stack std
    stride_tricks sum svd swapaxes take take_along_axis tensordot tile trace transpose tril triu uint8 unique
    unravel_index vander var vdot vstack where zeros zeros_like""".split()  # noqa: SIM905
)
RANDOM = frozenset(
    """binomial choice default_rng integers normal permutation rand randint randn random random_sample shuffle
    standard_normal uniform""".split()  # noqa: SIM905
)
METHODS = frozenset(
    """T accumulate add append astype at clear conj copy count dtype endswith extend fill flat flatten fromkeys get
    imag index insert item items itemsize join keys kind lower name nbytes ndim pop real reduce remove
    removeprefix removesuffix reverse setdefault startswith tolist union update upper values""".split()  # noqa: SIM905
)
ATTRIBUTES = ARITHMETIC | NUMPY | RANDOM | METHODS


def refusals(source: str, known: Collection[str]) -> list[str]:
    """A sentence for each place that is no arithmetic, in the order of the lines; none for what may be taken over.

    Args:
        source: Python that can be parsed.
        known: names that the text may use besides its own, such as the exercise's functions.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    own = frozenset(name for node in nodes for name in _bound(node))
    found = [(getattr(node, "lineno", 0), said) for node in nodes for said in _refused(node, own | frozenset(known))]
    return [f"line {line}: {said}" for line, said in sorted(set(found))]


def _bound(node: ast.AST) -> Iterator[str]:
    """Names that a node gives a value to."""
    match node:
        case ast.FunctionDef(name=name) | ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
            yield name


def _refused(node: ast.AST, known: Collection[str]) -> Iterator[str]:
    if isinstance(node, ast.While):
        yield "a while loop, which could go on without an end in the grader's own process"
    elif not isinstance(node, STATEMENTS + EXPRESSIONS + PARTS):
        yield f"{type(node).__name__} is no arithmetic"
    yield from (f"the name {name}" for name in _bound(node) if _is_hidden(name) or _is_builtin(name))
    match node:
        case ast.Name(id=name, ctx=ast.Load()) if name not in BUILTINS and name not in known:
            yield f"the name {name}"
        case ast.Attribute(attr=name) if name not in ATTRIBUTES:
            yield f".{name} is not on the list of what arrays can do"
        case ast.Attribute(ctx=ast.Store()) | ast.Attribute(ctx=ast.Del()):
            yield "an attribute that is given a value"
        case ast.withitem(context_expr=context) if not ast.unparse(context).startswith("np.errstate("):
            yield "a with that is not np.errstate"
        case ast.FunctionDef(decorator_list=[_, *_]):
            yield "a decorator"
        case ast.arguments(defaults=defaults, kw_defaults=others) if any(map(_calls, (*defaults, *others))):
            yield "a default value that is called for"


def _is_hidden(name: str) -> bool:
    return name.startswith("__")


def _is_builtin(name: str) -> bool:
    """A builtin that is not on the list, even where a text gives the name another meaning: it may not in all places."""
    return hasattr(builtins, name) and name not in BUILTINS


def _calls(default: ast.AST | None) -> bool:
    return default is not None and any(isinstance(node, ast.Call) for node in ast.walk(default))
