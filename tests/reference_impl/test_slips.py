"""The slips of the lectures: for each the slide's formula is shown wrong, and ours right."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from reference_impl import batchnorm, cnn, convolution, curvature, dropout, losses, optimizers, penalties, symmetry
from reference_impl.gradients import numerical_gradient
from reference_impl.initialization import he_normal, xavier_normal
from reference_impl.networks import mlp_loss
from reference_impl.signals import activation_std, gradient_norms, matrix_product_norms

RNG = np.random.default_rng(30)


def test_dropout_at_test_time_it_is_training_that_is_smaller():
    """SUT: E_test = 0.5 E_train. Right: E_train = (1 - p) E_test without scaling."""
    w, x, p = np.array([1.0, 3.0]), np.array([2.0, 1.0]), 0.5
    masks = np.array([[1, 1], [1, 0], [0, 1], [0, 0]])
    e_train, e_test = (masks @ (w * x)).mean(), w @ x
    assert e_test != 0.5 * e_train
    assert e_train == (1 - p) * e_test == w @ dropout.plain_dropout(x, p, None, False)
    assert_allclose(dropout.exact_average(w, x, p)[0], e_test)


def test_he_counts_the_inputs_of_a_layer_and_not_its_own_units():
    """SUT: variance 2 / n^[l]. Right: 2 / fan_in."""
    x = RNG.standard_normal((400, 400))
    widths = [400, 200, 100, 50]
    shapes = list(zip(widths[1:], widths[:-1], strict=True))
    right = activation_std(x, [he_normal(shape, RNG) for shape in shapes], "relu")
    slide = activation_std(x, [RNG.normal(0, np.sqrt(2 / rows), (rows, columns)) for rows, columns in shapes], "relu")
    assert 0.5 < right[-1] < 1.5
    assert slide[-1] > 2 * right[-1]


def test_running_averages_are_averaged_and_no_gradient_reaches_them():
    """SUT: trainable parameters. Right: buffers."""
    x, gamma, beta = RNG.standard_normal((6, 3)), np.ones(3), np.zeros(3)
    running = {"mean": np.zeros(3), "var": np.ones(3)}
    outs = [
        batchnorm.batchnorm_forward(x, gamma, beta, {"mean": running["mean"] + shift, "var": running["var"]}, True)[0]
        for shift in (0.0, 1.0)
    ]
    assert_allclose(outs[0], outs[1])  # in training the output does not depend on them: nothing to learn by
    _, _, new = batchnorm.batchnorm_forward(x, gamma, beta, running, True)
    assert_allclose(new["mean"], 0.1 * x.mean(axis=0))
    assert_allclose(new["var"], 0.9 + 0.1 * x.var(axis=0))


def test_folding_needs_gamma():
    """SUT: leaves out gamma."""
    W, b, gamma, beta, x = (RNG.standard_normal(shape) for shape in ((4, 3), (4,), (4,), (4,), (6, 3)))
    running = {"mean": RNG.standard_normal(4), "var": RNG.random(4) + 0.5}
    expected = batchnorm.batchnorm_forward(x @ W.T + b, gamma, beta, running, False)[0]
    folded_W, folded_b = batchnorm.fold_batchnorm(W, b, gamma, beta, running)
    assert_allclose(x @ folded_W.T + folded_b, expected)
    s = np.sqrt(running["var"] + 1e-5)
    assert not np.allclose(x @ (W / s[:, None]).T + (b - running["mean"]) / s + beta, expected)


def test_the_penalty_lam_w_squared_has_the_gradient_2_lam_w():
    """SUT: penalty lam w^2. The course takes lam / 2, whose gradient is lam w."""
    w, lam = RNG.standard_normal(4), 0.3
    slide = numerical_gradient(lambda v: lam * (v**2).sum(), w)
    assert_allclose(slide, 2 * lam * w)
    value, grads = penalties.l2_penalty({"w": w}, lam)
    assert_allclose(grads["w"], lam * w)
    assert_allclose(value, lam / 2 * w @ w)
    assert_allclose(penalties.elastic_net({"w": w}, lam, 1.0)[1]["w"], 2 * lam * w + lam * np.sign(w))


def test_adam_with_the_slides_constants_is_slower_and_forgets():
    """EECS498: rho_2 = 0.9, step 1e-4. Usual: 0.999, 1e-3; both can be given."""
    w = np.ones(1)
    usual, _ = optimizers.adam_step(w, w, None)
    slide, state = optimizers.adam_step(w, w, None, lr=1e-4, rho2=0.9)
    assert_allclose([w - usual, w - slide], [[1e-3], [1e-4]], rtol=1e-6)
    for _ in range(50):
        _, state = optimizers.adam_step(w, 0 * w, state, rho2=0.9)
    assert state[1] < 0.001  # after 50 steps the square of the first gradient is all but forgotten


def test_the_second_order_term_has_eps_squared():
    """EECS498: one slide has g^T H g / 2 without eps^2."""
    A = RNG.standard_normal((3, 3))
    H, g, eps = A @ A.T, RNG.standard_normal(3), 0.1
    theta = np.linalg.solve(H, g)
    real = ((theta - eps * g) @ H @ (theta - eps * g) - theta @ H @ theta) / 2
    assert_allclose(curvature.predicted_change(g, H, eps), real)
    assert not np.isclose(-eps * g @ g + g @ H @ g / 2, real)


@pytest.mark.parametrize("H", [np.zeros((2, 2)), np.diag([1.0, -4.0])])
def test_without_positive_curvature_no_finite_step_is_best(H):
    """EECS498: optimal step g^T g for zero curvature."""
    g = np.ones(2)
    assert curvature.best_step(g, H) == np.inf
    assert curvature.predicted_change(g, H, 2 * (g @ g)) < curvature.predicted_change(g, H, g @ g)


def test_dropout_drops_units_by_a_mask_on_activations():
    """EECS498: "select weights to update". Right: a dropped unit is dropped whole, for one example."""
    x = np.ones((50, 8))
    out, cache = dropout.dropout_forward(x, 0.5, np.random.default_rng(1), True)
    assert out.shape == x.shape
    assert len(np.unique(out, axis=0)) > 10  # each example has its own mask
    dW = np.ones((50, 3)).T @ out  # the gradient of the next layer's weights sees every weight
    assert (dW != 0).all()
    assert_allclose(dropout.dropout_backward(x, cache), out)


def test_weights_gradient_has_the_activation_and_not_its_derivative():
    """CIS680: dL/dW_ij = f'(z_j) dL/dz_i. Right: f(z_j)."""
    from reference_impl.networks import deep_backward, deep_forward

    params = {
        "W1": RNG.standard_normal((4, 3)),
        "b1": np.zeros(4),
        "W2": RNG.standard_normal((2, 4)),
        "b2": np.zeros(2),
    }
    x, dout = RNG.standard_normal((5, 3)), RNG.standard_normal((5, 2))
    grads = deep_backward(dout, deep_forward(params, x, "sigmoid")[1])
    numerical = numerical_gradient(
        lambda W: (deep_forward(params | {"W2": W}, x, "sigmoid")[0] * dout).sum(), params["W2"]
    )
    a = 1 / (1 + np.exp(-x @ params["W1"].T))
    assert_allclose(grads["W2"], numerical, rtol=1e-6)
    assert_allclose(grads["W2"], dout.T @ a)
    assert not np.allclose(dout.T @ (a * (1 - a)), numerical)


def test_convolution_goes_back_through_the_flipped_kernel():
    """CIS680, a nuance: "sum of kernel times gradient" holds for a true convolution, ours is a cross-correlation."""
    x, w = RNG.standard_normal((1, 1, 5, 5)), RNG.standard_normal((1, 1, 3, 3))
    out, cache = convolution.conv2d_forward(x, w, np.zeros(1))
    dout = RNG.standard_normal(out.shape)
    dx, _, _ = convolution.conv2d_backward(dout, cache)
    full = convolution.conv2d_forward(dout, w[:, :, ::-1, ::-1], np.zeros(1), pad=2)[0]
    unflipped = convolution.conv2d_forward(dout, w, np.zeros(1), pad=2)[0]
    numerical = numerical_gradient(lambda v: (convolution.conv2d_forward(v, w, np.zeros(1))[0] * dout).sum(), x)
    assert_allclose(dx, numerical, rtol=1e-6, atol=1e-9)
    assert_allclose(full, dx)
    assert not np.allclose(unflipped, dx)


def test_the_pool_takes_part_in_steps_5_and_7():
    """CIS680 goes from a layer straight to the f below it. Right: multiplied by the routing of the max in between."""
    shapes = {"g1": (3, 1, 3, 3), "g2": (4, 3, 3, 3), "W1": (5, 4), "W2": (2, 5)}
    params = {name: RNG.standard_normal(shape) for name, shape in shapes.items()}
    x, y = RNG.standard_normal((6, 1, 10, 10)), RNG.integers(2, size=6)
    _, grads = cnn.cnn_loss(params, x, y)
    for name in ("g1", "g2"):
        numerical = numerical_gradient(lambda v, name=name: cnn.cnn_loss({**params, name: v}, x, y)[0], params[name])
        assert_allclose(grads[name], numerical, rtol=1e-5, atol=1e-8)


def test_when_gradients_vanish_the_layers_near_the_output_learn_faster():
    """CIS680: "the deepest hidden layers learn faster"; meant are those near the output."""
    weights = [RNG.normal(0, 0.5, (10, 10)) for _ in range(6)]
    norms = gradient_norms(RNG.standard_normal((20, 10)), weights, "sigmoid", np.ones((20, 10)) / 20)
    assert (np.diff(norms) > 0).all()
    assert norms[-1] > 100 * norms[0]


def test_xavier_keeps_gradients_with_tanh_and_loses_them_with_a_sigmoid():
    """SUT: "works on logistic". Right: the slope 1/4 breaks the derivation, which counts on a slope of 1."""
    weights = [xavier_normal((100, 100), RNG) for _ in range(10)]
    x, dout = RNG.standard_normal((2, 200, 100))
    ratio = {}
    for activation in ("sigmoid", "tanh"):
        norms = gradient_norms(x, weights, activation, dout)
        ratio[activation] = norms[-1] / norms[0]
    assert 1e5 < ratio["sigmoid"] < 1e6
    assert 0.5 < ratio["tanh"] < 2


def test_equal_rows_need_equal_outgoing_weights_too():
    """CS316, EE628: a constant W1 keeps all its elements equal. Right: rows, and only with equal outgoing weights."""
    x, y = RNG.standard_normal((12, 4)), np.arange(12) % 3
    W1 = symmetry.train_from_constant(x, y, 5, 0.3, 0.5, 20, 0.0, RNG)["W1"]
    assert np.ptp(W1, axis=0).max() < 1e-12 < 1e-3 < np.ptp(W1, axis=1).min()
    params = {"W1": np.full((5, 4), 0.3), "b1": np.zeros(5), "W2": RNG.standard_normal((3, 5)), "b2": np.zeros(3)}
    assert np.ptp(mlp_loss(params, x, y, 0.0)[1]["W1"], axis=0).max() > 1e-3


def test_dropout_breaks_the_symmetry_only_of_units_that_are_alive():
    """EE628: "dropout would break symmetry". Right: not from 0 with ReLU, where no gradient flows."""
    x, y = RNG.random((12, 4)), np.arange(12) % 3
    gaps = [
        symmetry.hidden_unit_gap(symmetry.train_from_constant(x, y, 5, value, 0.5, 20, 0.5, RNG))
        for value in (0.3, 0.0, -0.3)
    ]
    assert gaps[0] > 1e-2
    assert gaps[1:] == [0, 0]


def test_from_zero_weights_only_the_output_biases_move():
    """SUT: "each neuron learns the same feature". Right: with ReLU (or tanh) and zero weights none learns anything."""
    x, y = RNG.standard_normal((12, 4)), np.array([0] * 8 + [1] * 4)
    params = symmetry.train_from_constant(x, y, 5, 0.0, 0.5, 20, 0.0, RNG)
    assert not any(params[name].any() for name in ("W1", "b1", "W2"))
    assert params["b2"].all()


def test_from_layer_l_to_the_output_there_are_L_minus_l_matrices():
    """CS316: a product of L - 1 matrices. Right: M^(L) ... M^(l+1), L - l of them."""
    weights = [np.full((1, 1), 2.0) for _ in range(7)]  # one linear unit a layer: each matrix is the number 2
    norms = gradient_norms(np.ones((1, 1)), weights, "relu", np.ones((1, 1)))
    for layer, norm in enumerate(norms, start=1):
        h_before = 2.0 ** (layer - 1)
        assert norm / h_before == 2.0 ** (7 - layer)
    product = matrix_product_norms(np.ones((1, 1)), np.array(weights[2:]))
    assert product[-1] == norms[1] / 2.0  # for l = 2 of L = 7: five factors


def test_a_softmax_directly_on_sigmoids_is_never_sure():
    """EECS498: softmax directly on h = f(.). Right: a linear layer between, behind which any is reached."""
    surest = np.eye(10)[:1]
    assert losses.softmax(surest).max() < 0.232  # one sigmoid at its 1, nine at their 0
    assert losses.softmax(20 * surest).max() > 0.999
