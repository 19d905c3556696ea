"""The lecture's convolutional network, forward in four lines and back in eight steps (lectures N6 B14)."""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.checking import checked
from reference_impl.convolution import conv2d_backward, conv2d_forward
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy
from reference_impl.pooling import max_pool_backward, max_pool_forward

CNN = {"g1": "(F1, C, U1, V1)", "g2": "(F2, F1, U2, V2)", "W1": "(M, D)", "W2": "(K, M)"}


@checked(params=CNN, x="(N>=1, C, H, W)", y="(N,) labels < K")
def cnn_loss(params, x, y):
    """Loss and gradients of the lecture's convolutional network (lectures N6 B10 B11 B14).

    a1 = pool(f(g1 * x)), a2 = pool(f(g2 * a1)), a3 = f(W1 a2), yhat = softmax(W2 a3) and the cross entropy, averaged
    over the batch. f is ReLU, * is conv2d with stride 1 and no padding, pool is 2x2 with stride 2 and leaves out an odd
    last row or column; there are no biases. Numbered are the eight steps of the lecture.

    A margin note: in steps 5 and 7 the slide goes from a layer straight to the f below it. Between the two lies the
    pool, whose routing takes part.

    Args:
        params: dict with g1 (F1, C, KH, KW), g2 (F2, F1, KH, KW), W1 (M, D), W2 (K, M); D is the size of a2 for one
            image, flattened in the order channel, row, column.
        x: (N, C, H, W) images.
        y: (N,) integer labels from 0 to K - 1.
    Returns:
        loss: a number.
        grads: dict with the keys of params, each gradient shaped like its parameter.
    """
    g1, g2, W1, W2 = (params[name] for name in ("g1", "g2", "W1", "W2"))
    z1, cache_g1 = conv2d_forward(x, g1, np.zeros(len(g1), g1.dtype))
    f1, cache_f1 = relu_forward(z1)
    a1, cache_pool1 = max_pool_forward(f1)
    z2, cache_g2 = conv2d_forward(a1, g2, np.zeros(len(g2), g2.dtype))
    f2, cache_f2 = relu_forward(z2)
    a2, cache_pool2 = max_pool_forward(f2)
    z3, cache_W1 = linear_forward(a2.reshape(len(x), -1), W1, np.zeros(len(W1), W1.dtype))
    a3, cache_f3 = relu_forward(z3)
    z4, cache_W2 = linear_forward(a3, W2, np.zeros(len(W2), W2.dtype))

    loss, dz4 = softmax_cross_entropy(z4, y)  # 1
    da3, dW2, _ = linear_backward(dz4, cache_W2)  # 2
    dz3 = relu_backward(da3, cache_f3)  # 3
    da2, dW1, _ = linear_backward(dz3, cache_W1)  # 4
    dz2 = relu_backward(max_pool_backward(da2.reshape(a2.shape), cache_pool2), cache_f2)  # 5
    da1, dg2, _ = conv2d_backward(dz2, cache_g2)  # 6
    dz1 = relu_backward(max_pool_backward(da1, cache_pool1), cache_f1)  # 7
    _, dg1, _ = conv2d_backward(dz1, cache_g1)  # 8
    return loss, {"g1": dg1, "g2": dg2, "W1": dW1, "W2": dW2}
