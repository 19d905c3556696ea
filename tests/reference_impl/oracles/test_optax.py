"""Optimisers, losses and schedules against optax: a second oracle for what is not differentiated."""

import numpy as np
import pytest

from reference_impl import clipping, losses, optimizers, schedules
from tests.reference_impl.oracles.compare import assert_agrees

jax = pytest.importorskip("jax", reason="jax is an optional oracle")
optax = pytest.importorskip("optax", reason="optax is an optional oracle")

ORACLE = "optax"

CASES = {
    "sgd": (lambda w, g, s: (optimizers.sgd_step(w, g, 0.1), None), lambda: optax.sgd(0.1)),
    "momentum": (
        lambda w, g, s: optimizers.momentum_step(w, g, s, 0.1, alpha=0.8),
        lambda: optax.sgd(0.1, momentum=0.8),
    ),
    # optax has its epsilon inside AdaGrad's root: compared without one
    "adagrad": (
        lambda w, g, s: optimizers.adagrad_step(w, g, s, 0.1, delta=0),
        lambda: optax.adagrad(0.1, initial_accumulator_value=0.0, eps=0.0),
    ),
    "rmsprop": (
        lambda w, g, s: optimizers.rmsprop_step(w, g, s, 0.01, rho=0.95, delta=1e-6),
        lambda: optax.rmsprop(0.01, decay=0.95, eps=1e-6, eps_in_sqrt=False),
    ),
    "adam": (
        lambda w, g, s: optimizers.adam_step(w, g, s, 0.01, 0.8, 0.99, 1e-6),
        lambda: optax.adam(0.01, b1=0.8, b2=0.99, eps=1e-6),
    ),
    "adamw": (
        lambda w, g, s: optimizers.adamw_step(w, g, s, 0.01, 0.8, 0.99, 1e-6, lam=0.3),
        lambda: optax.adamw(0.01, b1=0.8, b2=0.99, eps=1e-6, weight_decay=0.3),
    ),
}


@pytest.fixture(autouse=True)
def double_precision():
    with jax.enable_x64(True):
        yield


@pytest.mark.parametrize("name", CASES)
def test_twenty_steps(name):
    ours, theirs = CASES[name]
    rng = np.random.default_rng(9)
    w, state = rng.standard_normal((3, 4)), None
    optimizer, expected = theirs(), jax.numpy.asarray(w)
    memory = optimizer.init(expected)
    for step in range(20):
        g = rng.standard_normal((3, 4))
        w, state = ours(w, g, state)
        updates, memory = optimizer.update(jax.numpy.asarray(g), memory, expected)
        expected = optax.apply_updates(expected, updates)
        assert_agrees(w, expected, name=f"step {step + 1}")


def test_global_norm_clipping_has_no_epsilon():
    rng = np.random.default_rng(10)
    grads = {"a": rng.standard_normal((3, 4)), "b": rng.standard_normal(5)}
    clip = optax.clip_by_global_norm(0.5)
    expected, _ = clip.update(grads, clip.init(grads))
    clipped, norm = clipping.clip_by_norm(grads, 0.5)
    assert_agrees(norm, optax.global_norm(grads))
    for name in grads:
        assert_agrees(clipped[name], expected[name])


def test_cross_entropies():
    rng = np.random.default_rng(11)
    z, y = 10 * rng.standard_normal((6, 4)), rng.integers(0, 4, 6)
    expected = optax.softmax_cross_entropy_with_integer_labels(z, y).mean()
    assert_agrees(losses.softmax_cross_entropy(z, y)[0], expected)
    targets = (y > 1).astype(float)
    expected = optax.sigmoid_binary_cross_entropy(z[:, 0], targets).mean()
    assert_agrees(losses.binary_cross_entropy(z[:, 0], targets)[0], expected)


def test_linear_decay():
    schedule = optax.linear_schedule(0.5, 0.005, 30)
    got = [schedules.linear_decay(k, 0.5, 0.005, 30) for k in range(40)]
    assert_agrees(np.array(got), [float(schedule(k)) for k in range(40)])


@pytest.mark.parametrize("smooth", [0.0, 0.2, 1.0])
def test_label_smoothing(smooth):
    rng = np.random.default_rng(12)
    z, y = 10 * rng.standard_normal((6, 4)), rng.integers(0, 4, 6)
    targets = optax.smooth_labels(jax.nn.one_hot(y, 4, dtype=float), smooth)
    expected, gradient = jax.value_and_grad(lambda z: optax.softmax_cross_entropy(z, targets).mean())(z)
    loss, dz = losses.label_smoothing_cross_entropy(z, y, smooth)
    assert_agrees(loss, expected)
    assert_agrees(dz, gradient)


@pytest.mark.parametrize("warmup", [0, 1, 7])
def test_warmup_and_cosine(warmup):
    """Theirs climbs from 0 where ours has already taken its first step."""
    fall = optax.cosine_decay_schedule(0.5, 30 - warmup, alpha=0.02 / 0.5)
    climb = optax.linear_schedule(0.0, 0.5, max(warmup, 1))
    got = [schedules.warmup_cosine(k, 0.5, 0.02, warmup, 30) for k in range(40)]
    expected = [float(climb(k + 1) if k < warmup else fall(k - warmup)) for k in range(40)]
    assert_agrees(np.array(got), expected)
