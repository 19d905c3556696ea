"""Computation graphs that can be stepped forward and backward, node by node (lectures B1 B2 B3).

    graph = toy()
    for step in graph.steps({"x": -2.0, "y": 5.0, "z": -4.0}):
        print(step.phase, step.node, step.value)

Forward steps give every node its value, in order; backward steps give every node its gradient, in the opposite order. A
gradient reaches a node only after all nodes that use it are done: that is all there is to the backward order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from reference_impl.activations import sigmoid_forward


@dataclass(frozen=True, slots=True)
class Operation:
    """A local rule: the value of a node by its inputs, and the gradient of each input by the node's gradient."""

    name: str
    forward: Callable
    backward: Callable  # (dout, out, *inputs) -> one gradient for each input


@dataclass(frozen=True, slots=True)
class Node:
    """A named node; an input of the graph has no operation."""

    name: str
    operation: Operation | None = None
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One node done: its value (forward) or its gradient (backward), and the gradients it hands to its inputs."""

    phase: str
    node: str
    value: object
    to_inputs: tuple[tuple[str, object], ...] = ()


ADD = Operation("+", lambda a, b: a + b, lambda d, out, a, b: (d, d))
MULTIPLY = Operation("*", lambda a, b: a * b, lambda d, out, a, b: (d * b, d * a))
MATVEC = Operation("W x", lambda W, x: W @ x, lambda d, out, W, x: (np.outer(d, x), W.T @ d))
SQUARED_LENGTH = Operation("|.|^2", lambda q: q @ q, lambda d, out, q: (2 * d * q,))
SIGMOID = Operation("sigmoid", lambda z: sigmoid_forward(z)[0], lambda d, out, z: (d * out * (1 - out),))


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in an order in which each comes after its inputs; the last one is the output, a number (lectures B1)."""

    nodes: tuple[Node, ...]

    def __post_init__(self):
        known: set[str] = set()
        for node in self.nodes:
            if node.name in known:
                raise ValueError(f"node {node.name!r} is there twice")
            if missing := set(node.inputs) - known:
                raise ValueError(f"node {node.name!r} comes before its input {', '.join(sorted(missing))}")
            known.add(node.name)

    def steps(self, inputs: Mapping[str, object]) -> Iterator[Step]:
        """All forward steps, then all backward steps."""
        values: dict[str, object] = {}
        for step in self.forward_steps(inputs):
            values[step.node] = step.value
            yield step
        yield from self.backward_steps(values)

    def forward_steps(self, inputs: Mapping[str, object]) -> Iterator[Step]:
        """Give each node its value; inputs maps the names of the graph's inputs to numbers or arrays."""
        leaves = {node.name for node in self.nodes if node.operation is None}
        if leaves != set(inputs):
            raise ValueError(f"the graph's inputs are {', '.join(sorted(leaves))}, got {', '.join(sorted(inputs))}")
        values = dict(inputs)
        for node in self.nodes:
            if node.operation is not None:
                values[node.name] = node.operation.forward(*(values[name] for name in node.inputs))
            yield Step("forward", node.name, values[node.name])

    def backward_steps(self, values: Mapping[str, object]) -> Iterator[Step]:
        """Give each node its gradient, from the output to the inputs; values are those of the forward steps."""
        grads: dict[str, object] = {node.name: np.zeros_like(values[node.name], dtype=float) for node in self.nodes}
        grads[self.nodes[-1].name] = 1.0
        for node in reversed(self.nodes):
            to_inputs = ()
            if node.operation is not None:
                arguments = (values[name] for name in node.inputs)
                parts = node.operation.backward(grads[node.name], values[node.name], *arguments)
                to_inputs = tuple(zip(node.inputs, parts, strict=True))
            for name, part in to_inputs:
                grads[name] = grads[name] + part
            yield Step("backward", node.name, grads[node.name], to_inputs)

    def gradients(self, inputs: Mapping[str, object]) -> tuple[object, dict[str, object]]:
        """Value of the output, and its gradient by every node."""
        done = list(self.steps(inputs))
        value = done[len(self.nodes) - 1].value
        return value, {step.node: step.value for step in done if step.phase == "backward"}


def toy() -> Graph:
    """f = (x + y) z (lectures B2)."""
    leaves = (Node("x"), Node("y"), Node("z"))
    return Graph((*leaves, Node("q", ADD, ("x", "y")), Node("f", MULTIPLY, ("q", "z"))))


def quadratic() -> Graph:
    """f = |W x|^2 (lectures B3)."""
    return Graph((Node("W"), Node("x"), Node("q", MATVEC, ("W", "x")), Node("f", SQUARED_LENGTH, ("q",))))


def neuron() -> Graph:
    """a = sigmoid(w x + b), one neuron (lectures B1 L4)."""
    leaves = (Node("w"), Node("x"), Node("b"))
    inner = (Node("p", MULTIPLY, ("w", "x")), Node("z", ADD, ("p", "b")))
    return Graph((*leaves, *inner, Node("a", SIGMOID, ("z",))))
