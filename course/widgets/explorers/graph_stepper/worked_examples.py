"""The graphs that the lectures work through, and the operations in them."""

import math
from collections.abc import Mapping

import numpy as np

from .model import Graph, Node, Operation, Values

ADD = Operation(
    "+",
    "{} + {}",
    lambda a, b: a + b,
    lambda g, out, a, b: (g, g),
    "A sum hands the same gradient to both inputs.",
)
TIMES = Operation(
    "×",
    "{} × {}",
    lambda a, b: a * b,
    lambda g, out, a, b: (g * b, g * a),
    "A product multiplies by the other input.",
)
SIGMOID = Operation(
    "σ",
    "σ({})",
    lambda a: 1 / (1 + math.exp(-a)),
    lambda g, out, a: (g * out * (1 - out),),
    "A sigmoid multiplies by its slope, h (1 - h).",
)
MATVEC = Operation(
    "W x",
    "{} {}",
    lambda m, v: m @ v,
    lambda g, out, m, v: (np.multiply.outer(g, v), g @ m),
    "A linear map: outer product for W, transposed for x.",
)
SQUARED_LENGTH = Operation(
    "|·|²",
    "|{}|²",
    lambda v: float(v @ v),
    lambda g, out, v: (2 * g * v,),
    "A squared length multiplies by 2 q.",
)


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
