"""L2 along the eigenvectors; L1 by cases, as the slide has it."""

import numpy as np


def l2_optimum(H, theta_star, lam):
    if lam == 0:
        return theta_star.copy()
    values, Q = np.linalg.eigh(H)
    return Q @ (values / (values + lam) * (Q.T @ theta_star))


def l1_optimum(h_diag, theta_star, lam):
    up = np.maximum(theta_star - lam / h_diag, 0)
    down = np.minimum(theta_star + lam / h_diag, 0)
    return np.where(theta_star >= 0, up, down)
