"""All weights as one long vector, in double precision, cut up again at the end."""

import numpy as np


def flat(weights):
    return np.concatenate([np.asarray(w, dtype=np.float64).ravel() for w in weights.values()])


def cut(vector, weights):
    ends = np.cumsum([w.size for w in weights.values()])
    return {name: part.reshape(weights[name].shape) for name, part in zip(weights, np.split(vector, ends[:-1]))}


def l2_penalty(weights, lam):
    w = flat(weights)
    return lam / 2 * np.linalg.norm(w) ** 2, cut(lam * w, weights)


def l1_penalty(weights, lam):
    w = flat(weights)
    return lam * np.linalg.norm(w, 1), cut(lam * np.sign(w), weights)


def elastic_net(weights, lam, beta):
    w = flat(weights)
    return lam * np.sum(beta * w**2 + abs(w)), cut(lam * (2 * beta * w + np.sign(w)), weights)
