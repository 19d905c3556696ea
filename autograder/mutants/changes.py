"""What a slip of the hand makes of one node of the syntax tree: a rule yields what may stand there instead.

A rule knows nothing of lectures or exercises, and takes no care that what it makes can run: what cannot is found by
any suite.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterator, Sequence

__all__ = ["RULES", "rule"]

Rule = Callable[[ast.AST], Iterator[ast.AST]]

RULES: list[Rule] = []

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
ONE_SIDED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)  # a op b is not b op a
IN_PLACE: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {  # the boundary, and the opposite
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
PAIRS = (
    ("all", "any"),
    ("argmax", "argmin"),
    ("ceil", "floor"),
    ("greater", "greater_equal"),
    ("less", "less_equal"),
    ("max", "min"),
    ("maximum", "minimum"),
    ("mean", "sum"),
    ("ones", "zeros"),
    ("ones_like", "zeros_like"),
    ("random", "standard_normal"),
    ("sqrt", "square"),
    ("std", "var"),
    ("sign", "abs"),
    ("exp", "expm1"),
    ("log", "log1p"),
)
TWINS = dict(PAIRS) | {second: first for first, second in PAIRS}
ANY_ORDER = frozenset({"logaddexp", "max", "maximum", "min", "minimum"})  # of their arguments
MODULES = frozenset({"np", "math"})


def rule(function: Rule) -> Rule:
    """A rule is one more in the list."""
    RULES.append(function)
    return function


@rule
def another_operator(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, op, right):
            yield ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.AugAssign(target, op, value):
            yield ast.AugAssign(target, OPERATORS[type(op)](), value)
            yield ast.Assign([target], value, lineno=0)


@rule
def done_in_place(node: ast.AST) -> Iterator[ast.AST]:
    """The result is written into the array that the function was given."""
    match node:
        case ast.BinOp(ast.Name() as left, op, right) if type(op) in IN_PLACE and vars(left).get("parameter"):
            ufunc = ast.Attribute(ast.Name("np", ast.Load()), IN_PLACE[type(op)], ast.Load())
            yield ast.Call(ufunc, [left, right], [ast.keyword("out", left)])


@rule
def operands_exchanged(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, op, right) if isinstance(op, ONE_SIDED):
            yield ast.BinOp(right, op, left)


@rule
def missing_term(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, op, right):
            yield left
            yield _alone(op, right)
        case ast.BoolOp(op, values):
            for k in range(len(values)):
                yield ast.BoolOp(op, values[:k] + values[k + 1 :]) if len(values) > 2 else values[1 - k]
        case ast.UnaryOp(operand=operand):
            yield operand


def _alone(op: ast.operator, right: ast.expr) -> ast.expr:
    match op:
        case ast.Sub():
            return ast.UnaryOp(ast.USub(), right)
        case ast.Div():
            return ast.BinOp(ast.Constant(1), op, right)
    return right


@rule
def another_comparison(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, comparators):
            for k, op in enumerate(ops):
                others = ([*ops[:k], other(), *ops[k + 1 :]] for other in COMPARISONS[type(op)])
                yield from (ast.Compare(left, other, comparators) for other in others)


@rule
def another_condition(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If(test, body, orelse):
            always, never = ast.Constant(True), ast.Constant(False)
            yield from (ast.If(other, body, orelse) for other in (_opposite(test), always, never))
        case ast.IfExp(test, body, orelse):
            yield from (ast.IfExp(_opposite(test), body, orelse), body, orelse)
        case ast.While(test, body, orelse):
            yield from (ast.While(other, body, orelse) for other in (_opposite(test), ast.Constant(False)))
        case ast.comprehension(target, iterable, [_, *_], is_async):
            yield ast.comprehension(target, iterable, [], is_async)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)


def _opposite(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


@rule
def another_constant(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield from (ast.Constant(value + 1), _number(value - 1))
        case ast.Constant(float(value)):
            yield from (ast.Constant(2 * value), ast.Constant(0.0))
        case ast.Constant(str(value)):
            yield ast.Constant(f"{value}_")


def _number(value: int) -> ast.expr:
    return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))


@rule
def off_by_one(node: ast.AST) -> Iterator[ast.AST]:
    """In a range or a slice, where the bound is not a number as it stands."""
    match node:
        case ast.Call(ast.Name("range") | ast.Attribute(attr="arange"), args):
            for k, bound in enumerate(args):
                yield from (_with(node, args=[*args[:k], other, *args[k + 1 :]]) for other in _beside(bound))
        case ast.Slice(lower, upper, step):
            yield from (ast.Slice(other, upper, step) for other in _beside(lower))
            yield from (ast.Slice(lower, other, step) for other in _beside(upper))


def _beside(bound: ast.expr | None) -> list[ast.expr]:
    if bound is None or isinstance(bound, (ast.Constant, ast.UnaryOp)):
        return []
    return [ast.BinOp(bound, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub())]


@rule
def missing_index(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Subscript(value, ctx=ast.Load()):
            yield value
        case ast.Slice(lower, upper, step):
            parts = ((None, upper, step), (lower, None, step), (lower, upper, None))
            yield from (ast.Slice(*other) for other in parts if other != (lower, upper, step))
        case ast.Attribute(value, "T"):
            yield value


@rule
def missing_argument(node: ast.AST) -> Iterator[ast.AST]:
    """`axis`, `keepdims`, a dtype: what stands behind the first argument."""
    match node:
        case ast.Call(_, args, keywords):
            yield from (_with(node, keywords=keywords[:k] + keywords[k + 1 :]) for k in range(len(keywords)))
            if len(args) > 1:
                yield _with(node, args=args[:-1])


@rule
def arguments_exchanged(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func, args) if _name(func) not in ANY_ORDER:
            yield from (_with(node, args=other) for other in _exchanged(args))


@rule
def missing_call(node: ast.AST) -> Iterator[ast.AST]:
    """A cast, a copy, a sum, a root: the argument, or what the method belongs to, stays as it is."""
    match node:
        case ast.Call(ast.Attribute(value)) if _root(value) not in MODULES:
            yield value
        case ast.Call(_, [ast.expr() as first, *_]) if not isinstance(first, (ast.Starred, ast.GeneratorExp)):
            yield first


@rule
def another_function(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Call(ast.Attribute(value, name)) if name in TWINS:
            yield _with(node, func=ast.Attribute(value, TWINS[name], ast.Load()))
        case ast.Call(ast.Name(name)) if name in TWINS:
            yield _with(node, func=ast.Name(TWINS[name], ast.Load()))


@rule
def values_exchanged(node: ast.AST) -> Iterator[ast.AST]:
    """In what is returned, or in any other tuple or dict."""
    match node:
        case ast.Tuple(values, ast.Load()):
            yield from (ast.Tuple(other, ast.Load()) for other in _exchanged(values))
        case ast.Dict(keys, values):
            yield from (ast.Dict(keys, other) for other in _exchanged(values))


@rule
def missing_statement(node: ast.AST) -> Iterator[ast.AST]:
    """Not one that gives a name its first value, without which nothing runs."""
    match node:
        case ast.Expr() | ast.AugAssign() | ast.Break() | ast.Continue():
            yield ast.Pass()
        case ast.Assign([target]) if not any(vars(name).get("first") for name in ast.walk(target)):
            yield ast.Pass()


@rule
def another_variable(node: ast.AST) -> Iterator[ast.AST]:
    """One parameter for another, or one of the function's own names."""
    match node:
        case ast.Name(ctx=ast.Load()) if other := vars(node).get("beside"):
            yield ast.Name(other, ast.Load())


def _with(
    node: ast.Call,
    func: ast.expr | None = None,
    args: list[ast.expr] | None = None,
    keywords: list[ast.keyword] | None = None,
) -> ast.Call:
    return ast.Call(
        func or node.func, node.args if args is None else args, node.keywords if keywords is None else keywords
    )


def _exchanged(values: Sequence[ast.expr]) -> Iterator[list[ast.expr]]:
    """Two neighbours in each other's place."""
    for k, (one, other) in enumerate(itertools.pairwise(values)):
        yield [*values[:k], other, one, *values[k + 2 :]]


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _root(value: ast.expr) -> str:
    """The name that a chain of attributes begins with."""
    while isinstance(value, ast.Attribute):
        value = value.value
    return getattr(value, "id", "")
