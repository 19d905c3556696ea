"""What every function of the catalogue promises: signature, dtype, unchanged arguments, a body of mathematics only."""

import ast
import builtins
import copy
import importlib
import inspect
import textwrap

import numpy as np
import pytest

from reference_impl.catalogue import EXERCISES
from tests.reference_impl.calls import BACKWARD, ELSEWHERE, calls

MODULE_OF = {name: exercise.module for exercise in EXERCISES for name in exercise.functions}


def reference(name):
    return getattr(importlib.import_module(f"reference_impl.{MODULE_OF[name]}"), name)


def test_every_function_of_the_catalogue_is_run_here():
    assert set(calls(reference)) | set(BACKWARD) | ELSEWHERE == set(MODULE_OF)


def arrays(value):
    """All arrays and NumPy numbers inside a value."""
    if isinstance(value, (np.ndarray, np.generic)):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [array for part in parts for array in arrays(part)]


def converted(value, dtype):
    """The value with all floating-point arrays in another type."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    if isinstance(value, dict):
        return {key: converted(part, dtype) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(converted(part, dtype) for part in value)
    return value


def all_calls(dtype=np.float64):
    """Every function of the catalogue with arguments of this type; backward ones get their forward pass's cache."""
    table = {name: (f, converted(args, dtype)) for name, (f, args) in calls(reference).items()}
    for name, forward in BACKWARD.items():
        f, args = table[forward]
        out, cache, *_ = f(*copy.deepcopy(args))
        dout = np.linspace(-1, 1, out.size, dtype=dtype).reshape(out.shape) ** 3
        table[name] = (reference(name), (dout, cache))
    return table


@pytest.mark.parametrize("name", sorted(set(MODULE_OF) - ELSEWHERE))
def test_arguments_are_never_changed(name):
    f, args = all_calls()[name]
    before = [array.copy() for array in arrays(args)]
    f(*args)
    for old, new in zip(before, arrays(args), strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("name", sorted(set(MODULE_OF) - ELSEWHERE))
def test_float32_stays_float32_and_float64_stays_float64(name):
    for dtype in (np.float32, np.float64):
        f, args = all_calls(dtype)[name]
        given = [array for array in arrays(args) if array.dtype.kind == "f"]
        for result in arrays(f(*args)):
            if given and result.dtype.kind == "f":
                assert result.dtype == dtype


@pytest.mark.parametrize("name", sorted(set(MODULE_OF) - ELSEWHERE))
def test_float32_gives_what_float64_gives(name):
    f, args = all_calls()[name]
    single, single_args = all_calls(np.float32)[name]
    for ours, exact in zip(arrays(single(*single_args)), arrays(f(*args)), strict=True):
        if np.asarray(exact).dtype.kind == "f":
            scale = np.abs(exact).max() if np.size(exact) else 1
            np.testing.assert_allclose(ours, exact, rtol=1e-3, atol=1e-3 * scale)


@pytest.mark.parametrize("name", sorted(MODULE_OF))
def test_docstring_names_its_lecture(name):
    documented = inspect.getdoc(reference(name))
    assert "(lectures " in documented.splitlines()[0]
    if name != "EarlyStopping":
        assert "Args:" in documented
        assert "Returns:" in documented or "Yields:" in documented


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)
def test_a_solution_leans_on_numpy_and_earlier_exercises_alone(exercise):
    """A body may use np, its arguments, built-in names, and functions of earlier exercises of the same assignment."""
    assignment = exercise.key.split("/")[0]
    earlier = EXERCISES[: EXERCISES.index(exercise) + 1]
    allowed = {name for other in earlier if other.key.startswith(f"{assignment}/") for name in other.functions}
    for name in exercise.functions:
        tree = ast.parse(textwrap.dedent(inspect.getsource(reference(name))))
        tree.body[0].decorator_list = []
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        free = {node.id for node in names} - bound - {"np"} - set(dir(builtins))
        assert free <= allowed, f"{name} uses {free - allowed}"


SIGNATURES = """
toy_graph(x, y, z)
quadratic_form(W, x)
linear_forward(x, W, b)
linear_backward(dz, cache)
sigmoid_forward(x)
sigmoid_backward(dh, cache)
tanh_forward(x)
tanh_backward(dh, cache)
relu_forward(x)
relu_backward(dh, cache)
squared_error(t_hat, t)
softmax(z)
softmax_cross_entropy(z, y)
softmax_jacobian(p)
numerical_gradient(f, x, eps=1e-05)
mlp_loss(params, x, y, lam)
deep_forward(params, x, activation)
deep_backward(dout, cache)
mse(y_hat, y)
mae(y_hat, y)
binary_cross_entropy(z, y)
neuron_gradient(w, b, x, y, loss)
train_neuron(w, b, x, y, loss, lr, steps)
constant_init(shape, value)
normal_init(shape, std, rng)
torch_linear_init(shape, rng)
xavier_normal(shape, rng)
xavier_uniform(shape, rng)
he_normal(shape, rng)
he_uniform(shape, rng)
matrix_product_norms(M, factors)
chain_gradients(w, x, activation='sigmoid')
activation_std(x, weights, activation)
gradient_norms(x, weights, activation, dout)
hidden_unit_gap(params)
train_from_constant(x, y, hidden, value, lr, steps, dropout, rng)
clip_by_value(grad, low, high)
clip_by_norm(grads, max_norm)
minibatches(x, y, batch_size, rng)
sgd_step(w, g, lr)
momentum_step(w, g, state, lr, alpha=0.9)
adagrad_step(w, g, state, lr, delta=1e-08)
rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-08)
adam_step(w, g, state, lr=0.001, rho1=0.9, rho2=0.999, delta=1e-08)
linear_decay(k, eps_0, eps_tau, tau)
predicted_change(g, H, eps)
best_step(g, H)
chain_step(w, x, y, eps)
train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng)
polynomial_features(x, degree)
ridge_fit(X, y, lam)
kfold_indices(n, k, rng)
choose_degree(x, y, degrees, lam, k, rng)
diagnose_fit(train_error, validation_error, acceptable)
l2_penalty(weights, lam)
l1_penalty(weights, lam)
elastic_net(weights, lam, beta)
weight_decay_step(w, g, lr, lam)
l2_optimum(H, theta_star, lam)
l1_optimum(h_diag, theta_star, lam)
EarlyStopping(patience)
noisy_least_squares(X, y, std, copies, rng)
equivalent_lam(std)
augment(images, rng, shift=1)
dropout_forward(x, p, rng, training)
dropout_backward(dout, cache)
plain_dropout(x, p, rng, training)
exact_average(w, x, p)
monte_carlo_predict(forward, x, passes, rng)
dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training)
normalize(x, eps=1e-05)
batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-05)
batchnorm_backward(dout, cache)
spatial_batchnorm_forward(x, gamma, beta, running, training, momentum=0.9, eps=1e-05)
spatial_batchnorm_backward(dout, cache)
fold_batchnorm(W, b, gamma, beta, running, eps=1e-05)
batchnorm_mlp_loss(params, running, x, y, training)
conv2d_forward(x, w, b, stride=1, pad=0)
conv2d_backward(dout, cache)
max_pool_forward(x, size=2, stride=2)
max_pool_backward(dout, cache)
lenet_shapes(height, width, channels=1)
parameter_count(height, width, channels=1)
lenet_loss(params, x, y)
activation_bytes(params, x, training)
deeply_supervised_loss(main_loss, side_losses, alphas)
deeply_supervised_mlp(params, x, y, alphas)
mean_abs_gradients(grads, prefix='W')
side_lenet_loss(params, x, y, alpha)
decay_alpha(alpha_0, epoch, epochs)
"""


def test_signatures_are_those_that_graders_and_adapters_rely_on():
    got = [f"{name}{inspect.signature(reference(name))}" for name in MODULE_OF]
    assert got == SIGNATURES.strip().splitlines()
