"""Computation graphs of a few nodes: values forward, gradients backward, one step at a time."""

from collections import Counter
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
        call: how it is written, with a place for each parent, such as `{} + {}`.
        apply: from the parents' values to its own.
        pull_back: from the gradient at its output, its own value and the parents' values to the parents' gradients.
        rule: how it treats a gradient, in words.
    """

    symbol: str
    call: str
    apply: Callable[..., Value]
    pull_back: Callable[..., tuple[Value, ...]]
    rule: str


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
        call = _operation(node).call.format(*node.parents)
        text = f"Forward: {node.name} = {call} = {number(values[node.name])}"
        told.append(Step("forward", node.name, known, frozenset(), text))
    reached = frozenset({result})
    told.append(Step("backward", result, known, reached, f"Backward begins with d{result}/d{result} = 1."))
    to_come = Counter(parent for node in graph.inner for parent in node.parents)
    several = {name for name, uses in to_come.items() if uses > 1}
    for node in reversed(graph.inner):
        to_come.subtract(node.parents)
        complete = [parent for parent in node.parents if not to_come[parent]]
        reached |= set(complete)
        words = [f"d{result}/d{name} = {number(grads[name])}{_added(name in several)}" for name in complete]
        words += [f"d{result}/d{name} has its first part" for name in node.parents if name not in complete]
        told.append(Step("backward", node.name, known, reached, f"{_operation(node).rule} So {', '.join(words)}."))
    return tuple(told)


def _added(parts: bool) -> str:
    return ", its parts added" if parts else ""


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
