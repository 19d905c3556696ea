"""Computation graphs of a few nodes: values forward, gradients backward, one step at a time."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

Value = float | np.ndarray
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of node.

    Attributes:
        symbol: what stands in its circle.
        apply: from the parents' values to its own.
        pull_back: from the gradient at its output, its own value and the parents' values to the parents' gradients.
        rule: how it treats a gradient, in words.
    """

    symbol: str
    apply: Callable[..., Value]
    pull_back: Callable[..., tuple[Value, ...]]
    rule: str


ADD = Operation("+", lambda a, b: a + b, lambda g, out, a, b: (g, g), "A sum hands the same gradient to both inputs.")
TIMES = Operation(
    "×", lambda a, b: a * b, lambda g, out, a, b: (g * b, g * a), "A product multiplies by the other input."
)
SIGMOID = Operation(
    "σ",
    lambda a: 1 / (1 + math.exp(-a)),
    lambda g, out, a: (g * out * (1 - out),),
    "A sigmoid multiplies by its slope, h (1 - h).",
)
MATVEC = Operation(
    "W x",
    lambda m, v: m @ v,
    lambda g, out, m, v: (np.multiply.outer(g, v), g @ m),
    "A linear map: outer product for W, transposed for x.",
)
SQUARED_LENGTH = Operation(
    "|·|²", lambda v: float(v @ v), lambda g, out, v: (2 * g * v,), "A squared length multiplies by 2 q."
)


@dataclass(frozen=True, slots=True)
class Node:
    """A value in the graph; without an operation it is an input. `at` is its place: column, row."""

    name: str
    at: tuple[float, float]
    operation: Operation | None = None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of the forward pass, the last is the result; `sliders` are its inputs' numbers."""

    formula: str
    nodes: tuple[Node, ...]
    sliders: Mapping[str, float]
    assemble: Callable[[Mapping[str, float]], Values]

    @property
    def inputs(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.operation is None)

    @property
    def inner(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.operation is not None)


def forward(graph: Graph, inputs: Mapping[str, Value]) -> Values:
    """The value of every node."""
    values = dict(inputs)
    for node in graph.inner:
        values[node.name] = _operation(node).apply(*(values[parent] for parent in node.parents))
    return values


def backward(graph: Graph, values: Mapping[str, Value]) -> Values:
    """The gradient of the result with respect to every node."""
    grads: Values = {graph.nodes[-1].name: 1.0}
    for node in reversed(graph.inner):
        parents = [values[parent] for parent in node.parents]
        pulled = _operation(node).pull_back(grads[node.name], values[node.name], *parents)
        for parent, grad in zip(node.parents, pulled, strict=True):
            grads[parent] = grads[parent] + grad if parent in grads else grad
    return grads


def _operation(node: Node) -> Operation:
    if node.operation is None:
        raise ValueError(f"{node.name} is an input")
    return node.operation


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the two passes: the node it is about, and which values and gradients are known after it."""

    phase: str
    node: str
    known_values: frozenset[str]
    known_grads: frozenset[str]
    text: str


def steps(graph: Graph, values: Mapping[str, Value], grads: Mapping[str, Value]) -> tuple[Step, ...]:
    """The forward pass node by node, then the backward pass node by node."""
    known = frozenset(node.name for node in graph.inputs)
    result = graph.nodes[-1].name
    told = [Step("start", "", known, frozenset(), f"{graph.formula}: the inputs are known.")]
    for node in graph.inner:
        known |= {node.name}
        text = f"Forward: {node.name} = {_call(node)} = {number(values[node.name])}"
        told.append(Step("forward", node.name, known, frozenset(), text))
    reached = frozenset({result})
    told.append(Step("backward", result, known, reached, f"Backward begins with d{result}/d{result} = 1."))
    for node in reversed(graph.inner):
        reached |= set(node.parents)
        found = ", ".join(f"d{result}/d{parent} = {number(grads[parent])}" for parent in node.parents)
        told.append(Step("backward", node.name, known, reached, f"{_operation(node).rule} So {found}."))
    return tuple(told)


def _call(node: Node) -> str:
    symbol, names = _operation(node).symbol, node.parents
    if symbol in "+×":
        return f"{names[0]} {symbol} {names[1]}"
    return {"σ": f"σ({names[0]})", "W x": " ".join(names), "|·|²": f"|{names[0]}|²"}[symbol]


def number(value: Value) -> str:
    """A number or a small array, short.

    >>> number(-4.0), number(np.array([0.22, 0.26]))
    ('−4', '[0.22, 0.26]')
    """
    array = np.asarray(value, dtype=float)
    if not array.ndim:
        return f"{float(array) + 0.0:.3g}".replace("-", "−")
    return "[" + ", ".join(number(entry) for entry in array) + "]"


def flatten(returned: object) -> list[Value]:
    """The numbers and arrays in nested tuples, in their order."""
    if isinstance(returned, tuple | list):
        return [value for entry in returned for value in flatten(entry)]
    return [returned]  # type: ignore[list-item]


def compare(
    graph: Graph, function: Callable[..., object], values: Values, grads: Values
) -> list[tuple[str, bool, str]]:
    """Whether a student's function agrees with the graph: name, yes or no, and what was returned, for each number."""
    result = graph.nodes[-1].name
    wanted = [(result, values[result])] + [(f"d{result}/d{node.name}", grads[node.name]) for node in graph.inputs]
    returned = flatten(function(*(values[node.name] for node in graph.inputs)))
    if len(returned) != len(wanted):
        return [(f"{len(wanted)} values expected, {len(returned)} returned", False, "")]
    pairs = zip(wanted, returned, strict=True)
    return [(name, _same(got, value), number(got)) for (name, value), got in pairs]


def _same(got: Value, value: Value) -> bool:
    return np.shape(got) == np.shape(value) and bool(np.allclose(got, value))


def _scalars(numbers: Mapping[str, float]) -> Values:
    return {name: float(value) for name, value in numbers.items()}


def _matrix_and_vector(numbers: Mapping[str, float]) -> Values:
    entries = [numbers[name] for name in ("W11", "W12", "W21", "W22")]
    return {"W": np.array(entries).reshape(2, 2), "x": np.array([numbers["x1"], numbers["x2"]])}


GRAPHS = {
    "product": Graph(
        "f = (x + y) z",
        (
            Node("x", (0, 2)),
            Node("y", (0, 1)),
            Node("z", (0, 0)),
            Node("q", (1, 1.5), ADD, ("x", "y")),
            Node("f", (2, 0.75), TIMES, ("q", "z")),
        ),
        {"x": -2.0, "y": 5.0, "z": -4.0},
        _scalars,
    ),
    "quadratic": Graph(
        "f = |W x|²",
        (
            Node("W", (0, 2.0)),
            Node("x", (0, 0.0)),
            Node("q", (1, 1), MATVEC, ("W", "x")),
            Node("f", (2, 1), SQUARED_LENGTH, ("q",)),
        ),
        {"W11": 0.1, "W12": 0.5, "W21": -0.3, "W22": 0.8, "x1": 0.2, "x2": 0.4},
        _matrix_and_vector,
    ),
    "neuron": Graph(
        "a = σ(w x + b)",
        (
            Node("w", (0, 2)),
            Node("x", (0, 1)),
            Node("b", (0, 0)),
            Node("m", (1, 1.5), TIMES, ("w", "x")),
            Node("s", (2, 0.75), ADD, ("m", "b")),
            Node("a", (3, 0.75), SIGMOID, ("s",)),
        ),
        {"w": 2.0, "x": -1.0, "b": 1.5},
        _scalars,
    ),
}
