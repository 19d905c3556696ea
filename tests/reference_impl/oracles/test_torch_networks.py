"""Whole networks and statistics of depth against PyTorch's autograd."""

import numpy as np
import pytest

from reference_impl import (
    batchnorm,
    cnn,
    deep_supervision,
    dropout,
    lenet,
    networks,
    penalties,
    sigmoid_neuron,
    signals,
    symmetry,
)
from tests.reference_impl.oracles.compare import assert_agrees

torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle")
F = torch.nn.functional

ORACLE = "PyTorch"
LENET_SHAPES = {
    "conv1_w": (3, 2, 3, 2), "conv1_b": (3,), "conv2_w": (4, 3, 2, 3), "conv2_b": (4,),
    "fc1_w": (6, 16), "fc1_b": (6,), "fc2_w": (5, 6), "fc2_b": (5,),
}  # fmt: skip
Y = np.array([0, 4, 2, 1, 3])


@pytest.fixture(params=[np.float64, np.float32], ids=["float64", "float32"])
def dtype(request):
    return request.param


@pytest.fixture
def draw(dtype):
    rng = np.random.default_rng(2)
    return lambda *shape: rng.standard_normal(shape).astype(dtype)


def drawn(shapes, draw):
    return {name: draw(*shape) for name, shape in shapes.items()}


def check(result, params, forward, dtype):
    """Loss and gradients of ours against those of `forward(tensors) -> loss`."""
    loss, grads = result
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
    expected = forward(leaves)
    expected.backward()
    assert_agrees(dtype(loss), expected.item(), dtype, "loss")
    assert set(grads) == set(params)
    for name in params:
        assert_agrees(grads[name], leaves[name].grad, dtype, name)


def mlp_scores(p, x):
    return F.linear(torch.relu(F.linear(x, p["W1"], p["b1"])), p["W2"], p["b2"])


def l2(p, lam):
    return lam / 2 * ((p["W1"] ** 2).sum() + (p["W2"] ** 2).sum())


MLP_SHAPES = {"W1": (6, 3), "b1": (6,), "W2": (5, 6), "b2": (5,)}


def test_mlp(draw, dtype):
    params, x = drawn(MLP_SHAPES, draw), draw(5, 3)

    def forward(p):
        return F.cross_entropy(mlp_scores(p, torch.tensor(x)), torch.tensor(Y)) + l2(p, 0.3)

    check(networks.mlp_loss(params, x, Y, 0.3), params, forward, dtype)


def test_regression_network(draw, dtype):
    shapes = {"W": (6, 3), "b": (6,), "theta": (2, 6), "c": (2,)}
    params, x, t = drawn(shapes, draw), draw(5, 3), draw(5, 2)

    def forward(p):
        t_hat = F.linear(torch.tanh(F.linear(torch.tensor(x), p["W"], p["b"])), p["theta"], p["c"])
        return F.mse_loss(t_hat, torch.tensor(t), reduction="sum") / len(t)

    check(networks.regression_network(params, x, t), params, forward, dtype)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_deep(activation, draw, dtype):
    shapes = {"W1": (6, 3), "b1": (6,), "W2": (4, 6), "b2": (4,), "W3": (2, 4), "b3": (2,)}
    params, x, dout = drawn(shapes, draw), draw(5, 3), draw(5, 2)
    out, cache = networks.deep_forward(params, x, activation)
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
    h = torch.tensor(x)
    for layer in (1, 2, 3):
        h = F.linear(h, leaves[f"W{layer}"], leaves[f"b{layer}"])
        h = getattr(torch, activation)(h) if layer < 3 else h
    assert_agrees(out, h.detach(), dtype)
    h.backward(torch.tensor(dout))
    for name, grad in networks.deep_backward(dout, cache).items():
        assert_agrees(grad, leaves[name].grad, dtype, name)


@pytest.mark.parametrize("training", [True, False])
def test_dropout_mlp(training, draw, dtype):
    params, x = drawn(MLP_SHAPES, draw), draw(5, 3)
    result = dropout.dropout_mlp_loss(params, x, Y, 0.2, 0.5, 0.1, np.random.default_rng(3), training)
    rng = np.random.default_rng(3)
    masks = [torch.ones(1), torch.ones(1)]
    if training:
        masks = [torch.tensor(((rng.random((5, n)) >= p) / (1 - p)).astype(dtype)) for n, p in ((3, 0.2), (6, 0.5))]

    def forward(p):
        h = torch.relu(F.linear(torch.tensor(x) * masks[0], p["W1"], p["b1"])) * masks[1]
        return F.cross_entropy(F.linear(h, p["W2"], p["b2"]), torch.tensor(Y)) + l2(p, 0.1)

    check(result, params, forward, dtype)


@pytest.mark.parametrize("training", [True, False])
def test_batchnorm_mlp(training, draw, dtype):
    shapes = {"W1": (6, 3), "gamma": (6,), "beta": (6,), "W2": (5, 6), "b2": (5,)}
    params, x = drawn(shapes, draw), draw(5, 3)
    running = {"mean": draw(6), "var": draw(6) ** 2 + 1}
    loss, grads, _ = batchnorm.batchnorm_mlp_loss(params, running, x, Y, training)

    def forward(p):
        statistics = [torch.tensor(running[name].copy()) for name in ("mean", "var")]
        z = F.batch_norm(F.linear(torch.tensor(x), p["W1"]), *statistics, p["gamma"], p["beta"], training)
        return F.cross_entropy(F.linear(torch.relu(z), p["W2"], p["b2"]), torch.tensor(Y))

    check((loss, grads), params, forward, dtype)


@pytest.mark.parametrize("size", [(13, 14), (12, 15)])
def test_cnn(size, draw, dtype):
    params, images = (
        drawn({"g1": (3, 2, 3, 2), "g2": (4, 3, 2, 3), "W1": (6, 16), "W2": (5, 6)}, draw),
        draw(5, 2, *size),
    )

    def forward(p):
        a1 = F.max_pool2d(torch.relu(F.conv2d(torch.tensor(images), p["g1"])), 2)
        a2 = F.max_pool2d(torch.relu(F.conv2d(a1, p["g2"])), 2)
        return F.cross_entropy(F.linear(torch.relu(F.linear(a2.flatten(1), p["W1"])), p["W2"]), torch.tensor(Y))

    check(cnn.cnn_loss(params, images, Y), params, forward, dtype)


def lenet_parts(p, images):
    p1 = F.max_pool2d(F.conv2d(images, p["conv1_w"], p["conv1_b"]), 2)
    p2 = F.max_pool2d(F.conv2d(p1, p["conv2_w"], p["conv2_b"]), 2)
    h = torch.relu(F.linear(p2.flatten(1), p["fc1_w"], p["fc1_b"]))
    return p1, F.linear(h, p["fc2_w"], p["fc2_b"])


def test_lenet(draw, dtype):
    params, images = drawn(LENET_SHAPES, draw), draw(5, 2, 13, 14)

    def forward(p):
        return F.cross_entropy(lenet_parts(p, torch.tensor(images))[1], torch.tensor(Y))

    check(lenet.lenet_loss(params, images, Y), params, forward, dtype)
    scores = lenet_parts({name: torch.tensor(value) for name, value in params.items()}, torch.tensor(images))[1]
    assert_agrees(lenet.lenet_scores(params, images), scores, dtype)


def test_side_lenet(draw, dtype):
    params, images = drawn(LENET_SHAPES | {"side_w": (5, 3 * 5 * 6), "side_b": (5,)}, draw), draw(5, 2, 13, 14)

    def forward(p):
        p1, scores = lenet_parts(p, torch.tensor(images))
        side = F.cross_entropy(F.linear(p1.flatten(1), p["side_w"], p["side_b"]), torch.tensor(Y))
        return F.cross_entropy(scores, torch.tensor(Y)) + 0.3 * side

    check(deep_supervision.side_lenet_loss(params, images, Y, 0.3), params, forward, dtype)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_deeply_supervised_mlp(activation, draw, dtype):
    shapes = {"W1": (6, 3), "b1": (6,), "W2": (4, 6), "b2": (4,), "W3": (5, 4), "b3": (5,)}
    shapes |= {"S1": (5, 6), "c1": (5,), "S2": (5, 4), "c2": (5,)}
    params, x, alphas, f = drawn(shapes, draw), draw(5, 3), [0.3, 0.7], getattr(torch, activation)

    def forward(p):
        y = torch.tensor(Y)
        h1 = f(F.linear(torch.tensor(x), p["W1"], p["b1"]))
        h2 = f(F.linear(h1, p["W2"], p["b2"]))
        sides = [F.cross_entropy(F.linear(h, p[f"S{k}"], p[f"c{k}"]), y) for k, h in ((1, h1), (2, h2))]
        return F.cross_entropy(F.linear(h2, p["W3"], p["b3"]), y) + 0.3 * sides[0] + 0.7 * sides[1]

    check(deep_supervision.deeply_supervised_mlp(params, x, Y, alphas, activation), params, forward, dtype)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_signal_statistics(activation, draw, dtype):
    weights, x, dout = [draw(6, 4), draw(5, 6), draw(3, 5)], draw(7, 4), draw(7, 3)
    leaves = [torch.tensor(W, requires_grad=True) for W in weights]
    h, stds = torch.tensor(x), []
    for leaf in leaves:
        h = getattr(torch, activation)(F.linear(h, leaf))
        stds.append(h.detach().std(correction=0).item())
    h.backward(torch.tensor(dout))
    assert_agrees(signals.activation_std(x, weights, activation), stds, dtype)
    norms = [torch.linalg.norm(leaf.grad).item() for leaf in leaves]
    assert_agrees(signals.gradient_norms(x, weights, activation, dout), norms, dtype)


@pytest.mark.parametrize("biases", [None, [0.1, -0.3, 0.5, -0.2]])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_chain_of_neurons(activation, biases, dtype):
    w = np.array([0.7, 1.3, 0.4, 2.1], dtype)
    b = None if biases is None else np.array(biases, dtype)
    leaf = torch.tensor(w, requires_grad=True)
    a = torch.tensor(0.8, dtype=leaf.dtype)
    for k, w_k in enumerate(leaf):
        a = getattr(torch, activation)(w_k * a + (0 if b is None else b[k].item()))
    a.backward()
    assert_agrees(signals.chain_gradients(w, 0.8, activation, b), leaf.grad, dtype)


def test_hidden_units_in_another_order(draw, dtype):
    params, x = drawn(MLP_SHAPES, draw), torch.tensor(draw(7, 3))
    permuted = symmetry.permute_hidden(params, [4, 2, 0, 5, 1, 3])
    before, after = ({name: torch.tensor(value) for name, value in p.items()} for p in (params, permuted))
    assert_agrees(mlp_scores(after, x).numpy(), mlp_scores(before, x), dtype)


@pytest.mark.parametrize("loss", ["quadratic", "cross_entropy"])
def test_neuron(loss):
    w, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (0.6, 0.9))
    z = 1.5 * w + b
    target = torch.tensor(0.3, dtype=torch.float64)
    quadratic = (torch.sigmoid(z) - target) ** 2 / 2
    value = quadratic if loss == "quadratic" else F.binary_cross_entropy_with_logits(z, target)
    value.backward()
    expected = [value.item(), w.grad.item(), b.grad.item()]
    assert_agrees(np.array(sigmoid_neuron.neuron_gradient(0.6, 0.9, 1.5, 0.3, loss)), expected)


@pytest.mark.parametrize("name", ["l2_penalty", "l1_penalty", "elastic_net"])
def test_penalties(name, draw, dtype):
    weights = {"W1": draw(3, 4), "W2": draw(2, 3)}
    weights["W1"][0, 0] = 0
    formula = {
        "l2_penalty": lambda w: 0.3 / 2 * (w**2).sum(),
        "l1_penalty": lambda w: 0.3 * w.abs().sum(),
        "elastic_net": lambda w: 0.3 * (0.7 * w**2 + w.abs()).sum(),
    }[name]
    extra = (0.7,) if name == "elastic_net" else ()
    check(
        getattr(penalties, name)(weights, 0.3, *extra),
        weights,
        lambda p: sum(formula(w) for w in p.values()),
        dtype,
    )
