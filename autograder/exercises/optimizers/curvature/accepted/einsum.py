import numpy as np


def predicted_change(g, H, eps):
    return -eps * np.einsum("i,i->", g, g) + 0.5 * eps**2 * np.einsum("i,ij,j->", g, H, g)


def best_step(g, H):
    c = np.einsum("i,ij,j->", g, H, g)
    if c <= 0:
        return float("inf")
    return np.einsum("i,i->", g, g) / c
