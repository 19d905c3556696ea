"""Functions as a student might write them, for the explorers."""

from types import SimpleNamespace

import numpy as np
import pytest


def sigmoid_forward(x):
    h = 1 / (1 + np.exp(-x))
    return h, h


def sigmoid_backward(dh, h):
    return dh * h * (1 - h)


def dropout_forward(x, p, rng, training):
    if not training:
        return x, None
    mask = (rng.random(x.shape) >= p) / (1 - p)
    return x * mask, mask


def plain_dropout_forward(x, p, rng, training):
    if not training:
        return x * (1 - p), None
    return x * (rng.random(x.shape) >= p), None


def toy_graph(x, y, z):
    return (x + y) * z, (z, z, x + y)


def quadratic_form(W, x):
    q = W @ x
    return q @ q, 2 * np.outer(q, x), 2 * W.T @ q


def linear_loss(params, x, y):
    """Mean squared distance of x W1^T + b1 from y."""
    difference = x @ params["W1"].T + params["b1"] - y[:, None]
    grads = {"W1": 2 * difference.T @ x / len(x), "b1": 2 * difference.mean(axis=0)}
    return float((difference**2).mean()), grads


def starter(*arguments):
    raise NotImplementedError


@pytest.fixture(scope="session")
def student():
    """The functions above, by name."""
    return SimpleNamespace(
        sigmoid_forward=sigmoid_forward,
        sigmoid_backward=sigmoid_backward,
        dropout_forward=dropout_forward,
        plain_dropout_forward=plain_dropout_forward,
        toy_graph=toy_graph,
        quadratic_form=quadratic_form,
        linear_loss=linear_loss,
        starter=starter,
    )
