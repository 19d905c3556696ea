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
RELU = Operation(
    "φ",
    "max({}, 0)",
    lambda a: max(a, 0.0),
    lambda g, out, a: (g * (a > 0),),
    "A ReLU lets a gradient through where it was on.",
)
HALF_SQUARED_ERROR = Operation(
    "l",
    "({} − {})² / 2",
    lambda a, b: (a - b) ** 2 / 2,
    lambda g, out, a, b: (g * (a - b), g * (b - a)),
    "A squared error hands on the error.",
)
LAM = 0.5
PENALTY = Operation(
    "λ",
    f"{LAM} / 2 ({{}}² + {{}}²)",
    lambda a, b: LAM / 2 * (a**2 + b**2),
    lambda g, out, a, b: (g * LAM * a, g * LAM * b),
    "The penalty hands λ times each weight back.",
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
    "penalty": Graph(
        "J = l(W2 φ(W1 x), y) + λ/2 (W1² + W2²)",
        (
            Node("x", (0, 2.0)),
            Node("W1", (0, 0.3)),
            Node("W2", (1.2, 0.5)),
            Node("y", (1.8, 2.2)),
            Node("z", (0.6, 1.5), TIMES, ("W1", "x")),
            Node("h", (1.2, 1.5), RELU, ("z",)),
            Node("o", (1.8, 1.3), TIMES, ("W2", "h")),
            Node("L", (2.4, 1.6), HALF_SQUARED_ERROR, ("o", "y")),
            Node("s", (2.1, -0.2), PENALTY, ("W1", "W2")),
            Node("J", (3.0, 0.9), ADD, ("L", "s")),
        ),
        {"x": 2.0, "W1": 0.5, "W2": 1.5, "y": 1.0},
        _scalars,
    ),
}
