"""Batch normalisation at work: what it brings, where it goes, and why (lectures BN5, BN7 to BN9)."""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward, sigmoid_forward
from reference_impl.batchnorm import batchnorm_backward, batchnorm_forward, batchnorm_mlp_loss, normalize
from reference_impl.initialization import he_normal, normal_init
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy
from reference_impl.networks import mlp_loss
from reference_impl.optimizers import sgd_step
from reference_impl.training import minibatches, train

PLACES = {
    "nowhere": ("linear", "relu"),
    "on the input": ("norm", "linear", "relu"),
    "before the activation": ("linear", "norm", "relu"),
    "behind the activation": ("linear", "relu", "norm"),
}


def sigmoid_linear_share(scale, rng, examples=1000):
    """How straight a sigmoid is over inputs of this spread, before and after normalising them (lectures BN5).

    Returns:
        raw, normalised: correlation of the sigmoid's input and output; 1 is a straight line.
    """
    x = scale * rng.standard_normal((examples, 1)) + 2 * scale
    pairs = ((z, sigmoid_forward(z)[0]) for z in (x[:, 0], normalize(x)[0][:, 0]))
    return tuple(float(np.corrcoef(z, a)[0, 1]) for z, a in pairs)


def batchnorm_curves(data, rng, lr, std=1.0, hidden=32, epochs=10, batch_size=32):
    """Loss of each iteration of the same network without and with batch normalisation (lectures BN7).

    Args:
        data: x (N, D) and integer labels y (N,); lr: learning rate; std: spread of the first weights.
    Returns:
        plain, normalised: each (iterations,).
    """
    x, y = data
    K, D, seed = int(y.max()) + 1, x.shape[1], int(rng.integers(2**31))
    W1, W2 = normal_init((hidden, D), std, rng), normal_init((K, hidden), std, rng)
    plain = {"W1": W1, "b1": np.zeros(hidden), "W2": W2, "b2": np.zeros(K)}
    _, plain_curve = train(
        plain,
        lambda params, x, y: mlp_loss(params, x, y, 0.0),
        data,
        lambda w, g, state, lr: (sgd_step(w, g, lr), None),
        lr,
        epochs,
        batch_size,
        np.random.default_rng(seed),
    )
    params = {"W1": W1, "gamma": np.ones(hidden), "beta": np.zeros(hidden), "W2": W2, "b2": np.zeros(K)}
    running, order, curve = {"mean": np.zeros(hidden), "var": np.ones(hidden)}, np.random.default_rng(seed), []
    for _ in range(epochs):
        for x_batch, y_batch in minibatches(x, y, batch_size, order):
            loss, grads, running = batchnorm_mlp_loss(params, running, x_batch, y_batch, training=True)
            params = {name: sgd_step(params[name], grads[name], lr) for name in params}
            curve.append(loss)
    return plain_curve, np.array(curve)


def stack(params, x, kinds):
    """Layers one after the other, normalising by the batch; layer k has W<k> b<k>, or gamma<k> beta<k> (lectures BN8).

    Args:
        params: dict of the layers' parameters; x: (N, D); kinds: for each layer linear, norm or relu.
    Returns:
        out: (N, M); back: a function from dout to the gradients, a dict with the keys of params.
    """
    caches = []
    for k, kind in enumerate(kinds):
        if kind == "linear":
            x, cache = linear_forward(x, params[f"W{k}"], params[f"b{k}"])
        elif kind == "norm":
            running = {"mean": np.zeros(x.shape[1]), "var": np.ones(x.shape[1])}
            x, cache, _ = batchnorm_forward(x, params[f"gamma{k}"], params[f"beta{k}"], running, True)
        else:
            x, cache = relu_forward(x)
        caches.append(cache)

    def back(dx):
        grads = {}
        for k in reversed(range(len(kinds))):
            if kinds[k] == "linear":
                dx, grads[f"W{k}"], grads[f"b{k}"] = linear_backward(dx, caches[k])
            elif kinds[k] == "norm":
                dx, grads[f"gamma{k}"], grads[f"beta{k}"] = batchnorm_backward(dx, caches[k])
            else:
                dx = relu_backward(dx, caches[k])
        return grads

    return x, back


def stack_params(kinds, sizes, rng):
    """First parameters of a stack: He's weights, zero biases, gamma 1 and beta 0 (lectures BN8).

    Args:
        kinds: as in stack; sizes: the inputs, then the units of each linear layer.
    """
    widths, params = iter(sizes), {}
    width = next(widths)
    for k, kind in enumerate(kinds):
        if kind == "linear":
            fan_in, width = width, next(widths)
            params |= {f"W{k}": he_normal((width, fan_in), rng), f"b{k}": np.zeros(width)}
        elif kind == "norm":
            params |= {f"gamma{k}": np.ones(width), f"beta{k}": np.zeros(width)}
    return params


def stack_loss(params, x, y, kinds):
    """Mean cross entropy of a stack, and its gradients (lectures BN8)."""
    o, back = stack(params, x, kinds)
    loss, do = softmax_cross_entropy(o, y)
    return loss, back(do)


def placement_curves(data, rng, lr=0.1, hidden=(16, 16), steps=100):
    """Losses of one network with the normalisation in several places, over all examples (lectures BN8).

    Args:
        data: x (N, D) and integer labels y (N,).
    Returns:
        dict from each of PLACES to (steps,).
    """
    x, y = data
    seed, sizes, curves = int(rng.integers(2**31)), (x.shape[1], *hidden, int(y.max()) + 1), {}
    for place, block in PLACES.items():
        repeated = block * len(hidden) if place != "on the input" else block + block[1:] * (len(hidden) - 1)
        kinds = (*repeated, "linear")
        params, losses = stack_params(kinds, sizes, np.random.default_rng(seed)), []
        for _ in range(steps):
            loss, grads = stack_loss(params, x, y, kinds)
            params = {name: sgd_step(params[name], grads[name], lr) for name in params}
            losses.append(loss)
        curves[place] = np.array(losses)
    return curves


def price(units):
    """What the layer costs behind a linear layer with so many units (lectures BN8).

    Returns:
        trained: numbers that are learned (gamma, beta); kept: numbers that are averaged (mean, var); saved: biases that
        the linear layer no longer needs. Folded, all of it is gone.
    """
    return {"trained": 2 * units, "kept": 2 * units, "saved": units}


def promise_and_outcome(data, rng, lrs, depth=6, width=16, std=1.0):
    """All layers step at once: the change of the loss that the gradient promises, and what comes of it (lectures BN9).

    The promise, -lr |g|^2, holds for steps so small that no layer meets the others' changes.

    Args:
        data: x (N, D) and integer labels y (N,); lrs: learning rates; std: the first weights are He's times this.
    Returns:
        dict from "without" and "with" to the outcome divided by the promise, (len(lrs),): 1 where it is kept, negative
        where the loss has climbed.
    """
    x, y = data
    seed, sizes, shares = int(rng.integers(2**31)), (x.shape[1], *[width] * depth, int(y.max()) + 1), {}
    for name, block in (("without", PLACES["nowhere"]), ("with", PLACES["before the activation"])):
        kinds = (*block * depth, "linear")
        params = stack_params(kinds, sizes, np.random.default_rng(seed))
        params = {key: std * value if key.startswith("W") else value for key, value in params.items()}
        loss, grads = stack_loss(params, x, y, kinds)
        squared = sum((g**2).sum() for g in grads.values())
        after = [stack_loss({k: sgd_step(params[k], grads[k], lr) for k in params}, x, y, kinds)[0] for lr in lrs]
        shares[name] = (loss - np.array(after)) / (np.array(lrs) * squared)
    return shares


def wasted_share(dout, x):
    """How much of a step along dout normalising would take back: the part that only shifts or scales x (lectures BN9).

    The gradient of batch normalisation is dout without that part, up to a factor.

    Args:
        dout: (N, D); x: (N, D) the batch that was normalised.
    Returns:
        share: (D,) from 0 to 1 of the squared length of dout in each feature.
    """
    x_hat, N = normalize(x, 0.0)[0], len(x)
    return (dout.sum(axis=0) ** 2 + (dout * x_hat).sum(axis=0) ** 2) / N / (dout**2).sum(axis=0)
