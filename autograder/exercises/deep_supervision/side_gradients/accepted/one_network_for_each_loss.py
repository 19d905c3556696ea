"""Each loss is a plain network of its own, down to the inputs; the gradients of all networks are added up."""

import numpy as np

FORWARD = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}
BACKWARD = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}


def add(grads, name, value):
    grads[name] = grads[name] + value if name in grads else value


def plain_network(params, x, y, depth, head, weight, activation, grads):
    h, caches = x, []
    for k in range(1, depth + 1):
        z, cache_z = linear_forward(h, params[f"W{k}"], params[f"b{k}"])
        h, cache_h = FORWARD[activation](z)
        caches.append((cache_z, cache_h))
    o, cache = linear_forward(h, params[head[0]], params[head[1]])
    loss, do = softmax_cross_entropy(o, y)
    dh, dW, db = linear_backward(weight * do, cache)
    add(grads, head[0], dW)
    add(grads, head[1], db)
    for k in range(depth, 0, -1):
        cache_z, cache_h = caches.pop()
        dh, dW, db = linear_backward(BACKWARD[activation](dh, cache_h), cache_z)
        add(grads, f"W{k}", dW)
        add(grads, f"b{k}", db)
    return loss


def deeply_supervised_mlp(params, x, y, alphas, activation="relu"):
    grads, sides, L = {}, [], len(alphas)
    for k, alpha in enumerate(alphas, start=1):
        head = f"S{k}", f"c{k}"
        sides.append(plain_network(params, x, y, k, head, float(alpha), activation, grads))
    main = plain_network(params, x, y, L, (f"W{L + 1}", f"b{L + 1}"), 1.0, activation, grads)
    return deeply_supervised_loss(main, sides, alphas), grads
