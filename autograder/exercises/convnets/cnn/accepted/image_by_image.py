"""One image at a time, added up, with the mean taken in the end."""

import numpy as np


def cnn_loss(params, x, y):
    total = 0.0
    grads = {key: np.zeros_like(value) for key, value in params.items()}
    for image, label in zip(x, y):
        loss, own = one(params, image[None], np.array([label]))
        total += loss
        for key in grads:
            grads[key] += own[key]
    return total / len(x), {key: grad / len(x) for key, grad in grads.items()}


def one(params, x, y):
    zero = {key: np.zeros(len(value)) for key, value in params.items()}
    z1, c1 = conv2d_forward(x, params["g1"], zero["g1"])
    a1, p1 = max_pool_forward(np.where(z1 > 0, z1, 0.0))
    z2, c2 = conv2d_forward(a1, params["g2"], zero["g2"])
    a2, p2 = max_pool_forward(np.where(z2 > 0, z2, 0.0))
    z3, c3 = linear_forward(a2.ravel()[None], params["W1"], zero["W1"])
    z4, c4 = linear_forward(z3 * (z3 > 0), params["W2"], zero["W2"])
    loss, dz4 = softmax_cross_entropy(z4, y)
    da3, dW2, _ = linear_backward(dz4, c4)
    da2, dW1, _ = linear_backward(da3 * (z3 > 0), c3)
    da1, dg2, _ = conv2d_backward(max_pool_backward(da2.reshape(np.shape(a2)), p2) * (z2 > 0), c2)
    dg1 = conv2d_backward(max_pool_backward(da1, p1) * (z1 > 0), c1)[1]
    return loss, dict(g1=dg1, g2=dg2, W1=dW1, W2=dW2)
