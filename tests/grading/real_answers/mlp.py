"""Wrong networks as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class penalty_of_the_loss_not_halved:
    """penalty_without_the_half_in_the_loss"""

    def mlp_loss(params, x, y, lam):
        W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
        z, cache1 = linear_forward(x, W1, b1)
        h, cache2 = relu_forward(z)
        scores, cache3 = linear_forward(h, W2, b2)
        loss, dscores = softmax_cross_entropy(scores, y)
        loss += lam * (np.sum(W1 * W1) + np.sum(W2 * W2))
        dh, dW2, db2 = linear_backward(dscores, cache3)
        dz = relu_backward(dh, cache2)
        dx, dW1, db1 = linear_backward(dz, cache1)
        return loss, {"W1": dW1 + lam * W1, "b1": db1, "W2": dW2 + lam * W2, "b2": db2}


class biases_in_the_loss:
    """penalty_on_the_biases"""

    def mlp_loss(params, x, y, lam):
        W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
        z, cache1 = linear_forward(x, W1, b1)
        h, cache2 = relu_forward(z)
        scores, cache3 = linear_forward(h, W2, b2)
        loss, dscores = softmax_cross_entropy(scores, y)
        loss += 0.5 * lam * sum(np.sum(p**2) for p in params.values())
        dh, dW2, db2 = linear_backward(dscores, cache3)
        dx, dW1, db1 = linear_backward(relu_backward(dh, cache2), cache1)
        return loss, {"W1": dW1 + lam * W1, "b1": db1, "W2": dW2 + lam * W2, "b2": db2}


class softmax_and_then_the_loss:
    """softmax_before_the_loss"""

    def mlp_loss(params, x, y, lam):
        z, c1 = linear_forward(x, params["W1"], params["b1"])
        h, c2 = relu_forward(z)
        o, c3 = linear_forward(h, params["W2"], params["b2"])
        p = softmax(o)
        L, do = softmax_cross_entropy(p, y)
        dh, dW2, db2 = linear_backward(do, c3)
        _, dW1, db1 = linear_backward(relu_backward(dh, c2), c1)
        s = lam / 2 * (np.sum(params["W1"] ** 2) + np.sum(params["W2"] ** 2))
        return L + s, {"W1": dW1 + lam * params["W1"], "b1": db1, "W2": dW2 + lam * params["W2"], "b2": db2}


class norms_without_their_squares:
    """lengths_not_squared"""

    def mlp_loss(params, x, y, lam):
        W1, W2 = params["W1"], params["W2"]
        z, c1 = linear_forward(x, W1, params["b1"])
        h, c2 = relu_forward(z)
        o, c3 = linear_forward(h, W2, params["b2"])
        L, do = softmax_cross_entropy(o, y)
        dh, dW2, db2 = linear_backward(do, c3)
        _, dW1, db1 = linear_backward(relu_backward(dh, c2), c1)
        L += lam / 2 * (np.linalg.norm(W1) + np.linalg.norm(W2))
        return L, {"W1": dW1 + lam * W1, "b1": db1, "W2": dW2 + lam * W2, "b2": db2}
