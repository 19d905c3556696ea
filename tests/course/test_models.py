"""The models behind the explorers: arrays from parameters, no picture and no browser."""

from types import SimpleNamespace

import numpy as np
import pytest

from course.checks import CheckFailure
from course.widgets import small_mlp
from course.widgets.models.activations import curve, dead_share
from course.widgets.models.dropout import example, run_passes
from course.widgets.models.graphs import GRAPHS, backward, compare, forward, number, steps
from course.widgets.models.networks import Rates, check_grads, descend, train_with_dropout
from course.widgets.monitor import first_not_finite, is_loss, progress
from course.widgets.pace import Pace


def test_an_activation_is_measured_with_its_slope(student: SimpleNamespace) -> None:
    measured = curve("sigmoid", student.sigmoid_forward, student.sigmoid_backward, np.linspace(-6, 6, 1001))
    assert measured.at(0.0) == pytest.approx((0.5, 0.25))
    assert measured.survival(3).max() == pytest.approx(0.25**3)
    assert dead_share(np.array([0.0, 0.05, 0.5, 1.0]), 2) == 0.5


def test_an_activation_of_the_wrong_shape_says_so(student: SimpleNamespace) -> None:
    with pytest.raises(CheckFailure, match="the value of tanh_backward has the wrong number of dimensions"):
        curve("tanh", student.sigmoid_forward, lambda dh, cache: dh[:, None], np.linspace(-1, 1, 5))


def test_dropout_keeps_the_mean_and_plain_dropout_does_not(student: SimpleNamespace) -> None:
    inverted = run_passes(student.dropout_forward, 0.5, seed=0)
    assert inverted.share_kept == pytest.approx(0.5, abs=0.02)
    assert inverted.running_mean()[-1] == pytest.approx(1.0, abs=0.15)
    assert inverted.neuron().mean() == pytest.approx(inverted.neuron_tested(), abs=0.1)
    plain = run_passes(student.plain_dropout_forward, 0.5, seed=0)
    assert plain.running_mean()[-1].mean() == pytest.approx(0.5, abs=0.05)


def test_the_dropout_example_is_read_as_one() -> None:
    x, readout = example()
    assert (x > 0).all()
    assert x @ readout == pytest.approx(1.0)


def test_the_worked_examples_of_the_lectures() -> None:
    product = GRAPHS["product"]
    values = forward(product, product.assemble(product.sliders))
    grads = backward(product, values)
    assert values["f"] == -12
    assert [grads[name] for name in "xyz"] == [-4, -4, 3]
    quadratic = GRAPHS["quadratic"]
    values = forward(quadratic, quadratic.assemble(quadratic.sliders))
    grads = backward(quadratic, values)
    assert values["f"] == pytest.approx(0.116)
    np.testing.assert_allclose(grads["W"], [[0.088, 0.176], [0.104, 0.208]])
    np.testing.assert_allclose(grads["x"], [-0.112, 0.636])


@pytest.mark.parametrize("name", GRAPHS)
def test_the_gradients_of_every_graph_are_its_slopes(name: str) -> None:
    graph = GRAPHS[name]

    def result(numbers: dict[str, float]) -> float:
        return float(forward(graph, graph.assemble(numbers))[graph.nodes[-1].name])

    values = forward(graph, graph.assemble(graph.sliders))
    grads = backward(graph, values)
    flat = np.concatenate([np.ravel(grads[node.name]) for node in graph.inputs])
    for slider, claimed in zip(graph.sliders, flat, strict=True):
        higher = {**graph.sliders, slider: graph.sliders[slider] + 1e-6}
        lower = {**graph.sliders, slider: graph.sliders[slider] - 1e-6}
        assert (result(higher) - result(lower)) / 2e-6 == pytest.approx(claimed, abs=1e-6)


def test_the_steps_go_forward_and_back() -> None:
    product = GRAPHS["product"]
    values = forward(product, product.assemble(product.sliders))
    told = steps(product, values, backward(product, values))
    assert [step.phase for step in told] == ["start", "forward", "forward", "backward", "backward", "backward"]
    assert told[1].text == "Forward: q = x + y = 3"
    assert told[-1].known_grads == frozenset("xyzqf")


@pytest.mark.parametrize(("name", "function"), [("product", "toy_graph"), ("quadratic", "quadratic_form")])
def test_a_right_function_agrees_with_its_graph(name: str, function: str, student: SimpleNamespace) -> None:
    graph = GRAPHS[name]
    values = forward(graph, graph.assemble(graph.sliders))
    assert all(right for _, right, _ in compare(graph, getattr(student, function), values, backward(graph, values)))


def test_a_wrong_function_is_told_where() -> None:
    graph = GRAPHS["product"]
    values = forward(graph, graph.assemble(graph.sliders))
    grads = backward(graph, values)
    swapped = compare(graph, lambda x, y, z: ((x + y) * z, (z, z, x)), values, grads)
    assert swapped[-1] == ("df/dz", False, "−2")
    assert compare(graph, lambda x, y, z: 3.0, values, grads) == [("4 values expected, 1 returned", False, "")]


def test_a_function_of_the_wrong_shape_is_wrong_and_not_an_error() -> None:
    graph = GRAPHS["quadratic"]
    values = forward(graph, graph.assemble(graph.sliders))
    told = compare(graph, lambda W, x: (0.116, None, x), values, backward(graph, values))
    assert [right for _, right, _ in told] == [True, False, False]


def test_numbers_are_short() -> None:
    assert number(np.array([[0.1, -2.0]])) == "[[0.1, −2]]"


def test_descent_leaves_its_start_alone_and_goes_down(student: SimpleNamespace) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20, 2))
    start = {"W1": np.zeros((1, 2)), "b1": np.zeros(1)}
    moments = list(descend(student.linear_loss, start, x, x @ [2.0, -1.0] + 3.0, lr=0.1, steps=200))
    assert moments[-1].step == 200
    assert moments[-1].loss < 1e-3 < moments[0].loss
    assert not start["W1"].any()


def test_descent_stops_when_the_loss_leaves_the_numbers() -> None:
    moments = list(descend(lambda p, x, y: (np.nan, p), {"W1": np.ones(2)}, np.ones(1), np.ones(1), 1.0, 50))
    assert len(moments) == 1


def test_gradients_of_the_wrong_shape_are_named() -> None:
    params = {"W1": np.zeros((3, 2)), "b1": np.zeros(3)}
    with pytest.raises(CheckFailure, match="grads has no entry b1"):
        check_grads({"W1": np.zeros((3, 2))}, params)
    with pytest.raises(CheckFailure, match=r"grads\['W1'\] has the wrong shape"):
        check_grads({"W1": np.zeros((2, 3)), "b1": np.zeros(3)}, params)
    with pytest.raises(CheckFailure, match="got NoneType"):
        check_grads(None, params)


def test_dropout_is_used_in_training_and_not_in_measuring(student: SimpleNamespace) -> None:
    seen = []

    def loss(params, x, y, p_input, p_hidden, lam, rng, training):
        seen.append((p_hidden, training, len(x)))
        return student.linear_loss(params, x, y)

    start = {"W1": np.zeros((1, 2)), "b1": np.zeros(1)}
    data = (np.ones((4, 2)), np.ones(4)), (np.ones((3, 2)), np.ones(3))
    told = list(train_with_dropout(loss, start, *data, Rates(0.0, 0.5), lr=0.1, steps=2, lam=0.0, seed=0, every=2))
    assert [comparison.step for comparison in told] == [1, 2]
    assert seen[:3] == [(0.5, True, 4), (0.5, False, 4), (0.5, False, 3)]


def test_small_mlp_has_the_shapes_of_the_lectures() -> None:
    params = small_mlp(inputs=2, hidden=5, classes=3, seed=1)
    assert {name: value.shape for name, value in params.items()} == {"W1": (5, 2), "b1": (5,), "W2": (3, 5), "b2": (3,)}
    np.testing.assert_array_equal(params["W1"], small_mlp(2, 5, 3, seed=1)["W1"])


def test_the_words_of_the_monitor() -> None:
    assert progress(120, 480, 3.0) == "120 of 480 steps · 3.0 s · 9.0 s left"
    assert progress(10, 10, 200.0) == "10 of 10 steps · 3.3 min"
    assert is_loss("validation_loss")
    assert not is_loss("accuracy")
    assert first_not_finite([1.0, np.nan, 2.0]) == 2
    assert first_not_finite([1.0]) is None


def test_drawing_takes_its_share_of_the_time_and_no_more() -> None:
    now = 0.0
    pace = Pace(0.05, clock=lambda: now)
    assert pace.due()
    now = 0.01
    pace.drawn(0.0)
    assert not pace.due()
    now = 0.21
    assert pace.due()
