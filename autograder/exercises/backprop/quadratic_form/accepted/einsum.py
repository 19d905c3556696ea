import numpy as np


def quadratic_form(W, x):
    q = np.einsum("ij,j->i", W, x)
    dq = q + q
    return np.einsum("i,i->", q, q), np.einsum("i,j->ij", dq, x), np.einsum("i,ij->j", dq, W)
