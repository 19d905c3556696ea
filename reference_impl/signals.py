"""Signals through depth: products of matrices, chains of neurons, statistics of layers (lectures I1 to I4, I9, I10)."""

import numpy as np

from reference_impl.activations import (
    relu_backward,
    relu_forward,
    sigmoid_backward,
    sigmoid_forward,
    tanh_backward,
    tanh_forward,
)
from reference_impl.checking import checked, compile_rule, refuse


def chain_of_weights(name, value, scope):
    """Rule for a list of weights W1 (H1, D), W2 (H2, H1) ...; binds D, and OUT, the last layer's number of outputs."""
    if not isinstance(value, (list, tuple)) or not value:
        refuse(name, "a list of weights", value)
    for layer, weight in enumerate(value):
        rows = "OUT" if layer == len(value) - 1 else f"H{layer + 1}"
        compile_rule(f"({rows}, {f'H{layer}' if layer else 'D'})")(f"{name}[{layer}]", weight, scope)


@checked(factors="(T, n, n)", M="(m, n)")
def matrix_product_norms(M, factors):
    """Size of the running product M @ factors[0] @ factors[1] ... as it grows or dies (lectures I1 I3).

    Args:
        M: (n, n) first matrix.
        factors: (T, n, n) the matrices it is multiplied by, one after the other, from the right.
    Returns:
        norms: (T,) Frobenius norm of the product after each factor, finite in float32 wherever the product is.
    """
    norms = []
    for factor in factors:
        M = M @ factor
        norms.append(np.linalg.norm(M.astype(float)))  # in float32 the squares would overflow before the norm does
    return np.array(norms, M.dtype)


@checked(w="(L,)", x="number", activation="one of sigmoid tanh relu", b="like w or None")
def chain_gradients(w, x, activation="sigmoid", b=None):
    """Derivatives of the last activation of a chain of single neurons by each of its weights (lectures I4 B9).

    The chain is a_0 = x, a_k = f(w_k a_{k-1} + b_k) for k = 1 ... L, all of it numbers.

    Args:
        w: (L,) weights, first layer first.
        x: the input, a number.
        activation: f: "sigmoid", "tanh" or "relu" (with derivative 0 at 0).
        b: (L,) biases; without them all are 0.
    Returns:
        dws: (L,) da_L / dw_k.
    """
    f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
    f_backward = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
    b = np.zeros_like(w) if b is None else b
    a, inputs, caches = x, [], []
    for w_k, b_k in zip(w, b, strict=True):
        inputs.append(a)
        a, cache = f(w_k * a + b_k)
        caches.append(cache)

    dws, da = np.zeros_like(w), 1.0
    for k in range(len(w) - 1, -1, -1):
        dz = f_backward(da, caches[k])
        dws[k] = dz * inputs[k]
        da = dz * w[k]
    return dws


@checked(weights=chain_of_weights, x="(N>=1, D)", activation="one of sigmoid tanh relu")
def activation_std(x, weights, activation):
    """Spread of the activations of each layer: does the signal survive the depth? (lectures I1 I9 I12 I13)

    Each layer is h_l = f(W_l h_{l-1}), h_0 = x; no biases; the activation follows every layer, the last too.

    Args:
        x: (N, D) batch of inputs.
        weights: list of W_1 (H1, D), W_2 (H2, H1), ...
        activation: f: "sigmoid", "tanh" or "relu".
    Returns:
        stds: (layers,) standard deviation over all examples and units of each layer (divided by their number, not by
            one less), finite in float32 wherever the activations are.
    """
    f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
    h, stds = x, []
    for W in weights:
        h, _ = f(h @ W.T)
        stds.append(h.std(dtype=float))
    return np.array(stds, h.dtype)


@checked(weights=chain_of_weights, x="(N>=1, D)", activation="one of sigmoid tanh relu", dout="(N, OUT)")
def gradient_norms(x, weights, activation, dout):
    """Size of the gradient of each layer's weights: does the gradient survive the depth? (lectures I1 I2 I10)

    The layers are those of activation_std.

    Args:
        x: (N, D) batch of inputs.
        weights: list of W_1 (H1, D), W_2 (H2, H1), ...
        activation: f: "sigmoid", "tanh" or "relu".
        dout: (N, H_last) dL/dh of the last layer's activations.
    Returns:
        norms: (layers,) Frobenius norm of dL/dW_l, finite in float32 wherever the gradient is.
    """
    f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
    f_backward = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
    h, inputs, caches = x, [], []
    for W in weights:
        inputs.append(h)
        h, cache = f(h @ W.T)
        caches.append(cache)

    norms, dh = [], dout
    for k in range(len(weights) - 1, -1, -1):
        dz = f_backward(dh, caches[k])
        dW = dz.T @ inputs[k]
        norms.append(np.linalg.norm(dW.astype(float)))
        dh = dz @ weights[k]
    return np.array(norms[::-1], dW.dtype)
