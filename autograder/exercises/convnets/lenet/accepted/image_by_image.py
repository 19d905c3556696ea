"""One image at a time, added up, with the mean taken in the end."""

import numpy as np


def lenet_loss(params, x, y):
    total, grads = 0.0, {key: np.zeros(value.shape) for key, value in params.items()}
    for n in range(x.shape[0]):
        a1, c1 = conv2d_forward(x[n : n + 1], params["conv1_w"], params["conv1_b"], 1, 0)
        p1, m1 = max_pool_forward(a1, 2, 2)
        a2, c2 = conv2d_forward(p1, params["conv2_w"], params["conv2_b"], 1, 0)
        p2, m2 = max_pool_forward(a2, 2, 2)
        flat = np.asarray(p2).flatten()
        z = params["fc1_w"] @ flat + params["fc1_b"]
        h = np.where(z > 0, z, 0)
        o = params["fc2_w"] @ h + params["fc2_b"]
        loss, do = softmax_cross_entropy(o[None, :], y[n : n + 1])
        do = do[0]
        dz = np.where(z > 0, params["fc2_w"].T @ do, 0)
        dp1, dw2, db2 = conv2d_backward(max_pool_backward((params["fc1_w"].T @ dz).reshape(p2.shape), m2), c2)
        _, dw1, db1 = conv2d_backward(max_pool_backward(dp1, m1), c1)
        own = {"fc2_w": np.outer(do, h), "fc2_b": do, "fc1_w": np.outer(dz, flat), "fc1_b": dz}
        own.update(conv2_w=dw2, conv2_b=db2, conv1_w=dw1, conv1_b=db1)
        total += loss
        for key in own:
            grads[key] += own[key]
    return total / x.shape[0], {key: grad / x.shape[0] for key, grad in grads.items()}
