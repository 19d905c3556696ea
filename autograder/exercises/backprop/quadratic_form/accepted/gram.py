import numpy as np


def quadratic_form(W, x):
    # f = x^T G x with the symmetric G = W^T W
    G = W.T @ W
    return float(x @ G @ x), 2 * W @ np.multiply.outer(x, x), 2 * G @ x
