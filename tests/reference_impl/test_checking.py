"""Wrong arguments are refused with what was expected and what came."""

import re

import numpy as np
import pytest

from reference_impl import (
    activations,
    clipping,
    convolution,
    curvature,
    deep_supervision,
    dropout,
    early_stopping,
    gradients,
    initialization,
    lenet,
    linear,
    losses,
    model_selection,
    networks,
    optimizers,
    penalties,
    pooling,
    schedules,
    sigmoid_neuron,
    signals,
    worked_examples,
)
from reference_impl.checking import checked

A = np.ones
RNG = np.random.default_rng(0)
Y = np.array([0, 1])
MLP = {"W1": A((4, 3)), "b1": A(4), "W2": A((2, 4)), "b2": A(2)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: linear.linear_forward(A((2, 3)), A((4, 5)), A(4)),
            "W must be an array of shape (M, D) with D = 3 as in x, got a float64 array of shape (4, 5)",
        ),
        (
            lambda: linear.linear_forward(A((2, 3), int), A((4, 3)), A(4)),
            "x must be a floating-point array of shape (N, D), got an int64 array of shape (2, 3)",
        ),
        (
            lambda: linear.linear_forward([[1.0]], A((4, 1)), A(4)),
            "x must be a floating-point array of shape (N, D), got [[1.0]]",
        ),
        (
            lambda: linear.linear_backward(A((2, 9)), (A((2, 3)), A((4, 3)))),
            "dz must be an array of shape (N, M) with M = 4 as in cache[1], got a float64 array of shape (2, 9)",
        ),
        (
            lambda: activations.relu_backward(A(3), A((2, 3))),
            "dh must be a floating-point array of shape (2, 3) like cache, got a float64 array of shape (3,)",
        ),
        (
            lambda: activations.sigmoid_forward("1"),
            "x must be a floating-point array of shape (...) or number, got '1'",
        ),
        (
            lambda: losses.softmax_cross_entropy(A((2, 3)), np.array([0, 3])),
            "y must hold labels from 0 to 2, got 0 to 3",
        ),
        (
            lambda: losses.softmax_cross_entropy(A((2, 3)), np.array([-1, 0])),
            "y must hold labels from 0 to 2, got -1 to 0",
        ),
        (
            lambda: losses.softmax_cross_entropy(A((2, 3)), A(2)),
            "y must be an array of integer labels of shape (N,), got a float64 array of shape (2,)",
        ),
        (
            lambda: losses.softmax_cross_entropy(A((0, 3)), np.zeros(0, int)),
            "z must be an array of shape (N>=1, K>=1), got a float64 array of shape (0, 3)",
        ),
        (
            lambda: losses.binary_cross_entropy(A(2), np.array([0, 2])),
            "y must hold only 0 and 1, got values from 0 to 2",
        ),
        (lambda: dropout.dropout_forward(A(3), 1, RNG, True), "p must be a number in [0, 1), got 1"),
        (lambda: dropout.dropout_forward(A(3), 1.0, RNG, False), "p must be a number in [0, 1), got 1.0"),
        (lambda: dropout.plain_dropout(A(3), np.nan, RNG, True), "p must be a number in [0, 1), got nan"),
        (
            lambda: dropout.dropout_forward(A(3), 0.5, None, True),
            "rng must be a numpy.random.Generator, got None",
        ),
        (
            lambda: dropout.exact_average(A(13), A(13), 0.5),
            "w must be an array of at most 12 units, since there are 2^n masks, got a float64 array of shape (13,)",
        ),
        (
            lambda: networks.deep_forward(MLP, A((2, 3)), "gelu"),
            "activation must be one of 'sigmoid', 'tanh', 'relu', got 'gelu'",
        ),
        (
            lambda: networks.mlp_loss({"W1": A((4, 3))}, A((2, 3)), Y, 0.0),
            "params must have the keys W1, b1, W2, b2, got W1",
        ),
        (
            lambda: networks.mlp_loss(MLP | {"b2": A(3)}, A((2, 3)), Y, 0.0),
            "params['b2'] must be an array of shape (K,) with K = 2 as in params['W2'], "
            "got a float64 array of shape (3,)",
        ),
        (lambda: networks.mlp_loss(MLP, A((2, 3)), Y, -0.1), "lam must be a number >= 0, got -0.1"),
        (lambda: sigmoid_neuron.neuron_gradient(1, 1, 1, 2, "quadratic"), "y must be a number in [0, 1], got 2"),
        (lambda: initialization.he_normal((0, 3), RNG), "shape[0] must be an integer >= 1, got 0"),
        (lambda: initialization.he_normal((2, 3, 4), RNG), "shape must be a tuple of 2, got (2, 3, 4)"),
        (lambda: clipping.clip_by_value(A(3), 2.0, 1.0), "high must be a number >= low, got 1.0"),
        (lambda: clipping.clip_by_norm({"a": A(3)}, 0), "max_norm must be a number > 0, got 0"),
        (
            lambda: clipping.clip_by_norm({"a": [1.0]}, 1),
            "grads['a'] must be a floating-point array of shape (...) or number, got [1.0]",
        ),
        (
            lambda: optimizers.sgd_step(A(3), A(4), 0.1),
            "g must be a floating-point array of shape (3,) like w, got a float64 array of shape (4,)",
        ),
        (lambda: optimizers.adam_step(A(3), A(3), None, rho2=1.0), "rho2 must be a number in [0, 1), got 1.0"),
        (
            lambda: schedules.warmup_cosine(0, 0.1, 0.01, 10, 10),
            "total must be a number > warmup, got 10",
        ),
        (
            lambda: losses.label_smoothing_cross_entropy(A((2, 3)), Y, 1.5),
            "smooth must be a number in [0, 1], got 1.5",
        ),
        (
            lambda: gradients.gradient_error(sum, A(3), A((3, 1)), RNG),
            "grad must be a floating-point array of shape (3,) like x, got a float64 array of shape (3, 1)",
        ),
        (
            lambda: gradients.find_broken({"relu": (max, 3, A(3))}, RNG),
            "layers['relu'][1] must be callable, got 3",
        ),
        (lambda: schedules.linear_decay(0, 0.1, 0.01, 0), "tau must be a number > 0, got 0"),
        (
            lambda: curvature.best_step(A(3), A((3, 2))),
            "H must be an array of shape (n, n) with n = 3 as in g, got a float64 array of shape (3, 2)",
        ),
        (lambda: model_selection.kfold_indices(5, 6, RNG), "k must be an integer in [2, n], got 6"),
        (
            lambda: model_selection.choose_degree(A(5), A(5), [], 0.1, 2, RNG),
            "degrees must be one or more whole numbers from 0, got []",
        ),
        (
            lambda: penalties.l1_optimum(np.array([1.0, 0.0]), A(2), 0.1),
            "h_diag must hold only positive numbers, got 0.0",
        ),
        (lambda: early_stopping.EarlyStopping(0), "patience must be an integer >= 1, got 0"),
        (lambda: early_stopping.EarlyStopping(True), "patience must be an integer >= 1, got True"),
        (
            lambda: convolution.conv2d_forward(A((2, 3, 5, 5)), A((4, 2, 3, 3)), A(4)),
            "w must be an array of shape (F, C, KH>=1, KW>=1) with C = 3 as in x, "
            "got a float64 array of shape (4, 2, 3, 3)",
        ),
        (
            lambda: convolution.conv2d_forward(A((2, 3, 5, 4)), A((4, 3, 6, 7)), A(4), pad=1),
            "w must be kernels of at most 7 by 6, the padded images' size, got a float64 array of shape (4, 3, 6, 7)",
        ),
        (lambda: pooling.max_pool_forward(A((2, 3, 5, 4)), 5), "size must be at most 4, for images of 5 by 4, got 5"),
        (lambda: lenet.lenet_shapes(12, 28), "height must be an integer >= 16, got 12"),
        (
            lambda: signals.activation_std(A((2, 3)), [A((4, 3)), A((5, 3))], "relu"),
            "weights[1] must be an array of shape (OUT, H1) with H1 = 4 as in weights[0], "
            "got a float64 array of shape (5, 3)",
        ),
        (
            lambda: deep_supervision.deeply_supervised_loss(1.0, [1.0, 2.0], [0.5]),
            "alphas must be a sequence with as many elements as side_losses (2), got [0.5]",
        ),
        (lambda: deep_supervision.decay_alpha(1.0, 6, 0), "epochs must be a number > 0, got 0"),
        (lambda: deep_supervision.mean_abs_gradients({"W1": A(3)}, None), "prefix must be a text, got None"),
        (
            lambda: worked_examples.toy_graph(A(3), 1.0, 2.0),
            "y must be a floating-point array of shape (3,) like x, got 1.0",
        ),
    ],
)
def test_message(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


def test_training_needs_a_generator_and_testing_does_not():
    out, _ = dropout.dropout_forward(A(3), 0.5, None, False)
    np.testing.assert_array_equal(out, A(3))


def test_a_rule_for_an_argument_that_is_not_there_is_the_authors_fault():
    with pytest.raises(TypeError, match="no such argument: y"):
        checked(y="number")(lambda x: x)


def test_a_rule_that_nobody_knows_is_the_authors_fault():
    with pytest.raises(TypeError, match="no such rule: 'an elephant'"):
        checked(x="an elephant")(lambda x: x)


def test_a_checked_function_keeps_its_name_docstring_and_signature():
    assert linear.linear_forward.__name__ == "linear_forward"
    assert linear.linear_forward.__wrapped__.__doc__ == linear.linear_forward.__doc__


@pytest.mark.parametrize(
    "call",
    [
        lambda: linear.linear_forward(A((0, 3)), A((4, 3)), A(4))[0].shape == (0, 4),
        lambda: linear.linear_backward(A((0, 4)), (A((0, 3)), A((4, 3))))[1].sum() == 0,
        lambda: losses.softmax(A((0, 3))).shape == (0, 3),
        lambda: convolution.conv2d_forward(A((0, 2, 5, 5)), A((3, 2, 2, 2)), A(3))[0].shape == (0, 3, 4, 4),
        lambda: pooling.max_pool_forward(A((0, 2, 5, 5)))[0].shape == (0, 2, 2, 2),
        lambda: activations.relu_forward(-2.0)[0] == 0,
        lambda: optimizers.sgd_step(2.0, 1.0, 0.5) == 1.5,
    ],
)
def test_empty_batches_and_scalars_that_layers_take(call):
    assert call()


def test_nan_and_infinity_flow_through():
    x = np.array([[np.nan, np.inf, -np.inf, 1.0]])
    np.testing.assert_array_equal(activations.relu_forward(x)[0], [[np.nan, np.inf, 0, 1]])
    np.testing.assert_array_equal(activations.sigmoid_forward(x)[0][0, :3], [np.nan, 1, 0])
    image = np.array([[[[np.nan, 0.0], [1.0, 2.0]]]])
    out, cache = pooling.max_pool_forward(image)
    assert np.isnan(out).all()
    assert not pooling.max_pool_backward(A((1, 1, 1, 1)), cache).any()
