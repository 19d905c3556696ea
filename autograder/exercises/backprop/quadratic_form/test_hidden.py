"""Hidden suite of quadratic_form: f = |W x|^2 with q = W x as the node between."""

import numpy as np
import pytest

from course.checks import assert_close, assert_shape

# A product the wrong way round fits a square W: a mistake in one value leaves the others.
SQUARE = [(2, 2), (3, 3), (5, 5)]
OTHERS = [(2, 5), (6, 3), (1, 4), (4, 1), (1, 1)]
HINTS = {
    "f": "f is one number: square the entries of q, then add them.",
    "dW": "Entry (i, j) of dW is df/dq_i times what W_ij does to q_i. Which vector gives the rows, which the columns?",
    "dx": "x_j reaches f through every q_i, by way of W_ij: add up over i.",
}


def draw(rng, shape, dtype=np.float64):
    """W and x whose entries are not small, so that no wrong formula comes close by accident."""
    W = rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)
    return W.astype(dtype), rng.uniform(0.5, 2.0, shape[1]).astype(dtype)


def agree(name, got, expected):
    assert_close(got, expected, name=name, like={"dW": "W", "dx": "x"}.get(name, ""), hint=HINTS[name], lecture="B3")


def test_worked_example(student, reference, rng):
    """The lecture's example comes out as on the slide, and its neighbours by the same rule"""
    W, x = np.array([[0.1, 0.5], [-0.3, 0.8]]), np.array([0.2, 0.4])
    f, dW, dx = student.quadratic_form(W, x)
    agree("f", f, 0.116)
    agree("dW", dW, np.array([[0.088, 0.176], [0.104, 0.208]]))
    agree("dx", dx, np.array([-0.112, 0.636]))
    other_W, other_x = W + rng.uniform(0.1, 0.2, W.shape), x + rng.uniform(0.1, 0.2, x.shape)
    for near in ((W, other_x), (other_W, other_x)):
        got, expected = student.quadratic_form(*near), reference.quadratic_form(*near)
        for name, one, right in zip(HINTS, got, expected, strict=True):
            agree(name, one, right)


@pytest.mark.parametrize("shape", SQUARE)
def test_value(student, reference, rng, shape):
    """f is one number, the squared length of W x"""
    W, x = draw(rng, shape)
    f, _, _ = student.quadratic_form(W, x)
    assert_shape(f, (), name="f", hint=HINTS["f"], lecture="B3")
    agree("f", f, reference.quadratic_form(W, x)[0])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("shape", SQUARE)
def test_dW(student, reference, rng, shape, dtype):
    """dW is the gradient of W"""
    W, x = draw(rng, shape, dtype)
    agree("dW", student.quadratic_form(W, x)[1], reference.quadratic_form(W, x)[1])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("shape", SQUARE)
def test_dx(student, reference, rng, shape, dtype):
    """dx is the gradient of x"""
    W, x = draw(rng, shape, dtype)
    agree("dx", student.quadratic_form(W, x)[2], reference.quadratic_form(W, x)[2])


@pytest.mark.parametrize("shape", OTHERS)
def test_W_of_any_shape(student, reference, rng, shape):
    """W may be wide, tall, a single row or a single column: dW is shaped like W, and dx like x"""
    W, x = draw(rng, shape)
    got, expected = student.quadratic_form(W, x), reference.quadratic_form(W, x)
    for name, one, right in zip(("f", "dW", "dx"), got, expected, strict=True):
        agree(name, one, right)


def test_arguments_unchanged(student, rng):
    """W and x are left as they were"""
    for shape in SQUARE:
        student.quadratic_form(*draw(rng, shape))
    student.assert_arguments_unchanged()
