"""J_ij = p_i (delta_ij - p_j)."""

import numpy as np


def softmax_jacobian(p):
    return np.einsum("i,ij->ij", p, np.eye(p.size) - p[None, :])
