"""The slides' column vectors, in a loop over the examples; the gradients add up."""

import numpy as np


def mlp_loss(params, x, y, lam):
    grads = {key: lam * value if key[0] == "W" else np.zeros(value.shape) for key, value in params.items()}
    loss = lam / 2 * (np.vdot(params["W1"], params["W1"]) + np.vdot(params["W2"], params["W2"]))
    for row, label in zip(x, y, strict=True):
        z = params["W1"].dot(row) + params["b1"]
        h = np.where(z > 0, z, 0)
        o = params["W2"].dot(h) + params["b2"]
        log_p = o - np.logaddexp.reduce(o)
        loss -= log_p[label] / len(x)
        do = np.exp(log_p)
        do[label] -= 1
        do = do / len(x)
        dz = params["W2"].T.dot(do) * (z > 0)
        for name, delta, entered in (("2", do, h), ("1", dz, row)):
            grads["W" + name] = grads["W" + name] + np.outer(delta, entered)
            grads["b" + name] = grads["b" + name] + delta
    return loss, grads
