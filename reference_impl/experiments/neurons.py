"""One neuron, and chains of them (lectures L4 N8 N9 I4 O8)."""

import numpy as np

from reference_impl.curvature import chain_step
from reference_impl.losses import softmax
from reference_impl.networks import regression_network
from reference_impl.sigmoid_neuron import train_neuron
from reference_impl.signals import chain_gradients


def slow_neuron(w=2.0, b=2.0, x=1.0, y=0.0, lr=0.15, steps=300):
    """The same badly started neuron under both losses: one learns at once, the other waits (lectures L4).

    Returns:
        dict from "quadratic" and "cross_entropy" to the loss before each step, (steps,), as a share of the first.
    """
    curves = {loss: train_neuron(w, b, x, y, loss, lr, steps) for loss in ("quadratic", "cross_entropy")}
    return {loss: curve / curve[0] for loss, curve in curves.items()}


def two_class_softmax(z):
    """Probability of the first of two classes with logits z and 0, which is sigmoid(z) (lectures N9).

    Args:
        z: (N,) logits.
    Returns:
        p: (N,) probabilities.
    """
    return softmax(np.stack([z, np.zeros_like(z)], axis=1))[:, 0]


def one_linear_neuron(layers):
    """The one linear layer that a stack of linear layers amounts to (lectures N8).

    Args:
        layers: list of (W, b), from the first layer to the last, W (out, in) and b (out,).
    Returns:
        W, b: of the layer that gives the same output.
    """
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W_next @ W, W_next @ b + b_next
    return W, b


def stacked_regressions(params, x, t, lr=0.05, steps=2000):
    """What a network's hidden units have become under the criterion t, which alone decides it (lectures N8).

    Args:
        params: start of a regression_network, W b theta c; x: (N, D); t: (N, K).
    Returns:
        h: (N, H) hidden units after gradient descent: regressions that nobody gave a target.
        loss: the squared error that is left.
    """
    for _ in range(steps):
        loss, grads = regression_network(params, x, t)
        params = {name: value - lr * grads[name] for name, value in params.items()}
    return np.tanh(x @ params["W"].T + params["b"]), loss


def gradient_highway(w, x, activation="sigmoid", b=None):
    """The gradient on its way back through a chain of neurons (lectures I4).

    Args:
        w: (L,) weights; x: a number; b: (L,) biases, all 0 without them.
    Returns:
        sizes: (L,) |da_L / dw_k|.
    """
    return np.abs(chain_gradients(w, x, activation, b))


def chain_step_sizes(w, x, y, eps):
    """Promised and real change of the loss of a linear chain for many step sizes (lectures O8).

    Args:
        w: (L,) weights; x, y: numbers; eps: (K,) step sizes.
    Returns:
        predicted, actual: each (K,).
    """
    changes = np.array([chain_step(w, x, y, float(e)) for e in eps])
    return changes[:, 0], changes[:, 1]
