"""What the suites must tell apart beyond the mistakes that their folders carry."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import pytest

from autograder.grading.grade import grade_backend, grade_cells
from autograder.grading.trusted import TrustedBackend
from autograder.proof.grading import cells_of
from autograder.proof.known import Known
from autograder.proof.visible import reading_globals
from autograder.publishing.cells import check_cell
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import EXERCISES, load_exercise
from autograder.spec.solution import bare_source
from autograder.spec.variants import functions_in


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


def exercise_of(key):
    return load_exercise(EXERCISES / key)


def lost(key, source="", edits=(), seed=5):
    """The criteria that an answer loses: the right one with some text changed, or one of its own."""
    exercise = exercise_of(key)
    source = textwrap.dedent(source) or bare_source(exercise)
    for old, new in edits:
        assert source.count(old) == 1
        source = source.replace(old, new)
    report = grade_backend(TrustedBackend(functions_in(exercise, source, key)), [exercise], seed)[0]
    return {criterion.name: criterion.max_points for criterion in report.criteria if criterion.status != "passed"}


DIFFERENCES = """
    def output(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        for layer in range(1, len(params) // 2 + 1):
            x = linear_forward(x, params[f"W{layer}"], params[f"b{layer}"])[0]
            x = f(x)[0] if layer < len(params) // 2 else x
        return x

    def deep_forward(params, x, activation):
        return output(params, x, activation), (params, x, activation)

    def deep_backward(dout, cache):
        params, x, activation = cache
        grads = {key: np.zeros(value.shape) for key, value in params.items()}
        for key, value in params.items():
            for index in np.ndindex(value.shape):
                step = np.zeros(value.shape)
                step[index] = 1e-5
                above, below = ({**params, key: value + s} for s in (step, -step))
                change = output(above, x, activation) - output(below, x, activation)
                grads[key][index] = (change * dout).sum() / 2e-5
        return grads
"""


def test_differences_are_no_backward_pass():
    assert sum(lost("backprop/deep", DIFFERENCES).values()) >= 6


def test_the_checks_do_not_differentiate_for_students(box):
    source = textwrap.dedent("""
        from course.checks.gradient import slopes_along

        def numerical_gradient(f, x, eps=1e-5):
            units = list(np.eye(x.size).reshape(x.size, *x.shape))
            slopes = slopes_along(lambda points: [f(point) for point in points], x.astype(float), units, eps)
            return np.array([slope for slope, noise in slopes]).reshape(x.shape)
    """)
    exercise = exercise_of("backprop/numerical_gradient")
    cells = cells_of(exercise, Known("", "", source))
    report = grade_cells(cells, [exercise], box, 5)[0]
    assert report.score <= 2
    assert "course.checks has taken the differences" in report.criteria[0].message


@pytest.mark.parametrize(
    ("key", "old", "new", "kept"),
    [
        ("backprop/quadratic_form", "W.T @ dq", "W @ dq", ("test_value", "test_dW", "test_arguments_unchanged")),
        ("backprop/linear", "dx = dz @ W", "dx = dz @ W.T", ("test_forward", "test_dW", "test_db")),
        ("backprop/linear", "dz.T @ x", "dz @ x", ("test_forward", "test_dx", "test_db")),
        ("backprop/mlp", "linear_backward(do, cache_o)", "(do @ W2.T, do.T @ h, do.sum(axis=0))",
         ("test_loss_without_penalty", "test_penalty_in_the_loss", "test_gradients_of_the_last_layer")),
        ("dropout/dropout_mlp", "linear_backward(do, cache_o)", "(do @ W2.T, do.T @ h_tilde, do.sum(axis=0))",
         ("test_penalty", "test_masks_come_from_the_generator", "test_arguments_stay_unchanged")),
    ],
)  # fmt: skip
def test_an_exception_in_one_value_costs_no_other(key, old, new, kept):
    gone = lost(key, edits=[(old, new)])
    assert gone
    assert not gone.keys() & set(kept)


def test_who_reads_the_notebooks_names_fails_both_checks(box):
    """The cells above have the names that the functions read, as a student's experiments leave them."""
    exercise = exercise_of("backprop/linear")
    known = Known("", "", reading_globals(bare_source(exercise)))
    names = """
        x, W, b, dz = np.ones((2, 3)), np.ones((4, 3)), np.zeros(4), np.ones((2, 4))
        cache = x, W
    """
    cells = [*cells_of(exercise, known), Cell("experiment", textwrap.dedent(names))]
    session = box.start([*cells, Cell("check", check_cell(exercise).source)])
    assert session.cells[-1].error.type == "AssertionError"
    assert grade_cells(cells, [exercise], box, 5)[0].score <= 2


@pytest.mark.parametrize(
    ("key", "edits", "loses"),
    [
        # The corner of ReLU inside a network.
        ("backprop/mlp", [("dz = relu_backward(dh, cache_h)", "dz = dh * (h >= 0) * (z >= 0)")],
         {"test_gradients_at_the_corner"}),
        # The penalty is asked for in evaluation too.
        ("dropout/dropout_mlp", [("return L + s", "return L + s * training")], {"test_penalty"}),
        # One maximum for the batch, and the smallest for the largest.
        ("backprop/softmax_cross_entropy", [("shifted = z - z.max(axis=1, keepdims=True)", "shifted = z - z.max()")],
         {"test_loss_of_large_logits"}),
        ("backprop/softmax_cross_entropy",
         [("shifted = z - z.max(axis=1, keepdims=True)", "shifted = z - z.min(axis=1, keepdims=True)")],
         {"test_loss_of_large_logits", "test_loss_of_very_wrong_examples"}),
        # An exact share of the units.
        ("dropout/dropout", [("rng.random(x.shape) >= p", "rng.permutation(x.size).reshape(x.shape) >= p * x.size")],
         {"test_every_unit_is_drawn_on_its_own"}),
        # An axis of length 1 that is gone.
        ("initialization/clipping", [("name: g * scale for", "name: np.squeeze(g * scale) for")],
         {"test_long_gradients_are_shortened", "test_short_gradients_stay", "test_small_norms",
          "test_large_gradients_in_float32"}),
        ("initialization/initializers", [("np.full(shape, float(value))", "np.squeeze(np.full(shape, float(value)))")],
         {"test_constant"}),
        ("optimizers/train", [("np.array(history)", "np.squeeze(history)")],
         {"test_history_is_the_loss_before_each_step"}),
    ],
)  # fmt: skip
def test_what_was_not_seen_before(key, edits, loses):
    assert lost(key, edits=edits).keys() == loses


FORGED_COUNT = """
    def monte_carlo_predict(forward, x, passes, rng):
        ran = next(iter(getattr(forward, "__defaults__", None) or ([],)))
        outputs = [forward(x, rng) for _ in range(passes - 1)]
        ran.append(1)
        return np.mean(outputs, axis=0), np.std(outputs, axis=0)
"""


def test_a_pass_that_is_only_counted_is_none():
    """Whoever writes a run into the list that a network in the box keeps has not run the one that is out here."""
    assert "test_as_many_passes_as_asked" in lost("dropout/monte_carlo", FORGED_COUNT)
