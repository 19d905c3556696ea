"""A network for handwritten digits, from the images to a function that reads them (lectures N6 B10 B11 R11 O6)."""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.augmentation import augment
from reference_impl.checking import checked
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy
from reference_impl.optimizers import adam_step
from reference_impl.schedules import linear_decay
from reference_impl.training import minibatches


@checked(x="(N>=1, 1, 28, 28)", y="(N,) labels < 10", rng="generator")
def fit_digits(x, y, rng):
    """Train a network of your own on handwritten digits, and return what reads them (lectures N6 B10 B11 R11 O6).

    Args:
        x: (N, 1, 28, 28) images from 0 to 255/256, black is 0.
        y: (N,) integer labels from 0 to 9.
        rng: numpy.random.Generator for all that is random: the same state gives the same network.
    Returns:
        predict: predict(x) -> labels (N,) for any number of images (N >= 1, 1, 28, 28), each read by itself.
    """

    def windows(x):  # a row for each of the 12 x 12 places of a 6 x 6 kernel that moves by 2
        views = np.lib.stride_tricks.sliding_window_view(x[:, 0], (6, 6), axis=(1, 2))
        return views[:, ::2, ::2].reshape(-1, 36)

    def forward(params, x):
        z, cache_z = linear_forward(windows(x), params["W1"], params["b1"])
        h, cache_h = relu_forward(z)
        blocks = h.reshape(len(x), 6, 2, 6, 2, 16)
        pooled = blocks.max(axis=2, keepdims=True).max(axis=4, keepdims=True)
        u, cache_u = linear_forward(pooled.reshape(len(x), 576), params["W2"], params["b2"])
        v, cache_v = relu_forward(u)
        o, cache_o = linear_forward(v, params["W3"], params["b3"])
        return o, (cache_z, cache_h, blocks, pooled, cache_u, cache_v, cache_o)

    def gradients(params, x, y):
        o, cache = forward(params, augment(x, rng, shift=1))
        cache_z, cache_h, blocks, pooled, cache_u, cache_v, cache_o = cache
        _, do = softmax_cross_entropy(o, y)
        dv, dW3, db3 = linear_backward(do, cache_o)
        dpooled, dW2, db2 = linear_backward(relu_backward(dv, cache_v), cache_u)
        dh = dpooled.reshape(pooled.shape) * (blocks == pooled)
        _, dW1, db1 = linear_backward(relu_backward(dh.reshape(-1, 16), cache_h), cache_z)
        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}

    params = {}
    for layer, (fan_out, fan_in) in enumerate([(16, 36), (100, 576), (10, 100)], start=1):
        W = rng.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in))
        params[f"W{layer}"], params[f"b{layer}"] = W.astype(np.float32), np.zeros(fan_out, np.float32)

    states, k, steps = dict.fromkeys(params), 0, 10 * -(-len(x) // 50)
    while k < steps:
        for batch in minibatches(x, y, 50, rng):
            lr, grads = linear_decay(k, 3e-3, 3e-5, steps), gradients(params, *batch)
            for name in params:
                params[name], states[name] = adam_step(params[name], grads[name], states[name], lr)
            k += 1
    return lambda x: forward(params, x)[0].argmax(axis=1)
