"""One pass forward and one pass back through all of it; the two gradients are added at the first pool."""

import numpy as np


def side_lenet_loss(params, x, y, alpha):
    def layer(function, inputs, name):
        return function(inputs, params[name + "_w"], params[name + "_b"])

    N = x.shape[0]
    a1, conv1 = layer(conv2d_forward, x, "conv1")
    p1, pool1 = max_pool_forward(a1)
    a2, conv2 = layer(conv2d_forward, p1, "conv2")
    p2, pool2 = max_pool_forward(a2)
    z, fc1 = layer(linear_forward, p2.reshape(N, -1), "fc1")
    h, relu = relu_forward(z)
    o, fc2 = layer(linear_forward, h, "fc2")
    s, side = layer(linear_forward, p1.reshape(N, -1), "side")
    main_loss, do = softmax_cross_entropy(o, y)
    side_loss, ds = softmax_cross_entropy(s, y)
    grads = {}
    dh, grads["fc2_w"], grads["fc2_b"] = linear_backward(do, fc2)
    dp2, grads["fc1_w"], grads["fc1_b"] = linear_backward(relu_backward(dh, relu), fc1)
    dp1, grads["conv2_w"], grads["conv2_b"] = conv2d_backward(max_pool_backward(dp2.reshape(p2.shape), pool2), conv2)
    d_side, grads["side_w"], grads["side_b"] = linear_backward(ds * alpha, side)
    dp1 = dp1 + d_side.reshape(p1.shape)
    _, grads["conv1_w"], grads["conv1_b"] = conv2d_backward(max_pool_backward(dp1, pool1), conv1)
    return main_loss + alpha * side_loss, grads
