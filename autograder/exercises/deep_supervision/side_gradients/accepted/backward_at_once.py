"""Everything that reads h_l is one list of (gradient, matrix); no helper but NumPy."""

import numpy as np


def cross_entropy(scores, y):
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(len(y)), y] -= 1
    return -log_p[np.arange(len(y)), y].mean(), d / len(y)


def deeply_supervised_mlp(params, x, y, alphas, activation="relu"):
    hs, slopes, L = [x], [], len(alphas)
    for l in range(1, L + 1):
        z = hs[-1].dot(params["W%d" % l].T) + params["b%d" % l]
        if activation == "relu":
            hs.append(np.maximum(z, 0))
            slopes.append((z > 0).astype(z.dtype))
        elif activation == "tanh":
            hs.append(np.tanh(z))
            slopes.append(1 - hs[-1] ** 2)
        else:
            hs.append(0.5 * (np.tanh(0.5 * z) + 1))
            slopes.append(hs[-1] * (1 - hs[-1]))
    heads = [("S%d" % l, "c%d" % l, hs[l], alphas[l - 1]) for l in range(1, L + 1)]
    heads.append(("W%d" % (L + 1), "b%d" % (L + 1), hs[L], 1.0))
    loss, grads, arriving = 0.0, {}, [0] * (L + 1)
    for W, b, h, alpha in heads:
        value, d = cross_entropy(h.dot(params[W].T) + params[b], y)
        loss = loss + float(alpha) * value
        d = float(alpha) * d
        grads[W], grads[b] = d.T.dot(h), d.sum(0)
        place = L if W[0] == "W" else int(W[1:])
        arriving[place] = arriving[place] + d.dot(params[W])
    for l in range(L, 0, -1):
        dz = arriving[l] * slopes[l - 1]
        grads["W%d" % l], grads["b%d" % l] = dz.T.dot(hs[l - 1]), dz.sum(0)
        arriving[l - 1] = arriving[l - 1] + dz.dot(params["W%d" % l])
    return loss, grads
