"""Dropout: an ensemble of thinned networks for the price of one (lectures R8 R9).

p is the probability of *dropping* a unit, everywhere.
"""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.checking import checked, compile_rule, refuse
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy


@checked(x="(...)", p="in [0, 1)", rng="generator when training")
def dropout_forward(x, p, rng, training):
    """Inverted dropout: each unit of each example is dropped with probability p, the mean stays (lectures R8).

    In training the kept units are scaled so that the expected output is x. At test time the output is x.

    Args:
        x: array of any shape, for example (N, D).
        p: probability of dropping a unit, 0 <= p < 1.
        rng: numpy.random.Generator that decides which units are dropped; not used at test time.
        training: True in training, False at test time.
    Returns:
        out: shaped like x.
        cache: whatever dropout_backward needs.
    """
    if not training:
        return x, None
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p), (mask, p)


def dropout_backward(dout, cache):
    """Gradient of inverted dropout, for the units that this forward pass dropped (lectures R8).

    Args:
        dout: dL/dout, shaped like x.
        cache: second value of dropout_forward.
    Returns:
        dx: dL/dx, shaped like x.
    """
    if cache is None:
        return dout
    mask, p = cache
    return dout * mask / (1 - p)


@checked(x="(...)", p="in [0, 1)", rng="generator when training")
def plain_dropout(x, p, rng, training):
    """Dropout as first published: it drops without scaling, and makes up for it at test time (lectures R8 R9).

    The expected output in training and the output at test time are the same.

    Args:
        x: array of any shape, for example (N, D).
        p: probability of dropping a unit, 0 <= p < 1.
        rng: numpy.random.Generator that decides which units are dropped; not used at test time.
        training: True in training, False at test time.
    Returns:
        out: shaped like x.
    """
    if not training:
        return x * (1 - p)
    mask = rng.random(x.shape) >= p
    return x * mask


def few_units(name, value, scope):
    """Rule for an array (n,) short enough to write down all its masks."""
    compile_rule("(n,)")(name, value, scope)
    if len(value) > 12:
        refuse(name, "an array of at most 12 units, since there are 2^n masks", value)


@checked(w=few_units, x="(n,)", p="in [0, 1)")
def exact_average(w, x, p):
    """Mean and variance of a neuron's output w . (mask * x) / (1 - p) over all 2^n dropout masks (lectures R9).

    Nothing is sampled: each mask counts with its probability, which depends on how many units it keeps.

    Args:
        w: (n,) weights, n at most 12.
        x: (n,) inputs.
        p: probability of dropping a unit, 0 <= p < 1.
    Returns:
        mean: expected output, a number.
        var: variance of the output, a number.
    """
    n = len(x)
    masks = ((np.arange(2**n)[:, None] >> np.arange(n)) & 1).astype(x.dtype)
    kept = masks.sum(axis=1)
    probability = (1 - p) ** kept * p ** (n - kept)
    output = masks @ (w * x) / (1 - p)
    mean = probability @ output
    return mean, probability @ (output - mean) ** 2


@checked(forward="callable", passes="integer >= 1", rng="generator")
def monte_carlo_predict(forward, x, passes, rng):
    """Average of many stochastic passes: a prediction, and how unsure the network is of it (lectures R9).

    Args:
        forward: forward(x, rng) is one stochastic pass; it returns an array, a new one for each call.
        x: input, handed to forward as it is.
        passes: how many passes, at least 1.
        rng: numpy.random.Generator, handed to forward each time.
    Returns:
        mean: shaped like one output.
        std: shaped like one output, standard deviation over the passes (divided by passes, not passes - 1).
    """
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0)


@checked(
    params={"W1": "(H, D)", "b1": "(H,)", "W2": "(K, H)", "b2": "(K,)"},
    x="(N>=1, D)",
    y="(N,) labels < K",
    p_input="in [0, 1)",
    p_hidden="in [0, 1)",
    lam="number >= 0",
    rng="generator when training",
)
def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
    """Loss and gradients of a network with dropout on its inputs and on its hidden units (lectures R8 R9).

    Inputs, dropout, linear, ReLU, dropout, linear, softmax cross entropy; plus the L2 penalty
    lam / 2 (|W1|^2 + |W2|^2). The mask of the inputs is drawn first, then the mask of the hidden units.

    Args:
        params: dict with W1 (H, D), b1 (H,), W2 (K, H), b2 (K,).
        x: (N, D) batch of inputs.
        y: (N,) integer labels from 0 to K - 1.
        p_input, p_hidden: probability of dropping an input, and a hidden unit; lecture values 0.2 and 0.5.
        lam: strength of the L2 penalty on the weights, not the biases.
        rng: numpy.random.Generator for the masks; the same state gives the same masks. Not used at test time.
        training: True in training, False at test time (then nothing is dropped).
    Returns:
        loss: mean cross entropy plus penalty, a number.
        grads: dict with the keys of params, each gradient shaped like its parameter.
    """
    W1, b1, W2, b2 = (params[name] for name in ("W1", "b1", "W2", "b2"))
    x_tilde, _ = dropout_forward(x, p_input, rng, training)
    z, cache_z = linear_forward(x_tilde, W1, b1)
    h, cache_h = relu_forward(z)
    h_tilde, cache_mask = dropout_forward(h, p_hidden, rng, training)
    o, cache_o = linear_forward(h_tilde, W2, b2)
    L, do = softmax_cross_entropy(o, y)
    s = lam / 2 * ((W1**2).sum() + (W2**2).sum())

    dh_tilde, dW2, db2 = linear_backward(do, cache_o)
    dh = dropout_backward(dh_tilde, cache_mask)
    dz = relu_backward(dh, cache_h)
    _, dW1, db1 = linear_backward(dz, cache_z)
    return L + s, {"W1": dW1 + lam * W1, "b1": db1, "W2": dW2 + lam * W2, "b2": db2}
