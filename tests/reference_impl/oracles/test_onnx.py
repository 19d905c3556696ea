"""Forward passes against ONNX: its reference evaluator, and the cases with which the standard tests its operators."""

import importlib

import numpy as np
import pytest

from reference_impl import activations, batchnorm, convolution, losses, pooling
from tests.reference_impl.oracles.compare import assert_agrees

onnx = pytest.importorskip("onnx", reason="onnx is an optional oracle")
reference = pytest.importorskip("onnx.reference", reason="onnx is an optional oracle")

ORACLE = "ONNX"


def run(operator, *inputs, outputs=1, **attributes):
    """Outputs of one ONNX operator on NumPy inputs."""
    names = [f"in{i}" for i in range(len(inputs))]
    node = onnx.helper.make_node(operator, names, [f"out{i}" for i in range(outputs)], **attributes)
    session = reference.ReferenceEvaluator(node)
    return session.run(None, dict(zip(names, inputs, strict=True)))


@pytest.fixture
def draw():
    rng = np.random.default_rng(12)
    return lambda *shape: rng.standard_normal(shape)


@pytest.mark.parametrize("operator", ["Sigmoid", "Tanh", "Relu", "LeakyRelu", "Elu"])
def test_activations(operator, draw):
    x = 3 * draw(4, 5)
    name = {"LeakyRelu": "leaky_relu"}.get(operator, operator.lower())
    h, _ = getattr(activations, f"{name}_forward")(x)
    tolerance = np.float32 if operator == "LeakyRelu" else np.float64  # its slope, 0.01, is stored in single precision
    assert_agrees(h.astype(tolerance), run(operator, x)[0], tolerance)


def test_softmax(draw):
    z = 20 * draw(6, 4)
    assert_agrees(losses.softmax(z), run("Softmax", z, axis=1)[0])


def test_softmax_cross_entropy(draw):
    z, y = 5 * draw(6, 4), np.array([0, 3, 2, 2, 1, 0])
    assert_agrees(losses.softmax_cross_entropy(z, y)[0], run("SoftmaxCrossEntropyLoss", z, y, reduction="mean")[0])


@pytest.mark.parametrize(("stride", "pad"), [(1, 0), (2, 1), (3, 2)])
def test_convolution(stride, pad, draw):
    x, w, b = draw(2, 3, 9, 8), draw(4, 3, 3, 2), draw(4)
    out, _ = convolution.conv2d_forward(x, w, b, stride, pad)
    expected = run("Conv", x, w, b, strides=[stride] * 2, pads=[pad] * 4, kernel_shape=[3, 2])[0]
    assert_agrees(out, expected)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 2), (3, 1)])
def test_max_pool(size, stride, draw):
    x = draw(2, 3, 9, 8)
    out, _ = pooling.max_pool_forward(x, size, stride)
    assert_agrees(out, run("MaxPool", x, kernel_shape=[size] * 2, strides=[stride] * 2)[0])


@pytest.mark.parametrize("training", [True, False])
def test_spatial_batchnorm_with_biased_running_variance(training, draw):
    x, gamma, beta, mean, var = draw(3, 4, 5, 2), draw(4), draw(4), draw(4), draw(4) ** 2 + 1
    out, _, running = batchnorm.spatial_batchnorm_forward(x, gamma, beta, {"mean": mean, "var": var}, training)
    names = 3 if training else 1
    expected = run("BatchNormalization", x, gamma, beta, mean, var, outputs=names, training_mode=int(training))
    # ONNX stores epsilon and momentum in single precision
    assert_agrees(out.astype(np.float32), expected[0], np.float32)
    if training:
        assert_agrees(running["mean"].astype(np.float32), expected[1], np.float32)
        assert_agrees(running["var"].astype(np.float32), expected[2], np.float32)


@pytest.fixture(scope="module")
def cases():
    """The standard's cases for three operators, by name; asking for all of its cases takes half a minute."""
    from onnx.backend.test.case import node

    for module in ("conv", "maxpool", "batch_normalization"):
        importlib.import_module(f"onnx.backend.test.case.node.{module}")
    return {case.name: case for case in node._NodeTestCases}


def test_cases_of_the_standard_for_convolution(cases):
    for name, pad in (("test_basic_conv_with_padding", 1), ("test_basic_conv_without_padding", 0)):
        (x, w), (expected,) = cases[name].data_sets[0]
        out, _ = convolution.conv2d_forward(x, w, np.zeros(len(w), x.dtype), pad=pad)
        assert_agrees(out, expected, np.float32, name)


def test_cases_of_the_standard_for_pooling(cases):
    case = cases["test_maxpool_2d_strides"]
    (x,), (expected,) = case.data_sets[0]
    assert_agrees(pooling.max_pool_forward(x, 5, 3)[0], expected, np.float32)


def test_cases_of_the_standard_for_batchnorm(cases):
    case = cases["test_batchnorm_epsilon_training_mode"]
    (x, gamma, beta, mean, var), expected = case.data_sets[0]
    got = batchnorm.spatial_batchnorm_forward(x, gamma, beta, {"mean": mean, "var": var}, True, eps=1e-2)
    assert_agrees(got[0], expected[0], np.float32)
    assert_agrees(got[2]["mean"], expected[1], np.float32)
    assert_agrees(got[2]["var"], expected[2], np.float32)
