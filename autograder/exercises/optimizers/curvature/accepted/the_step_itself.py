import numpy as np


def predicted_change(g, H, eps):
    step = -eps * g
    return np.dot(step, g) + np.dot(step, np.dot(H, step)) / 2


def best_step(g, H):
    curvature = np.dot(g, np.dot(H, g))
    return np.sum(g**2) / curvature if curvature > 0 else np.inf
