"""The lectures' worked examples, closed forms and orders of magnitude."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from reference_impl import (
    activations,
    curvature,
    dropout,
    early_stopping,
    initialization,
    lenet,
    losses,
    memory,
    model_selection,
    noise,
    optimizers,
    penalties,
    schedules,
    sigmoid_neuron,
    signals,
    worked_examples,
)
from reference_impl.experiments import depth

W = np.array([[0.1, 0.5], [-0.3, 0.8]])
X = np.array([0.2, 0.4])


def test_b2_the_toy_graph():
    assert worked_examples.toy_graph(-2, 5, -4) == (-12, (-4, -4, 3))


def test_b3_the_quadratic_form():
    f, dW, dx = worked_examples.quadratic_form(W, X)
    q = np.array([0.22, 0.26])
    assert_allclose(f, 0.116)
    assert_allclose(dW, [[0.088, 0.176], [0.104, 0.208]])
    assert_allclose(dx, [-0.112, 0.636])
    assert_allclose(dW, 2 * np.outer(q, X))


def test_l3_the_gradient_of_cross_entropy_is_p_minus_t():
    z, y = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]), np.array([2, 0])
    _, dz = losses.softmax_cross_entropy(z, y)
    assert_allclose(dz, (losses.softmax(z) - np.eye(3)[y]) / 2)


def test_l3_softmax_jacobian_times_minus_one_over_p_gives_it_too():
    p = losses.softmax(np.array([[1.0, 2.0, 0.5]]))[0]
    assert_allclose(np.array([0, 0, -1 / p[2]]) @ losses.softmax_jacobian(p), p - [0, 0, 1])


def test_l2_the_wish_for_a_gradient_without_sigma_prime_comes_true():
    a = activations.sigmoid_forward(1.4)[0]
    assert_allclose(sigmoid_neuron.neuron_gradient(0.7, 0.0, 2.0, 0.0, "cross_entropy")[1], (a - 0) * 2.0)
    assert_allclose(sigmoid_neuron.neuron_gradient(0.7, 0.0, 2.0, 0.0, "quadratic")[1], a * a * (1 - a) * 2.0)


def test_i2_sigma_prime_is_a_quarter_at_most():
    _, cache = activations.sigmoid_forward(np.linspace(-8, 8, 17))
    slope = activations.sigmoid_backward(np.ones(17), cache)
    assert slope.max() == slope[8] == 0.25
    assert slope[[0, -1]].max() < 4e-4


def test_i3_the_product_of_a_hundred_gaussian_matrices_lands_near_1e24():
    """The slide's result has entries around 1e22 to 1e24; the typical size is exp(100 (ln 2 + psi(2)) / 2) = 2e24."""
    exponents = [np.log10(depth.exploding_product(np.random.default_rng(seed))[-1]) for seed in range(40)]
    assert 23 < np.median(exponents) < 26
    assert min(exponents) > 19
    assert max(exponents) < 30


def test_i3_the_spread_over_draws_and_a_product_of_rank_one():
    """Median 1e25, 5 to 95% from 1e22 to 5e27; what is left of the four directions is one."""
    exponents = [np.log10(depth.exploding_product(np.random.default_rng(seed))[-1]) for seed in range(200)]
    low, middle, high = np.quantile(exponents, [0.05, 0.5, 0.95])
    assert 21 < low < 23 < 24.5 < middle < 25.5 < 27 < high < 28.5
    M, *factors = np.random.default_rng(0).normal(0, 1, (101, 4, 4))
    for factor in factors:
        M = M @ factor
    singular = np.linalg.svd(M)[1]
    assert singular[1] < 1e-10 * singular[0]


def test_i3_the_product_vanishes_on_the_other_side():
    assert depth.exploding_product(np.random.default_rng(0), std=0.3)[-1] < 1e-20


def test_i4_the_chain_explodes_where_a_bias_keeps_z_at_0():
    """w = 100 and z = 0: each further factor is 100 / 4 = 25; without the bias the chain is saturated and dead."""
    w, b = np.full(6, 100.0), np.array([-100.0, *[-50.0] * 5])
    dws = signals.chain_gradients(w, 1.0, b=b)
    assert_allclose(dws[1:-1] / dws[2:], 25)
    assert_allclose(dws[[0, -1]], [25.0**5 / 4, 0.5 / 4])
    assert signals.chain_gradients(w, 1.0).max() < 1e-15


def test_o2_linear_decay_from_first_to_last():
    assert schedules.linear_decay(0, 0.5, 0.005, 100) == 0.5
    assert_allclose(schedules.linear_decay(50, 0.5, 0.005, 100), 0.2525)
    assert schedules.linear_decay(100, 0.5, 0.005, 100) == schedules.linear_decay(999, 0.5, 0.005, 100) == 0.005


def test_o2_one_over_k_meets_both_conditions_and_a_constant_only_one():
    sums, squares = schedules.step_size_sums(1 / np.arange(1, 100_001))
    assert sums[-1] > sums[999] + 4
    assert squares[-1] < np.pi**2 / 6
    assert schedules.step_size_sums(np.full(1000, 0.1))[1][-1] == pytest.approx(10)


def test_o3_terminal_speed():
    g, v = np.array([3.0, 4.0]), None
    for _ in range(300):
        _, v = optimizers.momentum_step(np.zeros(2), g, v, 0.1, alpha=0.9)
    assert_allclose(np.linalg.norm(v), 0.1 * 5 / (1 - 0.9))


def test_o7_the_best_step_on_a_quadratic_lands_in_its_minimum_along_g():
    H, g = np.diag([1.0, 9.0]), np.array([1.0, 1.0])
    eps = curvature.best_step(g, H)
    assert_allclose(eps, 2 / 10)
    assert_allclose(curvature.predicted_change(g, H, eps), -0.5 * 4 / 10)
    assert curvature.predicted_change(g, H, 2 * eps) == pytest.approx(0)
    assert curvature.predicted_change(g, H, 3 * eps) > 0


def test_o8_the_promise_holds_for_small_steps_only():
    w = np.full(5, 1.5)
    predicted, actual = curvature.chain_step(w, 1.0, 0.0, 1e-9)
    assert_allclose(actual, predicted, rtol=1e-4)
    predicted, actual = curvature.chain_step(w, 1.0, 0.0, 0.05)
    assert predicted < 0 < actual


def test_n7_lenet_on_28_by_28():
    shapes = dict(lenet.lenet_shapes(28, 28))
    assert list(shapes.values()) == [(20, 24, 24), (20, 12, 12), (50, 8, 8), (50, 4, 4), (500,), (10,)]
    params = lenet.lenet_params(np.random.default_rng(0))
    assert sum(value.size for value in params.values()) == lenet.parameter_count(28, 28) == 431_080


def test_n7_weights_start_as_caffe_fills_them():
    params = lenet.lenet_params(np.random.default_rng(0), dtype=np.float64)
    for name, fan_in in (("conv1_w", 25), ("conv2_w", 500), ("fc1_w", 800), ("fc2_w", 500)):
        assert 0.98 * np.sqrt(3 / fan_in) < np.abs(params[name]).max() < np.sqrt(3 / fan_in)
        assert_allclose(params[name].var(), 1 / fan_in, rtol=0.15)
    assert not any(params[name].any() for name in params if name.endswith("_b"))


@pytest.mark.parametrize("size", [(16, 17), (28, 31, 3), (21, 40, 2)])
def test_n7_shapes_are_those_that_images_take(size):
    params = lenet.lenet_params(np.random.default_rng(0), *size)
    height, width, channels = (*size, 1)[:3]
    scores = lenet.lenet_scores(params, np.zeros((2, channels, height, width), np.float32))
    assert scores.shape == (2, 10)
    assert sum(value.size for value in params.values()) == lenet.parameter_count(*size)


def test_r4_shrinkage_along_eigenvectors():
    H, theta = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -2.0])
    factors, vectors = penalties.shrinkage_factors(H, 0.5)
    assert_allclose(penalties.l2_optimum(H, theta, 0.5), vectors @ (factors * (vectors.T @ theta)))
    values = np.linalg.eigvalsh(H)
    assert_allclose(factors, values / (values + 0.5))


def test_r4_weight_decay_is_a_step_on_the_penalised_loss():
    w, g = np.array([1.0, -2.0]), np.array([0.3, 0.1])
    _, grads = penalties.l2_penalty({"w": w}, 0.4)
    assert_allclose(penalties.weight_decay_step(w, g, 0.1, 0.4), w - 0.1 * (g + grads["w"]))


def test_r4_ridge_solves_the_normal_equations():
    rng = np.random.default_rng(1)
    A, y = rng.standard_normal((8, 3)), rng.standard_normal(8)
    expected = np.linalg.solve(A.T @ A / 8 + 0.2 * np.eye(3), A.T @ y / 8)
    assert_allclose(model_selection.ridge_fit(A, y, 0.2), expected)


def test_r5_soft_threshold():
    theta = penalties.l1_optimum(np.array([1.0, 2.0, 4.0]), np.array([0.5, -0.5, 0.1]), 0.8)
    assert_allclose(theta, [0, -0.1, 0])


def test_r7_stops_after_patience_and_keeps_the_best():
    stopper, w = early_stopping.EarlyStopping(2), {"w": np.zeros(1)}
    answers = []
    for error in (3.0, 2.0, 2.0, 2.5):
        answers.append(stopper.update(error, w))
        w["w"] += 1
    assert answers == [False, False, False, True]
    assert (stopper.best_error, stopper.best_epoch, stopper.best_params["w"][0]) == (2.0, 1, 1.0)


def test_r7_two_ways_to_reuse_the_validation_data():
    def count(params, data):
        return {"w": params["w"] + data}

    assert early_stopping.retrain({"w": 0}, count, 4, 2) == {"w": 8}
    params, epochs = early_stopping.continue_training({"w": 1}, count, lambda p: 10 - p["w"], 2, 3, 50)
    assert (params, epochs) == ({"w": 7}, 3)
    assert early_stopping.continue_training({"w": 1}, count, lambda p: 1, 2, 0, 5)[1] == 5


def test_r12_stopping_early_is_where_gradient_descent_has_got_to():
    H, theta_star, theta = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -2.0]), np.zeros(2)
    for _ in range(7):
        theta = theta - 0.1 * H @ (theta - theta_star)
    values, vectors = np.linalg.eigh(H)
    factors = early_stopping.early_stopping_factors(values, 0.1, 7)
    assert_allclose(theta, vectors @ (factors * (vectors.T @ theta_star)))


def test_r12_it_acts_like_l2():
    values = np.geomspace(1e-4, 10, 50)
    lam = early_stopping.equivalent_l2(0.01, 100)
    assert_allclose(lam, 1.0)
    stopped, decayed = early_stopping.early_stopping_factors(values, 0.01, 100), values / (values + lam)
    assert np.abs(stopped - decayed).max() < 0.21
    assert_allclose(stopped[values < 1e-3], decayed[values < 1e-3], rtol=1e-3)


def test_r9_the_exact_average_is_the_scaled_test_pass():
    rng = np.random.default_rng(2)
    w, x = rng.standard_normal((2, 9))
    mean, var = dropout.exact_average(w, x, 0.3)
    assert_allclose(mean, w @ x)
    assert_allclose(var, 0.3 / 0.7 * ((w * x) ** 2).sum())


def test_r10_input_noise_is_a_ridge_penalty():
    rng = np.random.default_rng(3)
    A = rng.standard_normal((40, 3))
    y = A @ [1.0, -2.0, 0.5] + rng.normal(0, 0.1, 40)
    noisy = noise.noisy_least_squares(A, y, 0.7, 5000, rng)
    assert_allclose(noisy, model_selection.ridge_fit(A, y, noise.equivalent_lam(0.7)), atol=0.01)
    assert np.abs(noisy - model_selection.ridge_fit(A, y, 0.0)).max() > 0.1


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        ("xavier_normal", 2 / (300 + 200)),
        ("xavier_uniform", 2 / (300 + 200)),
        ("he_normal", 2 / 300),
        ("he_uniform", 2 / 300),
        ("torch_linear_init", 1 / (3 * 300)),
    ],
)
def test_i6_i7_i8_variances(name, variance):
    weights = getattr(initialization, name)((200, 300), np.random.default_rng(4))
    assert_allclose(weights.var(), variance, rtol=0.03)
    assert abs(weights.mean()) < 0.01


def test_b12_training_takes_more_memory_than_prediction():
    params = depth.stack([10, 100, 50, 5], np.random.default_rng(5))
    x = np.zeros((8, 10))
    assert memory.activation_bytes(params, x, True) == 8 * 8 * (10 + 2 * 100 + 2 * 50 + 5)
    assert memory.activation_bytes(params, x, False) == 8 * 8 * (100 + 50)
    assert memory.activation_bytes(params, x.astype(np.float32), False) == 8 * 4 * (100 + 50)
