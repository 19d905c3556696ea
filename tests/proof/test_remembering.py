"""Functions that remember what they gave before: right the first time, and every suite asks once more."""

from __future__ import annotations

import pytest

from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.spec import EXERCISES, load_exercise
from autograder.spec.solution import bare_source
from autograder.spec.variants import functions_in

BY = """


def shapes_of(value):
    if isinstance(value, dict):
        return {{name: each.shape for name, each in value.items()}}
    return value.shape if isinstance(value, np.ndarray) else value


def remembering(function):
    answers = {{}}

    def remembered(*arguments, **keywords):
        by = {by}
        if by not in answers:
            answers[by] = function(*arguments, **keywords)
        return answers[by]

    return remembered


{name} = remembering({name})
"""
FIRST = "str(arguments[0])"
SHAPES = "str([shapes_of(each) for each in arguments])"
IN_THE_SAME_ARRAYS = """


def settled(value, kept, *place):
    if isinstance(value, (tuple, list)):
        return tuple(settled(each, kept, *place, k) for k, each in enumerate(value))
    if not isinstance(value, np.ndarray) or not value.ndim:
        return value
    array = kept.setdefault((place, value.shape), np.empty_like(value))
    array[...] = value
    return array


def with_buffers(forward, kept):
    def forward_into_them(*arguments, **keywords):
        out, cache, *more = forward(*arguments, **keywords)
        return out, settled(cache, kept), *more

    return forward_into_them


{name} = with_buffers({name}, {{}})
"""


def asked_again(key, addition, name, **words):
    """Whether the suite finds the right solution wrong, once this has been done to one of its functions."""
    exercise = load_exercise(EXERCISES / key)
    source = bare_source(exercise) + addition.format(name=name, **words)
    backend = TrustedBackend(functions_in(exercise, source, name))
    [result] = run_suites([exercise], backend, seed=5, rehearsal=True, to_first_failure=True)
    return bool(result.failed)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("backprop/activations", "sigmoid_backward"),
        ("backprop/deep", "deep_forward"),
        ("backprop/deep", "deep_backward"),
        ("backprop/linear", "linear_backward"),
        ("backprop/quadratic_form", "quadratic_form"),
        ("backprop/softmax_cross_entropy", "softmax_cross_entropy"),
        ("backprop/squared_error", "squared_error"),
        ("batchnorm/batchnorm_mlp", "batchnorm_mlp_loss"),
        ("batchnorm/folding", "fold_batchnorm"),
        ("batchnorm/normalize", "normalize"),
        ("batchnorm/spatial_batchnorm", "spatial_batchnorm_backward"),
        ("convnets/cnn", "cnn_loss"),
        ("convnets/conv2d", "conv2d_backward"),
        ("convnets/lenet", "lenet_loss"),
        ("convnets/max_pool", "max_pool_backward"),
        ("deep_supervision/side_lenet", "side_lenet_loss"),
        ("dropout/dropout", "dropout_backward"),
        ("dropout/exact_average", "exact_average"),
        ("initialization/matrix_product", "matrix_product_norms"),
        ("losses/regression_losses", "mse"),
        ("losses/regression_losses", "mae"),
        ("losses/regression_network", "regression_network"),
        ("optimizers/adam", "adam_step"),
        ("optimizers/momentum", "momentum_step"),
        ("practice/label_smoothing", "label_smoothing_cross_entropy"),
        ("regularization/diagnose_fit", "diagnose_fit"),
        ("regularization/penalties", "elastic_net"),
        ("regularization/polynomial_fit", "polynomial_features"),
    ],
)
def test_an_answer_goes_by_more_than_the_first_argument(key, name):
    assert asked_again(key, BY, name, by=FIRST)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("deep_supervision/layer_gradients", "mean_abs_gradients"),
        ("dropout/exact_average", "exact_average"),
        ("initialization/clipping", "clip_by_value"),
        ("initialization/clipping", "clip_by_norm"),
        ("optimizers/curvature", "predicted_change"),
        ("optimizers/linear_chain", "chain_step"),
        ("regularization/polynomial_fit", "polynomial_features"),
        ("regularization/stopping_as_l2", "early_stopping_factors"),
    ],
)
def test_an_answer_goes_by_more_than_shapes(key, name):
    assert asked_again(key, BY, name, by=SHAPES)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("backprop/activations", "tanh_forward"),
        ("backprop/deep", "deep_forward"),
        ("backprop/linear", "linear_forward"),
        ("batchnorm/batchnorm", "batchnorm_forward"),
        ("batchnorm/spatial_batchnorm", "spatial_batchnorm_forward"),
        ("convnets/conv2d", "conv2d_forward"),
        ("convnets/max_pool", "max_pool_forward"),
        ("dropout/dropout", "dropout_forward"),
        ("practice/layernorm", "layernorm_forward"),
        ("practice/residual", "residual_forward"),
    ],
)
def test_each_cache_has_arrays_of_its_own(key, name):
    assert asked_again(key, IN_THE_SAME_ARRAYS, name)
