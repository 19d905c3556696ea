"""Gradients against HIPS autograd, which differentiates NumPy code: a second, independent oracle."""

import numpy as np
import pytest

from reference_impl import (
    activations,
    batchnorm,
    convolution,
    deep_supervision,
    dropout,
    linear,
    losses,
    networks,
    worked_examples,
)
from reference_impl.curvature import chain_step
from tests.reference_impl.oracles.compare import assert_agrees

autograd = pytest.importorskip("autograd", reason="autograd is an optional oracle")
anp = pytest.importorskip("autograd.numpy", reason="autograd is an optional oracle")

ORACLE = "autograd"

RNG = np.random.default_rng(8)
Y = np.array([0, 4, 2, 1, 3])
X, W, B, DZ = (RNG.standard_normal(shape) for shape in ((5, 3), (4, 3), (4,), (5, 4)))


def cross_entropy(z, y=Y):
    return -(z - anp.log(anp.sum(anp.exp(z), axis=1, keepdims=True)))[np.arange(len(y)), y].mean()


def check(function, arguments, expected):
    """The gradients that autograd finds by each argument are the expected ones."""
    for i, gradient in enumerate(expected):
        assert_agrees(gradient, autograd.grad(function, i)(*arguments))


def test_toy_graph():
    value, gradients = worked_examples.toy_graph(-2.0, 5.0, -4.0)
    assert value == -12
    check(lambda x, y, z: (x + y) * z, (-2.0, 5.0, -4.0), gradients)


def test_quadratic_form():
    _, dW, dx = worked_examples.quadratic_form(W, X[0])
    check(lambda W, x: anp.sum(anp.dot(W, x) ** 2), (W, X[0]), (dW, dx))


def test_linear():
    gradients = linear.linear_backward(DZ, linear.linear_forward(X, W, B)[1])
    check(lambda x, W, b: anp.sum((anp.dot(x, W.T) + b) * DZ), (X, W, B), gradients)


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("sigmoid", lambda x: 1 / (1 + anp.exp(-x))),
        ("tanh", anp.tanh),
        ("relu", lambda x: anp.maximum(x, 0)),
        ("leaky_relu", lambda x: anp.where(x > 0, x, 0.01 * x)),
        ("elu", lambda x: anp.where(x > 0, x, anp.exp(x) - 1)),
    ],
)
def test_activations(name, formula):
    h, cache = getattr(activations, f"{name}_forward")(DZ)
    assert_agrees(h, formula(DZ))
    gradient = getattr(activations, f"{name}_backward")(np.ones_like(h), cache)
    check(lambda x: anp.sum(formula(x)), (DZ,), (gradient,))


def test_losses():
    z = RNG.standard_normal((5, 5))
    check(cross_entropy, (z,), (losses.softmax_cross_entropy(z, Y)[1],))
    check(lambda a: anp.sum((a - DZ) ** 2) / 5, (2 * DZ,), (losses.squared_error(2 * DZ, DZ)[1],))
    check(lambda a: anp.mean((a - DZ) ** 2), (2 * DZ,), (losses.mse(2 * DZ, DZ)[1],))
    check(lambda a: anp.mean(anp.abs(a - DZ)), (2 * DZ,), (losses.mae(2 * DZ, DZ)[1],))
    targets = np.array([0, 1, 1, 0, 1])

    def binary(z):
        a = 1 / (1 + anp.exp(-z))
        return -anp.mean(targets * anp.log(a) + (1 - targets) * anp.log(1 - a))

    check(binary, (z[0],), (losses.binary_cross_entropy(z[0], targets)[1],))


def test_batchnorm():
    gamma, beta = RNG.standard_normal((2, 4))
    running = {"mean": np.zeros(4), "var": np.ones(4)}
    _, cache, _ = batchnorm.batchnorm_forward(DZ, gamma, beta, running, True)
    weights = RNG.standard_normal(DZ.shape)

    def formula(x, gamma, beta):
        mu = anp.mean(x, axis=0)
        x_hat = (x - mu) / anp.sqrt(anp.mean((x - mu) ** 2, axis=0) + 1e-5)
        return anp.sum((gamma * x_hat + beta) * weights)

    check(formula, (DZ, gamma, beta), batchnorm.batchnorm_backward(weights, cache))


def test_convolution():
    from autograd.scipy.signal import convolve

    x, w, b = (RNG.standard_normal(shape) for shape in ((2, 3, 7, 6), (4, 3, 3, 2), (4,)))
    out, cache = convolution.conv2d_forward(x, w, b)
    dout = RNG.standard_normal(out.shape)

    def formula(x, w, b):
        axes = ([2, 3], [2, 3])
        flipped = w[:, :, ::-1, ::-1]
        z = convolve(x, flipped, axes=axes, dot_axes=([1], [1]), mode="valid")
        return anp.sum((z + b[None, :, None, None]) * dout)

    check(formula, (x, w, b), convolution.conv2d_backward(dout, cache))


def mlp(W1, b1, W2, b2, x=X, masks=(1.0, 1.0)):
    return anp.dot(anp.maximum(anp.dot(x * masks[0], W1.T) + b1, 0) * masks[1], W2.T) + b2


MLP = dict(zip(("W1", "b1", "W2", "b2"), map(RNG.standard_normal, ((6, 3), (6,), (5, 6), (5,))), strict=True))


def test_mlp():
    _, grads = networks.mlp_loss(MLP, X, Y, 0.3)

    def formula(*params):
        return cross_entropy(mlp(*params)) + 0.15 * (anp.sum(params[0] ** 2) + anp.sum(params[2] ** 2))

    check(formula, tuple(MLP.values()), tuple(grads[name] for name in MLP))


def test_dropout_mlp():
    _, grads = dropout.dropout_mlp_loss(MLP, X, Y, 0.2, 0.5, 0.0, np.random.default_rng(1), True)
    rng = np.random.default_rng(1)
    masks = (rng.random((5, 3)) >= 0.2) / 0.8, (rng.random((5, 6)) >= 0.5) / 0.5
    check(
        lambda *params: cross_entropy(mlp(*params, masks=masks)),
        tuple(MLP.values()),
        tuple(grads[name] for name in MLP),
    )


def test_deep():
    params = {**MLP, "W3": RNG.standard_normal((2, 5)), "b3": RNG.standard_normal(2)}
    out, cache = networks.deep_forward(params, X, "tanh")
    dout = RNG.standard_normal(out.shape)

    def formula(W1, b1, W2, b2, W3, b3):
        h = anp.tanh(anp.dot(anp.tanh(anp.dot(X, W1.T) + b1), W2.T) + b2)
        return anp.sum((anp.dot(h, W3.T) + b3) * dout)

    grads = networks.deep_backward(dout, cache)
    check(formula, tuple(params.values()), tuple(grads[name] for name in params))


def test_deeply_supervised_mlp():
    side = {"S1": RNG.standard_normal((5, 6)), "c1": RNG.standard_normal(5)}
    _, grads = deep_supervision.deeply_supervised_mlp(MLP | side, X, Y, [0.4])

    def formula(W1, b1, W2, b2, S1, c1):
        h = anp.maximum(anp.dot(X, W1.T) + b1, 0)
        return cross_entropy(mlp(W1, b1, W2, b2)) + 0.4 * cross_entropy(anp.dot(h, S1.T) + c1)

    check(formula, tuple((MLP | side).values()), tuple(grads[name] for name in MLP | side))


def test_linear_chain():
    w, x, y, eps = np.array([0.5, 1.5, -0.7]), 1.2, 0.4, 0.05

    def loss(w):
        return (x * w[0] * w[1] * w[2] - y) ** 2

    g = autograd.grad(loss)(w)
    predicted, actual = chain_step(w, x, y, eps)
    assert_agrees(np.array([predicted, actual]), [-eps * (g @ g), loss(w - eps * g) - loss(w)])
