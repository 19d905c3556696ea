"""Networks of linear layers (lectures N3 N4 N5 B6 B7 B8 B9)."""

from reference_impl.activations import (
    relu_backward,
    relu_forward,
    sigmoid_backward,
    sigmoid_forward,
    tanh_backward,
    tanh_forward,
)
from reference_impl.checking import checked, compile_rule, refuse
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy, squared_error

REGRESSION = {"W": "(H, D)", "b": "(H,)", "theta": "(K, H)", "c": "(K,)"}
MLP = {"W1": "(H, D)", "b1": "(H,)", "W2": "(K, H)", "b2": "(K,)"}


def stack_of_layers(name, value, scope):
    """Rule for params W1 b1 ... WL bL whose sizes fit each other; binds D, the first layer's number of inputs."""
    if not isinstance(value, dict) or len(value) % 2 or not value:
        refuse(name, "a dict W1 b1 ... WL bL", value)
    for layer in range(1, len(value) // 2 + 1):
        inputs = "D" if layer == 1 else f"H{layer - 1}"
        compile_rule({f"W{layer}": f"(H{layer}, {inputs})", f"b{layer}": f"(H{layer},)"})(name, value, scope)


@checked(params=REGRESSION, x="(N>=1, D)", t="(N, K)")
def regression_network(params, x, t):
    """Loss and gradients of a network with one hidden layer that predicts numbers (lectures B6 N5 N8).

    h = tanh(W x + b), t_hat = theta h + c, and the squared error of t_hat, averaged over the batch.

    Args:
        params: dict with W (H, D), b (H,), theta (K, H), c (K,).
        x: (N, D) batch of inputs.
        t: (N, K) targets.
    Returns:
        loss: a number.
        grads: dict with the keys of params, each gradient shaped like its parameter.
    """
    W, b, theta, c = (params[name] for name in ("W", "b", "theta", "c"))
    z, cache_z = linear_forward(x, W, b)
    h, cache_h = tanh_forward(z)
    t_hat, cache_t = linear_forward(h, theta, c)
    loss, dt_hat = squared_error(t_hat, t)

    dh, dtheta, dc = linear_backward(dt_hat, cache_t)
    dz = tanh_backward(dh, cache_h)
    _, dW, db = linear_backward(dz, cache_z)
    return loss, {"W": dW, "b": db, "theta": dtheta, "c": dc}


@checked(params=MLP, x="(N>=1, D)", y="(N,) labels < K", lam="number >= 0")
def mlp_loss(params, x, y, lam):
    """Loss and gradients of a network with one hidden layer (lectures N4 N5 B7 B8 B15 R4).

    Linear, ReLU, linear, softmax cross entropy:
    J = L + s, where L is the mean cross entropy and s = lam / 2 (|W1|^2 + |W2|^2); biases are not penalised.

    Args:
        params: dict with W1 (H, D), b1 (H,), W2 (K, H), b2 (K,).
        x: (N, D) batch of inputs.
        y: (N,) integer labels from 0 to K - 1.
        lam: strength of the L2 penalty.
    Returns:
        loss: J, a number.
        grads: dict with the keys of params, each gradient shaped like its parameter.
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    z, cache_z = linear_forward(x, W1, b1)
    h, cache_h = relu_forward(z)
    o, cache_o = linear_forward(h, W2, b2)
    L, do = softmax_cross_entropy(o, y)
    s = lam / 2 * ((W1**2).sum() + (W2**2).sum())

    dh, dW2, db2 = linear_backward(do, cache_o)
    dz = relu_backward(dh, cache_h)
    _, dW1, db1 = linear_backward(dz, cache_z)
    return L + s, {"W1": dW1 + lam * W1, "b1": db1, "W2": dW2 + lam * W2, "b2": db2}


@checked(params=stack_of_layers, x="(N, D)", activation="one of sigmoid tanh relu")
def deep_forward(params, x, activation):
    """Forward pass of a stack of linear layers with an activation between them, none after the last (lectures N3 B9).

    Args:
        params: dict W1 b1 ... WL bL, with W1 (H1, D), W2 (H2, H1) and so on; L may be 1.
        x: (N, D) batch of inputs.
        activation: "sigmoid", "tanh" or "relu", the same between all layers.
    Returns:
        out: (N, HL) output of the last linear layer.
        cache: whatever deep_backward needs.
    """
    f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
    L = len(params) // 2
    h, caches = x, []
    for layer in range(1, L + 1):
        z, cache_z = linear_forward(h, params[f"W{layer}"], params[f"b{layer}"])
        h, cache_h = f(z) if layer < L else (z, None)
        caches.append((cache_z, cache_h))
    return h, (caches, activation)


def deep_backward(dout, cache):
    """Gradients of the stack of layers, from the last to the first (lectures B9).

    Args:
        dout: (N, HL) dL/dout. The loss has already divided it by N.
        cache: second value of deep_forward.
    Returns:
        grads: dict W1 b1 ... WL bL, each gradient shaped like its parameter.
    """
    caches, activation = cache
    f_backward = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
    L = len(caches)
    grads, dh = {}, dout
    for layer in range(L, 0, -1):
        cache_z, cache_h = caches[layer - 1]
        dz = f_backward(dh, cache_h) if layer < L else dh
        dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dz, cache_z)
    return grads
