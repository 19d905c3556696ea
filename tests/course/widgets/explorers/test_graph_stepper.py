"""The worked examples of the lectures, and whether a student's function agrees with them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from course import widgets
from course.widgets.explorers.graph_stepper.model import Graph, Values, backward, compare, forward, number, steps
from course.widgets.explorers.graph_stepper.view import GraphView
from course.widgets.explorers.graph_stepper.worked_examples import GRAPHS
from course.widgets.live.canvas import Canvas


def both(graph: Graph) -> tuple[Values, Values]:
    """Values and gradients at the lecture's inputs."""
    values = forward(graph, graph.assemble(graph.sliders))
    return values, backward(graph, values)


def test_the_numbers_are_those_of_the_slides() -> None:
    values, grads = both(GRAPHS["product"])
    assert values["f"] == -12
    assert [grads[name] for name in "xyz"] == [-4, -4, 3]
    values, grads = both(GRAPHS["quadratic"])
    assert values["f"] == pytest.approx(0.116)
    np.testing.assert_allclose(grads["W"], [[0.088, 0.176], [0.104, 0.208]])
    np.testing.assert_allclose(grads["x"], [-0.112, 0.636])


@pytest.mark.parametrize("name", GRAPHS)
def test_the_gradients_of_every_graph_are_its_slopes(name: str) -> None:
    graph = GRAPHS[name]

    def result(numbers: dict[str, float]) -> float:
        return float(forward(graph, graph.assemble(numbers))[graph.nodes[-1].name])

    _, grads = both(graph)
    flat = np.concatenate([np.ravel(grads[node.name]) for node in graph.inputs])
    for slider, claimed in zip(graph.sliders, flat, strict=True):
        higher = {**graph.sliders, slider: graph.sliders[slider] + 1e-6}
        lower = {**graph.sliders, slider: graph.sliders[slider] - 1e-6}
        assert (result(higher) - result(lower)) / 2e-6 == pytest.approx(claimed, abs=1e-6)


def test_the_steps_go_forward_and_back() -> None:
    product = GRAPHS["product"]
    told = steps(product, *both(product))
    assert [step.phase for step in told] == ["start", "forward", "forward", "backward", "backward", "backward"]
    assert told[1].text == "Forward: q = x + y = 3"
    assert told[-1].known_grads == frozenset("xyzqf")


def test_a_weight_that_is_used_twice_has_its_gradient_when_both_parts_are_there() -> None:
    penalty = GRAPHS["penalty"]
    _, grads = both(penalty)
    assert (grads["W1"], grads["W2"]) == (0.75 * 2 + 0.5 * 0.5, 0.5 * 1 + 0.5 * 1.5)
    told = [step for step in steps(penalty, *both(penalty)) if step.phase == "backward"]
    by_node = {step.node: step for step in told[1:]}
    assert by_node["s"].text.endswith("So dJ/dW1 has its first part, dJ/dW2 has its first part.")
    assert not {"W1", "W2"} & by_node["s"].known_grads
    assert "dJ/dW2 = 1.25, its parts added" in by_node["o"].text
    assert {"W2"} == {"W1", "W2"} & by_node["o"].known_grads
    assert "dJ/dW1 = 1.75, its parts added, dJ/dx = 0.375" in by_node["z"].text


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("product", ["q = x + y", "f = q × z"]),
        ("quadratic", ["q = W x", "f = |q|²"]),
        ("neuron", ["m = w × x", "s = m + b", "a = σ(s)"]),
    ],
)
def test_every_operation_is_written_as_in_the_lecture(name: str, calls: list[str]) -> None:
    told = [step.text for step in steps(GRAPHS[name], *both(GRAPHS[name])) if step.phase == "forward"]
    assert [text.removeprefix("Forward: ").rpartition(" = ")[0] for text in told] == calls


@pytest.mark.parametrize(("name", "function"), [("product", "toy_graph"), ("quadratic", "quadratic_form")])
def test_a_right_function_agrees_with_its_graph(name: str, function: str, student: SimpleNamespace) -> None:
    graph = GRAPHS[name]
    assert all(right for _, right, _ in compare(graph, getattr(student, function), *both(graph)))


def test_a_wrong_function_is_told_where() -> None:
    graph = GRAPHS["product"]
    swapped = compare(graph, lambda x, y, z: ((x + y) * z, (z, z, x)), *both(graph))
    assert swapped[-1] == ("df/dz", False, "−2")
    assert compare(graph, lambda x, y, z: 3.0, *both(graph)) == [("4 values expected, 1 returned", False, "")]


def test_a_function_of_the_wrong_shape_is_wrong_and_not_an_error() -> None:
    graph = GRAPHS["quadratic"]
    told = compare(graph, lambda W, x: (0.116, None, x), *both(graph))
    assert [right for _, right, _ in told] == [True, False, False]


def test_numbers_are_short() -> None:
    assert number(np.array([[0.1, -2.0]])) == "[[0.1, −2]]"


@pytest.mark.parametrize(
    ("name", "moved"), [("product", {"step": 2}), ("quadratic", {"x1": 3.0}), ("neuron", {"b": -3})]
)
def test_the_picture_of_every_graph_follows_its_controls(name: str, moved: dict[str, float]) -> None:
    view = GraphView(GRAPHS[name], None)
    values: dict[str, Any] = {control.name: control.value for control in view.controls}
    view.update(**values)
    canvas = Canvas(view.figure, view.moving)
    first = canvas.frame()
    assert canvas.frame(view.update(**{**values, **moved})) != first
    assert canvas.frame(view.update(**values)) == first


@pytest.mark.parametrize("audience", ["nobody", "program"])
def test_an_unknown_graph_is_refused_whoever_looks(audience: str, look: Callable[[str], Any]) -> None:
    look(audience)
    with pytest.raises(ValueError, match="graph must be one of product, quadratic, neuron, penalty, got 'cube'"):
        widgets.graph_stepper(graph="cube")
