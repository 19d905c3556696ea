"""The lectures' experiments come out as the lectures say; graphs step; loops can be watched."""

import io
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from course.data import digits, moons, spirals
from reference_impl import optimizers
from reference_impl.activations import sigmoid_forward
from reference_impl.experiments import (
    computation_graph,
    depth,
    descent,
    generalisation,
    lenet_training,
    measured_memory,
    neurons,
    supervision,
    watched_training,
)
from reference_impl.experiments.computation_graph import ADD, MULTIPLY, Graph, Node
from reference_impl.lenet import lenet_params
from reference_impl.linear import linear_forward
from reference_impl.losses import squared_error
from reference_impl.memory import activation_bytes


@pytest.fixture(scope="module")
def points():
    return spirals(60, 3, np.random.default_rng(1))


def test_l4_the_quadratic_loss_waits_and_cross_entropy_does_not():
    curves = neurons.slow_neuron()
    assert curves["quadratic"][100] > 0.9
    assert curves["cross_entropy"][100] < 0.05


def test_n9_a_softmax_over_z_and_0_is_the_sigmoid_of_z():
    z = np.array([-800.0, -2.0, 0.0, 0.5, 800.0])
    assert_allclose(neurons.two_class_softmax(z), sigmoid_forward(z)[0])


def test_n8_a_stack_of_linear_neurons_is_one_linear_neuron(rng):
    layers = [(rng.standard_normal((out, into)), rng.standard_normal(out)) for into, out in ((3, 5), (5, 4), (4, 2))]
    x = h = rng.standard_normal((6, 3))
    for W, b in layers:
        h, _ = linear_forward(h, W, b)
    assert_allclose(linear_forward(x, *neurons.one_linear_neuron(layers))[0], h)


def test_n8_the_criterion_decides_what_hidden_units_become(rng):
    x = np.linspace(-1, 1, 40)[:, None]
    shapes = {"W": (3, 1), "b": (3,), "theta": (1, 3), "c": (1,)}
    start = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    (bump, left), (step, left_too) = (neurons.stacked_regressions(start, x, t) for t in (x**2, np.sign(x)))
    assert max(left, left_too) < 0.2
    assert np.abs(bump - step).max() > 0.5


def test_i4_small_weights_vanish_and_large_ones_explode():
    vanishing = neurons.gradient_highway(np.full(4, 0.01), 1.0)
    assert vanishing[0] < 1e-6 * vanishing[-1]
    exploding = neurons.gradient_highway(np.full(6, 100.0), 1.0, b=np.array([-100.0, *[-50.0] * 5]))
    assert exploding[0] > 1e7 * exploding[-1]
    assert neurons.gradient_highway(np.full(6, 100.0), 0.01, "relu")[0] > 1e7


def test_i1_i9_xavier_and_he_keep_signals_alive(rng):
    stds, norms = depth.signal_statistics("xavier normal", "tanh", rng)
    assert stds[-1] > 0.2 * stds[0]
    assert 0.1 < norms[0] / norms[-1] < 10
    assert depth.signal_statistics("he normal", "relu", rng)[0][-1] > 0.3
    assert depth.signal_statistics("normal 0.01", "relu", rng)[0][-1] < 1e-8
    assert depth.signal_statistics("normal 1", "relu", rng)[0][-1] > 1e6
    assert not depth.signal_statistics("zero", "relu", rng)[1].any()


def test_i9_densities_integrate_to_one(rng):
    bins = np.linspace(-1, 1, 21)
    densities = depth.activation_densities("normal 1", "tanh", rng, bins)
    assert_allclose(densities.sum(axis=1) * 0.1, 1)
    assert densities[-1, [0, -1]].min() > densities[-1, 10]  # saturated: all mass at the ends


def test_i5_the_gap_opens_with_dropout_only(rng):
    assert depth.symmetry_gap(rng, 0.0).max() < 1e-12
    assert depth.symmetry_gap(rng, 0.5)[-1] > 0.01


def test_i10_relu_learns_faster_than_sigmoid(points):
    def last(activation):
        curve = depth.learning_curve(
            activation, points, optimizers.momentum_step, 0.05, 25, np.random.default_rng(3), depth=3
        )
        return curve[-10:].mean()

    assert last("relu") < 0.7 * last("sigmoid")


def test_i13_good_starts_learn_and_a_zero_start_does_not(points):
    def fall(init):
        rng = np.random.default_rng(3)
        curve = depth.learning_curve("tanh", points, optimizers.momentum_step, 0.02, 25, rng, init=init)
        return curve[-10:].mean() / curve[:10].mean()

    assert fall("xavier normal") < 0.85
    assert min(fall("zero"), fall("normal 0.01")) > 0.97


@pytest.fixture(scope="module")
def small_digits():
    """800 digits of 7 by 7 points, every feature with mean 0 and variance about 1."""
    images, y, _, _ = digits()
    x = images[:800, 0].reshape(800, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(800, 49).astype(float)
    return (x - x.mean(axis=0)) / (x.std(axis=0) + 0.05), y[:800]


def test_d3_side_losses_level_the_gradients_of_a_stack_of_sigmoids(small_digits):
    for alpha, low, high in ((0.0, 0, 2e-3), (1.0, 0.1, 30)):
        gradients = supervision.gradients_in_training(small_digits, np.random.default_rng(0), alpha, epochs=6)
        for rows in gradients[:2]:
            early, late = rows[:30].mean(axis=0), rows[-30:].mean(axis=0)
            for layers in (early, late):
                assert low < layers[0] / layers[-2] < high


def test_d2_the_side_classifier_of_the_lectures_lenet_reads_the_first_pool():
    shapes = {name: value.shape for name, value in supervision.side_lenet_params(np.random.default_rng(0)).items()}
    lenet = {name: value.shape for name, value in lenet_params(np.random.default_rng(0)).items()}
    assert shapes == lenet | {"side_w": (10, 20 * 12 * 12), "side_b": (10,)}


def test_d3_test_errors_come_in_three_kinds_from_the_same_starts():
    x, y, _, _ = digits()
    found = supervision.errors_on_test_data((x[:100], y[:100]), (x[100:200], y[100:200]), 2, maps=(2, 3), units=10)
    assert [len(errors) for errors in found.values()] == [2, 2, 2]
    assert all(0 <= error <= 1 for errors in found.values() for error in errors)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_d3_a_stack_of_other_units_is_level_by_itself(small_digits, activation):
    weights, _, _ = supervision.gradients_in_training(
        small_digits, np.random.default_rng(0), 0.0, activation, lr=0.02, epochs=2
    )
    assert 0.2 < weights[:, 0].mean() / weights[:, -2].mean() < 5


def test_d2_a_lenet_with_a_side_classifier_learns_and_a_fading_weight_lets_go(monkeypatch):
    x, y, _, _ = digits()
    seen = []
    original = supervision.side_lenet_loss
    monkeypatch.setattr(
        supervision, "side_lenet_loss", lambda p, x, y, alpha: seen.append(alpha) or original(p, x, y, alpha)
    )
    rng = np.random.default_rng(0)
    start = supervision.side_lenet_params(rng, maps=(4, 6), units=20)
    params = supervision.train_side_lenet((x[:200], y[:200]), 0.5, rng, start, epochs=4, lr=0.1, fading=True)
    assert seen == [0.5] * 4 + [0.375] * 4 + [0.25] * 4 + [0.125] * 4
    learned, guessed = (lenet_training.accuracy(p, x[:200], y[:200]) for p in (params, start))
    assert learned > guessed + 0.2


def test_o1_smooth_noisy_and_in_between(rng):
    paths = descent.batch_paths(rng)
    assert_allclose(paths["mini-batch"][-1], paths["optimum"], atol=0.5)
    turns = {}
    for name in ("batch", "mini-batch", "stochastic"):
        steps = np.diff(paths[name], axis=0)
        unit = steps / np.linalg.norm(steps, axis=1, keepdims=True)
        turns[name] = (unit[1:] * unit[:-1]).sum(axis=1).mean()
    assert turns["batch"] > turns["mini-batch"] > turns["stochastic"]


def test_o3_momentum_gets_through_the_valley():
    paths = descent.valley_paths()
    assert np.linalg.norm(paths["momentum"][-1]) < 0.1 * np.linalg.norm(paths["gradient descent"][-1])
    assert_allclose(descent.terminal_speed(np.array([3.0, 4.0]), 0.1, 0.9)[-1], 5.0, rtol=1e-6)


def test_o11_a_smaller_rate_tames_the_jump_and_costs_time():
    longest, left = descent.smaller_rates_at_the_cliff()
    assert longest[0] > 3 > 1.1 > longest[1] > 9 * longest[2]
    assert left[0] < left[1] < left[2]


def test_o12_a_rare_feature_wants_a_rate_of_its_own(rng):
    errors = descent.rare_feature_errors(rng)
    assert errors["one rate"][0] < 0.1 < 0.4 < errors["one rate"][1]
    assert (errors["a rate for each"] < 0.2).all()


def test_o13_shares_of_past_gradients():
    shares = descent.velocity_shares(0.9, 200)
    assert shares[0] == pytest.approx(0.1)
    assert shares.sum() == pytest.approx(1)
    assert shares[:10].sum() == pytest.approx(1 - 0.9**10)


def test_o14_small_batches_leave_a_poor_minimum(rng):
    assert descent.share_that_escapes(rng, 64) == 0
    assert descent.share_that_escapes(rng, 2) > 0.4
    slope = (descent.double_well(-0.5 + 1e-6) - descent.double_well(-0.5 - 1e-6)) / 2e-6
    assert slope == pytest.approx(4 * -0.5 * (0.25 - 1) - 0.3)


def test_o9_clipping_survives_the_cliff():
    paths = descent.cliff_paths()
    length = {name: np.linalg.norm(np.diff(path, axis=0), axis=1).max() for name, path in paths.items()}
    assert length["none"] > 3
    assert length["norm"] <= 0.2 + 1e-12
    assert length["value"] <= 0.2 * np.sqrt(2) + 1e-12
    w = np.array([0.95, 0.3])
    h = 1e-6
    slopes = [(descent.cliff(w + h * e) - descent.cliff(w - h * e)) / (2 * h) for e in np.eye(2)]
    assert_allclose(descent.cliff_gradient(w), slopes, rtol=1e-6)


def test_o8_step_sizes(rng):
    predicted, actual = neurons.chain_step_sizes(np.full(4, 1.2), 1.0, 0.5, np.array([1e-6, 0.01, 0.3]))
    assert_allclose(actual[0], predicted[0], rtol=1e-3)
    assert abs(actual[2] - predicted[2]) > 0.1 * abs(predicted[2])


def test_r2_training_error_falls_and_validation_error_turns():
    train, validation = np.mean(
        [generalisation.complexity_errors(np.random.default_rng(seed), range(10), lam=1e-9) for seed in range(10)],
        axis=0,
    )
    assert (np.diff(train) < 1e-6).all()
    assert 0 < validation.argmin() < 9
    assert validation[-1] > 2 * validation.min()


def test_r5_l1_sets_to_zero_and_l2_does_not():
    l2, l1 = generalisation.norm_paths(np.array([1.0, 4.0]), np.array([0.5, 2.0]), [0.0, 0.3, 1.0])
    assert_allclose(l2[0], l1[0])
    assert l1[-1, 0] == 0 < l2[-1, 0]


def test_r13_each_of_three_factors_closes_the_gap(rng):
    gaps = generalisation.factor_gaps(rng)
    assert max(gaps[name] for name in gaps if name != "as it is") < 0.5 * gaps["as it is"]


def test_r14_a_simple_model_moves_little():
    w = np.array([3.0, 0.0, -4.0])
    assert generalisation.how_simple(w) == (2, 5.0, 5.0)
    assert generalisation.how_simple(np.zeros(3)) == (0, 0.0, 0.0)


def test_r15_l2_prefers_diffuse_weights_and_l1_does_not_care():
    assert generalisation.peaky_and_diffuse() == {"peaky": (1, 1, 1), "diffuse": (1, 0.25, 1)}


def test_r16_fewer_units_or_more_data_close_the_gap(rng):
    def draw(n, rng):
        x, y = moons(n, 0.3, rng)
        return np.concatenate([x, rng.normal(size=(n, 10))], axis=1), y

    gaps = generalisation.capacity_or_data(draw, rng)
    assert gaps["more data"] < 0.5 * gaps["as it is"]
    assert gaps["fewer hidden units"] < gaps["as it is"]


def test_r9_sampled_masks_converge_to_the_exact_average(rng):
    running, exact = generalisation.ensemble_convergence(rng.random(8), rng.random(8), 0.5, 20_000, rng)
    assert_allclose(running[-1], exact, rtol=0.02)


def test_bn5_normalised_inputs_keep_a_sigmoid_straight(rng):
    raw, normalised = generalisation.sigmoid_linear_share(4.0, rng)
    assert normalised > 0.98 > raw


def test_bn7_less_sensitive_to_bad_initial_weights(points, rng):
    plain, normalised = generalisation.batchnorm_curves(points, rng, 0.5, std=0.001, epochs=5)
    assert normalised[-20:].mean() < 0.9 * plain[-20:].mean()


def test_graphs_step_forward_then_backward():
    steps = list(computation_graph.toy().steps({"x": -2.0, "y": 5.0, "z": -4.0}))
    assert [step.node for step in steps] == ["x", "y", "z", "q", "f", "f", "q", "z", "y", "x"]
    assert [step.value for step in steps] == [-2, 5, -4, 3, -12, 1, -4, 3, -4, -4]
    assert steps[5].to_inputs == (("q", -4.0), ("z", 3.0))


def test_graphs_add_up_gradients_of_a_node_used_twice():
    graph = Graph((Node("x"), Node("f", MULTIPLY, ("x", "x"))))
    assert graph.gradients({"x": 3.0}) == (9.0, {"f": 1.0, "x": 6.0})


def test_graphs_of_matrices_and_of_a_neuron():
    _, grads = computation_graph.quadratic().gradients(
        {"W": np.array([[0.1, 0.5], [-0.3, 0.8]]), "x": np.array([0.2, 0.4])}
    )
    assert_allclose(grads["W"], [[0.088, 0.176], [0.104, 0.208]])
    a, grads = computation_graph.neuron().gradients({"w": 0.5, "x": 2.0, "b": 0.1})
    assert_allclose(grads["w"], a * (1 - a) * 2.0)


@pytest.mark.parametrize(
    "nodes",
    [
        (Node("f", ADD, ("x", "y")),),
        (Node("x"), Node("x")),
    ],
)
def test_graphs_out_of_order_are_refused(nodes):
    with pytest.raises(ValueError, match="node"):
        Graph(nodes)


def test_graphs_want_all_their_inputs():
    with pytest.raises(ValueError, match="the graph's inputs are x, y, z, got x"):
        computation_graph.toy().gradients({"x": 1.0})


def line_loss(params, x, y):
    loss, d = squared_error(x * params["w"], y)
    return loss, {"w": (d * x).sum(keepdims=True).reshape(1)}


def test_loop_calls_back_schedules_and_stops(rng):
    x = rng.standard_normal((10, 1))
    seen = []
    params, history = watched_training.fit(
        {"w": np.zeros(1)}, line_loss, (x, 3 * x), lambda w, g, s, lr: (w - lr * g, s), lambda k: 0.1 / (k + 1), 5, 4,
        rng, callbacks=[seen.append, lambda progress: progress.iteration == 6],
    )  # fmt: skip
    assert history.stopped
    assert len(seen) == len(history.losses) == 7
    assert [progress.last_of_epoch for progress in seen] == [False, False, True] * 2 + [False]
    assert_allclose(history.rates, 0.1 / np.arange(1, 8))
    assert seen[-1].params["w"] == params["w"]


def test_loop_scales_the_rate_of_a_parameter(rng):
    data = (np.ones((4, 1)), np.ones((4, 1)))
    step = lambda w, g, s, lr: (w - lr * g, s)  # noqa: E731
    single, _ = watched_training.fit({"w": np.zeros(1)}, line_loss, data, step, 0.1, 1, 4, rng)
    double, _ = watched_training.fit({"w": np.zeros(1)}, line_loss, data, step, 0.1, 1, 4, rng, lr_scale={"w": 2})
    assert_allclose(double["w"], 2 * single["w"])


def test_lenet_learns_a_few_digits():
    x, y, _, _ = digits()
    params, history = lenet_training.train_lenet((x[:256], y[:256]), epochs=3, lr=0.02, batch_size=32, shift=0)
    assert np.mean(history.losses[-4:]) < 0.6 * history.losses[0]
    assert lenet_training.accuracy(params, x[:256], y[:256]) > 0.6


@pytest.mark.parametrize("sizes", [(300, 400, 200, 350, 10), (50, 600), (700, 20, 20, 300)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("training", [True, False])
def test_b12_what_is_computed_is_what_is_measured(sizes, dtype, training, rng):
    params = {}
    for layer, (inputs, outputs) in enumerate(pairwise(sizes), start=1):
        params |= {f"W{layer}": rng.normal(size=(outputs, inputs)), f"b{layer}": rng.normal(size=outputs)}
    params, x = {key: value.astype(dtype) for key, value in params.items()}, rng.normal(size=(256, sizes[0]))
    computed = activation_bytes(params, x.astype(dtype), training)
    measured = measured_memory.measured_bytes(params, x.astype(dtype), training)
    assert 0 <= measured - computed < 10_000


def test_progress_bar_ends_with_its_line():
    stream = io.StringIO()
    bar = lenet_training.ProgressBar(2, stream)
    for iteration in range(2):
        bar(watched_training.Progress(iteration, 0, 0.5, 0.1, iteration == 1, {}))
    assert stream.getvalue().endswith("\n")
    assert "2/2  loss 0.5000" in stream.getvalue()
