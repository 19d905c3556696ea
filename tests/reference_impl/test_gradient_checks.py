"""The tools that judge gradients, judged: by functions whose slopes are known, and by the reference's own layers."""

import numpy as np
import pytest

from reference_impl import activations, layernorm, linear
from reference_impl.gradients import find_broken, gradient_error

X = np.arange(1.0, 7.0).reshape(2, 3)
ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu")
W = np.random.default_rng(3).standard_normal((3, 3))


def weighted(x):
    return (X * x).sum()


@pytest.mark.parametrize(("factor", "error"), [(1, 0), (3, 0.5), (0, 1), (-1, 1), (1e9, 1)])
def test_a_gradient_that_is_off_by_a_factor_has_the_same_error_along_every_direction(factor, error, rng):
    assert gradient_error(weighted, np.zeros((2, 3)), factor * X, rng) == pytest.approx(error, abs=1e-8)


def test_one_wrong_entry_of_many_is_found(rng):
    x = rng.standard_normal(1000)
    grad = np.cos(x)
    grad[17] += 1.0
    assert (
        gradient_error(lambda v: np.sin(v).sum(), x, np.cos(x), rng)
        < 1e-6
        < 1e-4
        < gradient_error(lambda v: np.sin(v).sum(), x, grad, rng, directions=20)
    )


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_worst_direction_counts(place, rng):
    asked = []

    def f(x):
        """Slopes by the number of the direction: wrong in one of them alone."""
        k = next((k for k, seen in enumerate(asked) if np.allclose(np.abs(seen), np.abs(x))), len(asked))
        asked.extend([x] if k == len(asked) else [])
        return x.sum() * (3.0 if k == place else 1.0)

    assert gradient_error(f, np.zeros(4), np.ones(4), rng, directions=3) == pytest.approx(0.5)


def test_nothing_where_there_is_nothing_and_nan_where_there_is_nan(rng):
    nothing = np.zeros(3)
    assert gradient_error(lambda v: 1.0, X[0], nothing, rng) == 0
    assert np.isnan(gradient_error(lambda v: 1.0, X[0], np.array([0.0, np.nan, 0.0]), rng))
    assert np.isnan(gradient_error(lambda v: np.nan, X[0], nothing, rng))


def test_steps_are_not_lost_in_float32(rng):
    x = np.full(5, 100, np.float32)
    assert gradient_error(lambda v: (v**2).sum(), x, 2 * x, rng) < 1e-5
    assert gradient_error(lambda v: v**2, np.array(100, np.float32), np.array(200, np.float32), rng) < 1e-5


def own_layers(rng):
    """The reference's layers, with points on the kinks of those that have one."""
    x = np.where(rng.random((4, 3)) < 0.3, 0.0, rng.standard_normal((4, 3)))
    pairs = {name: [getattr(activations, f"{name}_{way}") for way in ("forward", "backward")] for name in ACTIVATIONS}
    layers = {name: (*pair, x) for name, pair in pairs.items()}
    gamma, beta = rng.standard_normal((2, 3))
    layers["layernorm"] = (
        lambda x: layernorm.layernorm_forward(x, gamma, beta),
        lambda dout, cache: layernorm.layernorm_backward(dout, cache)[0],
        x,
    )
    layers["linear"] = (
        lambda x: linear.linear_forward(x, W, beta),
        lambda dout, cache: linear.linear_backward(dout, cache)[0],
        x,
    )
    return layers


@pytest.mark.parametrize("seed", range(30))
def test_the_references_own_layers_are_right(seed):
    assert find_broken(own_layers(np.random.default_rng(seed)), np.random.default_rng(seed + 1000)) == []


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(
    "mistake",
    [
        lambda dx: 1.05 * dx,
        lambda dx: dx[::-1],
        lambda dx: np.where(np.arange(12).reshape(4, 3) == 5, dx + 1, dx),
        lambda dx: dx.sum(axis=0),
        lambda dx: dx[:, :, None],
        lambda dx: dx * np.nan,
        np.zeros_like,
    ],
)
def test_every_layer_with_a_mistake_is_found(mistake, seed):
    layers = own_layers(np.random.default_rng(seed))
    broken = {
        name: (forward, lambda dout, cache, backward=backward: mistake(backward(dout, cache)), x)
        for name, (forward, backward, x) in layers.items()
        if name != "relu"
    }
    assert find_broken(layers | broken, np.random.default_rng(seed)) == sorted(broken)
