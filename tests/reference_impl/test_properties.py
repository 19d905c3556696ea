"""Properties that hold for all inputs, and gradients along random directions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from reference_impl import (
    activations,
    augmentation,
    batchnorm,
    clipping,
    convolution,
    deep_supervision,
    dropout,
    layernorm,
    losses,
    model_selection,
    networks,
    optimizers,
    pooling,
    residual,
    schedules,
    sigmoid_neuron,
    signals,
    symmetry,
    training,
)

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(1, 6)
fast = settings(max_examples=30, deadline=None)


def directional(f, x, rng, h=1e-6):
    """Derivative of f at x along a random direction, and that direction."""
    v = rng.standard_normal(x.shape)
    return (f(x + h * v) - f(x - h * v)) / (2 * h), v


@fast
@given(seeds, sizes, sizes, st.sampled_from([1.0, 100.0, 1e4]))
def test_softmax_sums_to_one_and_ignores_a_shift(seed, n, k, scale):
    z = scale * np.random.default_rng(seed).standard_normal((n, k))
    p = losses.softmax(z)
    assert_allclose(p.sum(axis=1), 1)
    assert_allclose(losses.softmax(z + 1000.0), p, atol=1e-9)
    loss, dz = losses.softmax_cross_entropy(z, np.zeros(n, int))
    assert np.isfinite(loss)
    assert loss >= 0
    assert_allclose(dz.sum(axis=1), 0, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_binary_cross_entropy_is_finite_for_the_largest_logits(dtype):
    largest = np.finfo(dtype).max
    z, y = np.array([largest, -largest, -largest, largest], dtype), np.array([1, 0, 1, 0])
    loss, dz = losses.binary_cross_entropy(z, y)
    assert_allclose(loss, largest / 2)
    assert_allclose(dz, [0, 0, -0.25, 0.25])


def test_binary_cross_entropy_keeps_the_small_losses_of_sure_answers():
    z, y = np.array([40.0, -40.0]), np.array([1, 0])
    assert_allclose(losses.binary_cross_entropy(z, y)[0], np.exp(-40.0), rtol=1e-12)
    assert_allclose(sigmoid_neuron.neuron_gradient(40.0, 0.0, 1.0, 1.0, "cross_entropy")[0], np.exp(-40.0), rtol=1e-12)


def test_the_absolute_error_has_slope_zero_where_the_prediction_is_right():
    _, dy_hat = losses.mae(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 1.0]))
    assert_allclose(dy_hat, [0, -1 / 3, 1 / 3])


@fast
@given(seeds, st.sampled_from(["sigmoid", "tanh", "relu", "leaky_relu", "elu"]))
def test_activations_are_differentiated(seed, name):
    rng = np.random.default_rng(seed)
    x = 3 * rng.standard_normal((4, 3))
    x[np.abs(x) < 1e-3] = 1.0
    forward, backward = getattr(activations, f"{name}_forward"), getattr(activations, f"{name}_backward")
    h, cache = forward(x)
    dx = backward(np.ones_like(h), cache)
    slope, v = directional(lambda u: forward(u)[0].sum(), x, rng)
    assert_allclose((dx * v).sum(), slope, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "elu"])
def test_activations_do_not_overflow(name):
    h, cache = getattr(activations, f"{name}_forward")(np.array([-1e4, 0.0, 1e4]))
    assert np.isfinite(h).all()
    assert np.isfinite(getattr(activations, f"{name}_backward")(np.ones(3), cache)).all()


@fast
@given(seeds, st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2))
def test_convolution_is_linear_and_its_gradient_is_its_transpose(seed, kh, kw, stride, pad):
    rng = np.random.default_rng(seed)
    x, w, b = rng.standard_normal((2, 3, 6, 5)), rng.standard_normal((4, 3, kh, kw)), rng.standard_normal(4)
    out, cache = convolution.conv2d_forward(x, w, b, stride, pad)
    assert out.shape == (2, 4, (6 + 2 * pad - kh) // stride + 1, (5 + 2 * pad - kw) // stride + 1)
    dout = rng.standard_normal(out.shape)
    dx, dw, db = convolution.conv2d_backward(dout, cache)
    without_bias = out - b[:, None, None]
    assert_allclose((dx * x).sum(), (without_bias * dout).sum(), rtol=1e-9, atol=1e-9)
    assert_allclose((dw * w).sum(), (without_bias * dout).sum(), rtol=1e-9, atol=1e-9)
    assert_allclose(db, dout.sum(axis=(0, 2, 3)))


@fast
@given(seeds, st.integers(1, 3), st.integers(1, 3))
def test_pooling_hands_on_every_gradient_exactly_once(seed, size, stride):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 3, (2, 3, 7, 6)).astype(float)  # few values, many ties
    out, cache = pooling.max_pool_forward(x, size, stride)
    dout = rng.standard_normal(out.shape)
    dx = pooling.max_pool_backward(dout, cache)
    assert_allclose(dx.sum(axis=(2, 3)), dout.sum(axis=(2, 3)), atol=1e-12)
    assert_allclose((dx * x).sum(), (dout * out).sum(), atol=1e-9)


def test_the_first_of_equal_maxima_wins():
    _, cache = pooling.max_pool_forward(np.ones((1, 1, 2, 3)), 2, 1)
    dx = pooling.max_pool_backward(np.array([[[[1.0, 2.0]]]]), cache)
    assert_allclose(dx, [[[[1, 2, 0], [0, 0, 0]]]])


@fast
@given(seeds, st.integers(2, 8), sizes)
def test_batchnorm_steps_of_the_slides_give_the_same_gradients(seed, n, d):
    rng = np.random.default_rng(seed)
    x, dout, gamma, beta = (rng.standard_normal(shape) for shape in ((n, d), (n, d), (d,), (d,)))
    running = {"mean": np.zeros(d), "var": np.ones(d)}
    out, cache, _ = batchnorm.batchnorm_forward(x, gamma, beta, running, True)
    slides = batchnorm.batchnorm_backward_by_steps(dout, x, gamma)
    got = batchnorm.batchnorm_backward(dout, cache)
    for ours, name in zip(got, ("dx", "dgamma", "dbeta"), strict=True):
        scale = np.abs(slides[name]).max() + 1
        assert_allclose(ours, slides[name], atol=1e-6 * scale)
    assert_allclose(out.mean(axis=0), beta, atol=1e-9)


def test_a_batch_of_one_in_training_gives_beta():
    beta = np.array([1.0, -2.0])
    running = {"mean": np.zeros(2), "var": np.ones(2)}
    out, cache, _ = batchnorm.batchnorm_forward(np.array([[5.0, 7.0]]), np.ones(2), beta, running, True)
    assert_allclose(out, [beta])
    assert_allclose(batchnorm.batchnorm_backward(np.ones((1, 2)), cache)[0], 0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_layernorm_of_a_single_feature_gives_beta_and_keeps_nothing_of_x(dtype, rng):
    x, gamma, beta = rng.standard_normal((5, 1)).astype(dtype), np.array([3.0], dtype), np.array([-2.0], dtype)
    out, cache = layernorm.layernorm_forward(x, gamma, beta)
    dx, dgamma, dbeta = layernorm.layernorm_backward(np.ones_like(x), cache)
    assert (out == -2.0).all()
    assert not dx.any()
    assert (dgamma, dbeta) == (0, 5)


def test_layernorm_finds_the_variance_of_a_row_far_from_zero(rng):
    x = rng.standard_normal((4, 50)).astype(np.float32)
    out, _ = layernorm.layernorm_forward(x + np.float32(1000), np.ones(50, np.float32), np.zeros(50, np.float32))
    expected, _ = layernorm.layernorm_forward(x, np.ones(50, np.float32), np.zeros(50, np.float32))
    assert_allclose(out, expected, atol=1e-3)


def test_a_block_whose_last_weights_are_zero_hands_everything_on(rng):
    x, dout = rng.standard_normal((2, 4, 3))
    out, cache = residual.residual_forward(x, rng.standard_normal((5, 3)), np.zeros(5), np.zeros((3, 5)), np.zeros(3))
    assert (out == x).all()
    assert (residual.residual_backward(dout, cache)[0] == dout).all()


def test_decay_of_adamw_does_not_depend_on_the_gradient(rng):
    w, g = rng.standard_normal((2, 6))
    for scale in (1e-3, 1.0, 1e3):
        plain, _ = optimizers.adam_step(w, scale * g, None, 0.1)
        decayed, _ = optimizers.adamw_step(w, scale * g, None, 0.1, lam=0.5)
        assert_allclose(plain - decayed, 0.05 * w)


def test_the_warm_up_meets_the_cosine_and_both_meet_the_end():
    eps = [schedules.warmup_cosine(k, 1.0, 0.1, 4, 12) for k in range(16)]
    assert_allclose(eps[:6], [0.25, 0.5, 0.75, 1.0, 1.0, 0.1 + 0.45 * (1 + np.cos(np.pi / 8))])
    assert eps[8] == pytest.approx(0.55)
    assert eps[12:] == [0.1] * 4


@fast
@given(seeds, sizes, sizes, st.sampled_from([1.0, 100.0, 1e4]), st.floats(0, 1))
def test_smoothed_targets_are_still_probabilities(seed, n, k, scale, smooth):
    z = scale * np.random.default_rng(seed).standard_normal((n, k))
    y = np.zeros(n, int)
    loss, dz = losses.label_smoothing_cross_entropy(z, y, smooth)
    assert_allclose(dz.sum(axis=1), 0, atol=1e-12)
    sure = losses.softmax_cross_entropy(z, y)[0]
    spread = np.mean([losses.softmax_cross_entropy(z, np.full(n, c))[0] for c in range(k)])
    assert_allclose(loss, (1 - smooth) * sure + smooth * spread, rtol=1e-9, atol=1e-12)


def test_spatial_batchnorm_is_batchnorm_over_pixels(rng):
    x = rng.standard_normal((3, 4, 5, 2))
    running = {"mean": np.zeros(4), "var": np.ones(4)}
    out, _, new = batchnorm.spatial_batchnorm_forward(x, np.ones(4), np.zeros(4), running, True)
    assert_allclose(out.mean(axis=(0, 2, 3)), 0, atol=1e-12)
    assert_allclose(new["var"], 0.9 + 0.1 * x.var(axis=(0, 2, 3)))


@fast
@given(seeds, st.floats(0, 0.9))
def test_dropout_scales_what_it_keeps(seed, p):
    x = np.ones((20, 10))
    out, cache = dropout.dropout_forward(x, p, np.random.default_rng(seed), True)
    assert_allclose(np.unique(out)[np.unique(out) > 0], 1 / (1 - p))
    assert_allclose(dropout.dropout_backward(x, cache), out)
    assert_allclose(dropout.plain_dropout(x, p, np.random.default_rng(seed), True) / (1 - p), out)


def test_dropout_keeps_the_mean_and_draws_every_unit_for_itself(rng):
    out, _ = dropout.dropout_forward(np.ones((400, 500)), 0.3, rng, True)
    assert abs(out.mean() - 1) < 0.01
    assert abs((out == 0).mean(axis=0) - 0.3).max() < 0.1
    assert abs((out == 0).mean(axis=1) - 0.3).max() < 0.1


def test_monte_carlo_average_comes_near_the_test_pass(rng):
    mean, std = dropout.monte_carlo_predict(
        lambda x, rng: dropout.dropout_forward(x, 0.5, rng, True)[0], np.ones((3, 4)), 4000, rng
    )
    assert_allclose(mean, 1, atol=0.1)
    assert_allclose(std, 1, atol=0.1)


@fast
@given(seeds, st.integers(2, 12), st.data())
def test_folds_are_a_partition(seed, n, data):
    k = data.draw(st.integers(2, n))
    folds = model_selection.kfold_indices(n, k, np.random.default_rng(seed))
    assert len(folds) == k
    assert sorted(np.concatenate([validation for _, validation in folds])) == list(range(n))
    sizes = [len(validation) for _, validation in folds]
    assert max(sizes) - min(sizes) <= 1
    for train, validation in folds:
        assert sorted([*train, *validation]) == list(range(n))


@fast
@given(seeds, st.integers(0, 9), st.integers(1, 5))
def test_an_epoch_sees_every_example_once(seed, n, size):
    x, y = np.arange(n), np.arange(n) * 10
    batches = list(training.minibatches(x, y, size, np.random.default_rng(seed)))
    assert sorted(np.concatenate([batch for batch, _ in batches])) == list(range(n)) if n else not batches
    assert all((labels == 10 * batch).all() for batch, labels in batches)
    assert all(len(batch) == size for batch, _ in batches[:-1])


@fast
@given(seeds, st.floats(0.01, 10))
def test_clipping_by_norm_keeps_the_direction(seed, max_norm):
    rng = np.random.default_rng(seed)
    grads = {"a": rng.standard_normal((3, 2)), "b": rng.standard_normal(4)}
    clipped, norm = clipping.clip_by_norm(grads, max_norm)
    length = np.sqrt(sum((g**2).sum() for g in clipped.values()))
    assert_allclose(length, min(norm, max_norm))
    for name in grads:
        assert_allclose(clipped[name] * norm, grads[name] * length)


def test_clipping_by_value_turns_the_gradient():
    clipped = clipping.clip_by_value(np.array([10.0, 0.5]), -1.0, 1.0)
    assert_allclose(clipped, [1, 0.5])


def test_norms_do_not_overflow_in_float32(rng):
    """Entries of 3e19 have squares that float32 cannot hold; so has the lecture's own product of 100 matrices."""
    large = np.full((2, 3), 3e19, np.float32)
    clipped, norm = clipping.clip_by_norm({"a": large}, 2.0)
    assert norm == pytest.approx(3e19 * 6**0.5)
    assert_allclose(clipped["a"], 2 / 6**0.5, rtol=1e-6)
    M, *factors = rng.normal(0, 1, (101, 4, 4)).astype(np.float32)
    assert 1e19 < signals.matrix_product_norms(M, np.array(factors))[-1] < np.inf
    x, weights, dout = large[:, :2] * np.float32([[1], [2]]), [np.eye(2, dtype=np.float32)], np.ones((2, 2), np.float32)
    assert_allclose(signals.activation_std(x, weights, "relu"), 1.5e19, rtol=1e-6)
    assert_allclose(signals.gradient_norms(x, weights, "relu", dout), 1.8e20, rtol=1e-6)


@pytest.mark.parametrize("wide", [np.float64(0.5), 0.5])
def test_float32_stays_float32_beside_a_float64_hyperparameter(wide, rng):
    g, x = np.ones((2, 2), np.float32), np.ones((4, 3), np.float32)
    trained = symmetry.train_from_constant(x, np.arange(4) % 2, 3, wide, wide, 2, wide, rng)
    for array in (
        clipping.clip_by_value(g, -wide, wide),
        clipping.clip_by_norm({"a": g}, wide)[0]["a"],
        *trained.values(),
    ):
        assert array.dtype == np.float32


def test_layers_are_called_by_what_stands_between_prefix_and_suffix():
    grads = {"conv1_w": np.float64([-1, 3]), "conv1_b": np.ones(2), "fc_w": np.float64([[2], [-2]]), "W10": np.zeros(3)}
    assert deep_supervision.mean_abs_gradients(grads) == {"10": 0.0}
    assert deep_supervision.mean_abs_gradients(grads, "", "_w") == {"conv1": 2.0, "fc": 2.0}
    assert deep_supervision.mean_abs_gradients(grads, "conv1", "") == {"_w": 2.0, "_b": 1.0}
    huge = {"W1": np.full(9, -3e38, np.float32)}
    assert deep_supervision.mean_abs_gradients(huge)["1"] == pytest.approx(3e38)


def test_side_losses_fade_in_a_straight_line_and_stay_away():
    assert [deep_supervision.decay_alpha(0.8, epoch, 4) for epoch in range(7)] == pytest.approx(
        [0.8, 0.6, 0.4, 0.2, 0, 0, 0]
    )


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_side_losses_add_their_gradients_to_those_of_the_plain_stack(activation, rng):
    params = {"W1": (4, 3), "b1": (4,), "W2": (5, 4), "b2": (5,), "W3": (6, 5), "b3": (6,)}
    sides = {"S1": (6, 4), "c1": (6,), "S2": (6, 5), "c2": (6,)}
    params = {name: rng.standard_normal(shape) for name, shape in (params | sides).items()}
    x, y = rng.standard_normal((7, 3)), rng.integers(0, 6, 7)
    main = {name: value for name, value in params.items() if name not in sides}
    out, cache = networks.deep_forward(main, x, activation)
    loss, dout = losses.softmax_cross_entropy(out, y)
    plain = networks.deep_backward(dout, cache) | {name: np.zeros(shape) for name, shape in sides.items()}

    def run(*alphas):
        return deep_supervision.deeply_supervised_mlp(params, x, y, alphas, activation)

    assert run(0, 0)[0] == pytest.approx(loss)
    for name, grad in run(0, 0)[1].items():
        assert_allclose(grad, plain[name], atol=1e-12)
        both, first, second = (run(*alphas)[1][name] for alphas in ((0.3, 0.7), (1, 0), (0, 1)))
        assert_allclose(both, plain[name] + 0.3 * (first - plain[name]) + 0.7 * (second - plain[name]), atol=1e-12)


def test_a_network_stays_the_same_function_when_its_hidden_units_change_places(rng):
    params = {"W1": rng.standard_normal((4, 3)), "b1": rng.standard_normal(4)}
    params |= {"W2": rng.standard_normal((2, 4)), "b2": rng.standard_normal(2)}
    x, order = rng.standard_normal((6, 3)), [2, 0, 3, 1]
    permuted = symmetry.permute_hidden(params, order)
    for activation in ("relu", "tanh"):
        outs = [networks.deep_forward(p, x, activation)[0] for p in (params, permuted)]
        assert_allclose(outs[0], outs[1])
    assert_allclose(permuted["W1"][0], params["W1"][2])
    back = symmetry.permute_hidden(permuted, np.argsort(order))
    assert all((back[name] == params[name]).all() for name in params)


def test_clipping_nothing_and_zeros():
    clipped, norm = clipping.clip_by_norm({"a": np.zeros(3)}, 1.0)
    assert norm == 0
    assert_allclose(clipped["a"], 0)


def test_states_are_not_shared_between_parameters(rng):
    """Two parameters trained together move as they would alone."""
    g = {"a": rng.standard_normal(3), "b": rng.standard_normal((2, 2))}
    params = {"a": np.ones(3), "b": np.ones((2, 2))}
    data = (np.zeros((6, 1)), np.zeros(6))
    for step in (optimizers.momentum_step, optimizers.adagrad_step, optimizers.rmsprop_step, optimizers.adam_step):
        both, history = training.train(params, lambda p, x, y: (0.5, g), data, step, 0.1, 2, 4, rng)
        w, state = params["a"], None
        for _ in range(4):
            w, state = step(w, g["a"], state, 0.1)
        assert_allclose(both["a"], w)
        assert_allclose(history, [0.5] * 4)


@pytest.mark.parametrize("name", ["adagrad_step", "rmsprop_step", "adam_step"])
def test_without_delta_a_parameter_that_has_felt_nothing_stays(name):
    w, g, state = np.array([1.0, 2.0]), np.array([0.0, 3.0]), None
    for _ in range(3):
        moved, state = getattr(optimizers, name)(w, g, state, 0.1, delta=0.0)
        assert moved[0] == 1.0
        assert moved[1] < 2.0


def test_symmetry_stays_without_dropout_and_opens_with_it(rng):
    x, y = rng.standard_normal((12, 4)), np.arange(12) % 3
    same = symmetry.train_from_constant(x, y, 5, 0.1, 0.5, 20, 0.0, rng)
    apart = symmetry.train_from_constant(x, y, 5, 0.1, 0.5, 20, 0.5, rng)
    assert symmetry.hidden_unit_gap(same) < 1e-12 < 1e-3 < symmetry.hidden_unit_gap(apart)
    assert np.ptp(same["W1"]) > 0.01  # it does learn


def test_augmented_images_are_shifted_images(rng):
    images = rng.standard_normal((30, 2, 5, 4))
    shifted = augmentation.augment(images, rng, shift=2)
    padded = np.pad(images, ((0, 0), (0, 0), (2, 2), (2, 2)))
    found = set()
    for n in range(30):
        match = [(i, j) for i in range(5) for j in range(5)
                 if (padded[n, :, i : i + 5, j : j + 4] == shifted[n]).all()]  # fmt: skip
        assert match
        found.add(match[0])
    assert len(found) > 10
    assert_allclose(augmentation.augment(images, rng, shift=0), images)


def test_cross_validation_finds_the_degree(rng):
    x = rng.uniform(-1, 1, 60)
    y = 1 - 2 * x + 3 * x**3 + rng.normal(0, 0.05, 60)
    degree, errors = model_selection.choose_degree(x, y, [1, 2, 3, 9], 1e-6, 5, rng)
    assert degree == 3
    assert errors.shape == (4,)
    assert errors[2] == errors.min() < 0.01


def test_of_equal_errors_the_lowest_degree_wins(rng):
    degree, errors = model_selection.choose_degree(np.ones(6), np.zeros(6), [4, 2, 3], 0.1, 3, rng)
    assert degree == 2
    assert_allclose(errors, 0)


@pytest.mark.parametrize(
    ("errors", "verdict"),
    [
        ((0.5, 0.6, 0.3), "underfitting"),
        ((0.1, 0.6, 0.3), "overfitting"),
        ((0.1, 0.3, 0.3), "good"),
        ((0.3, 0.6, 0.3), "good"),
    ],
)
def test_diagnosis(errors, verdict):
    assert model_selection.diagnose_fit(*errors) == verdict
