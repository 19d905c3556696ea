"""Layers and losses against PyTorch: forward, and every gradient."""

import numpy as np
import pytest

from reference_impl import (
    activations,
    batchnorm,
    convolution,
    dropout,
    layernorm,
    linear,
    losses,
    pooling,
    residual,
)
from reference_impl.losses import softmax_cross_entropy
from tests.reference_impl.oracles.compare import assert_agrees

torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle")
F = torch.nn.functional

ORACLE = "PyTorch"

DTYPES = [np.float64, np.float32]


@pytest.fixture(params=DTYPES, ids=["float64", "float32"])
def dtype(request):
    return request.param


@pytest.fixture
def draw(dtype):
    rng = np.random.default_rng(0)
    return lambda *shape, scale=1.0: (scale * rng.standard_normal(shape)).astype(dtype)


def tensors(*arrays):
    return [torch.tensor(a, requires_grad=True) for a in arrays]


def gradients(out, inputs, dout):
    return [g.numpy() for g in torch.autograd.grad(out, inputs, torch.tensor(dout))]


def test_linear(draw, dtype):
    x, W, b, dz = draw(7, 4), draw(5, 4), draw(5), draw(7, 5)
    z, cache = linear.linear_forward(x, W, b)
    leaves = tensors(x, W, b)
    out = F.linear(*leaves)
    assert_agrees(z, out.detach(), dtype)
    for got, expected in zip(linear.linear_backward(dz, cache), gradients(out, leaves, dz), strict=True):
        assert_agrees(got, expected, dtype)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "elu"])
def test_activations(name, draw, dtype):
    x, dh = draw(6, 5, scale=4), draw(6, 5)
    x[0, 0] = 0
    h, cache = getattr(activations, f"{name}_forward")(x)
    (leaf,) = tensors(x)
    out = getattr(F, name)(leaf) if name not in ("sigmoid", "tanh") else getattr(torch, name)(leaf)
    assert_agrees(h, out.detach(), dtype)
    assert_agrees(getattr(activations, f"{name}_backward")(dh, cache), gradients(out, [leaf], dh)[0], dtype)


@pytest.mark.parametrize("scale", [1, 30])
def test_softmax_cross_entropy(scale, draw, dtype):
    z, y = draw(8, 5, scale=scale), np.array([0, 4, 1, 1, 2, 3, 0, 2])
    loss, dz = softmax_cross_entropy(z, y)
    (leaf,) = tensors(z)
    out = F.cross_entropy(leaf, torch.tensor(y))
    out.backward()
    assert_agrees(loss, out.item(), dtype)
    assert_agrees(dz, leaf.grad, dtype)
    assert_agrees(losses.softmax(z), torch.softmax(leaf, 1).detach(), dtype)


def test_softmax_jacobian(draw, dtype):
    z = draw(5)
    p = losses.softmax(z[None])[0]
    jacobian = torch.autograd.functional.jacobian(lambda v: torch.softmax(v, 0), torch.tensor(z))
    assert_agrees(losses.softmax_jacobian(p), jacobian, dtype)


@pytest.mark.parametrize("smooth", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("scale", [1, 30])
def test_label_smoothing(smooth, scale, draw, dtype):
    z, y = draw(8, 5, scale=scale), np.array([0, 4, 1, 1, 2, 3, 0, 2])
    loss, dz = losses.label_smoothing_cross_entropy(z, y, smooth)
    (leaf,) = tensors(z)
    out = torch.nn.CrossEntropyLoss(label_smoothing=smooth)(leaf, torch.tensor(y))
    out.backward()
    assert_agrees(loss, out.item(), dtype)
    assert_agrees(dz, leaf.grad, dtype)


@pytest.mark.parametrize("shape", [(7, 4), (1, 6)], ids=str)
def test_layernorm(shape, draw, dtype):
    x, gamma, beta, dout = draw(*shape), draw(shape[1]), draw(shape[1]), draw(*shape)
    out, cache = layernorm.layernorm_forward(x, gamma, beta, eps=1e-3)
    layer = torch.nn.LayerNorm(shape[1], eps=1e-3, dtype=torch.tensor(x).dtype)
    layer.weight.data, layer.bias.data = torch.tensor(gamma), torch.tensor(beta)
    (leaf,) = tensors(x)
    expected = layer(leaf)
    assert_agrees(out, expected.detach(), dtype)
    right = gradients(expected, [leaf, layer.weight, layer.bias], dout)
    for got, wanted in zip(layernorm.layernorm_backward(dout, cache), right, strict=True):
        assert_agrees(got, wanted, dtype)


def test_residual_block(draw, dtype):
    given = draw(7, 3), draw(6, 3), draw(6), draw(3, 6), draw(3)
    dout = draw(7, 3)
    out, cache = residual.residual_forward(*given)
    x, W1, b1, W2, b2 = leaves = tensors(*given)
    expected = x + F.linear(torch.relu(F.linear(x, W1, b1)), W2, b2)
    assert_agrees(out, expected.detach(), dtype)
    dx, grads = residual.residual_backward(dout, cache)
    got = [dx, *(grads[name] for name in ("W1", "b1", "W2", "b2"))]
    for ours, theirs in zip(got, gradients(expected, leaves, dout), strict=True):
        assert_agrees(ours, theirs, dtype)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("mse", lambda a, t: F.mse_loss(a, t)),
        ("mae", lambda a, t: F.l1_loss(a, t)),
        ("squared_error", lambda a, t: F.mse_loss(a, t, reduction="sum") / len(a)),
    ],
)
def test_regression_losses(ours, theirs, draw, dtype):
    t_hat, t = draw(6, 3), draw(6, 3)
    t_hat[1, 1] = t[1, 1]
    loss, gradient = getattr(losses, ours)(t_hat, t)
    (leaf,) = tensors(t_hat)
    out = theirs(leaf, torch.tensor(t))
    out.backward()
    assert_agrees(loss, out.item(), dtype)
    assert_agrees(gradient, leaf.grad, dtype)


def test_binary_cross_entropy(draw, dtype):
    z, y = draw(9, scale=20), np.array([0, 1, 1, 0, 1, 0, 0, 1, 1])
    loss, dz = losses.binary_cross_entropy(z, y)
    (leaf,) = tensors(z)
    out = F.binary_cross_entropy_with_logits(leaf, torch.tensor(y.astype(dtype)))
    out.backward()
    assert_agrees(loss, out.item(), dtype)
    assert_agrees(dz, leaf.grad, dtype)


@pytest.mark.parametrize(("stride", "pad"), [(1, 0), (1, 2), (2, 1), (3, 0)])
def test_convolution(stride, pad, draw, dtype):
    x, w, b = draw(2, 3, 9, 8), draw(4, 3, 3, 2), draw(4)
    out, cache = convolution.conv2d_forward(x, w, b, stride, pad)
    leaves = tensors(x, w, b)
    expected = F.conv2d(*leaves, stride=stride, padding=pad)
    assert_agrees(out, expected.detach(), dtype)
    dout = draw(*out.shape)
    for got, right in zip(convolution.conv2d_backward(dout, cache), gradients(expected, leaves, dout), strict=True):
        assert_agrees(got, right, dtype)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 2), (3, 1), (2, 3)])
def test_max_pool(size, stride, draw, dtype):
    x = np.round(draw(2, 3, 9, 8), 0)  # rounded, so that windows have ties
    out, cache = pooling.max_pool_forward(x, size, stride)
    (leaf,) = tensors(x)
    expected = F.max_pool2d(leaf, size, stride)
    assert_agrees(out, expected.detach(), dtype)
    dout = draw(*out.shape)
    assert_agrees(pooling.max_pool_backward(dout, cache), gradients(expected, [leaf], dout)[0], dtype)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("shape", [(7, 4), (3, 4, 5, 2)])
def test_batchnorm(shape, training, draw, dtype):
    spatial = "spatial_" if len(shape) == 4 else ""
    x, gamma, beta, dout = draw(*shape), draw(4), draw(4), draw(*shape)
    running = {"mean": draw(4), "var": draw(4) ** 2 + 1}
    forward = getattr(batchnorm, f"{spatial}batchnorm_forward")
    out, cache, new = forward(x, gamma, beta, running, training, momentum=0.8)
    leaves = tensors(x, gamma, beta)
    mean, var = torch.tensor(running["mean"]), torch.tensor(running["var"])
    expected = F.batch_norm(leaves[0], mean, var, leaves[1], leaves[2], training, momentum=0.2)
    assert_agrees(out, expected.detach(), dtype)
    backward = getattr(batchnorm, f"{spatial}batchnorm_backward")
    for got, right in zip(backward(dout, cache), gradients(expected, leaves, dout), strict=True):
        assert_agrees(got, right, dtype)
    n = x.size // 4
    unbiased = running["var"] + (new["var"] - running["var"]) * (n / (n - 1) if training else 1)
    if training:  # PyTorch keeps the unbiased variance, we the biased one
        batch = (new["var"] - 0.8 * running["var"]) / dtype(0.2)
        unbiased = 0.8 * running["var"] + 0.2 * batch * (n / (n - 1))
    assert_agrees(new["mean"], mean, dtype)
    assert_agrees(unbiased.astype(dtype), var, dtype)


def test_dropout_gradient(draw, dtype):
    x, dout = draw(6, 5), draw(6, 5)
    out, cache = dropout.dropout_forward(x, 0.4, np.random.default_rng(1), True)
    mask = torch.tensor((np.random.default_rng(1).random(x.shape) >= 0.4).astype(dtype))
    (leaf,) = tensors(x)
    expected = leaf * mask / 0.6
    assert_agrees(out, expected.detach(), dtype)
    assert_agrees(dropout.dropout_backward(dout, cache), gradients(expected, [leaf], dout)[0], dtype)


def test_folded_batchnorm(draw, dtype):
    W, b, x = draw(5, 4), draw(5), draw(7, 4)
    norm = torch.nn.BatchNorm1d(5, dtype=torch.tensor(x).dtype).eval()
    with torch.no_grad():
        for value in (norm.weight, norm.bias, norm.running_mean):
            value.copy_(torch.tensor(draw(5)))
        norm.running_var.copy_(torch.tensor(draw(5) ** 2 + 0.5))
        running = {"mean": norm.running_mean.numpy(), "var": norm.running_var.numpy()}
        folded = batchnorm.fold_batchnorm(W, b, norm.weight.numpy(), norm.bias.numpy(), running)
        expected = norm(F.linear(*map(torch.tensor, (x, W, b))))
    assert_agrees(linear.linear_forward(x, *folded)[0], expected, dtype)
