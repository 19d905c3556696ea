"""A permutation matrix P from the left and its transpose from the right."""

import numpy as np


def permute_hidden(params, order):
    P = np.eye(len(order))[list(order)]
    return {"W1": P @ params["W1"], "b1": P @ params["b1"], "W2": params["W2"] @ P.T, "b2": params["b2"]}
