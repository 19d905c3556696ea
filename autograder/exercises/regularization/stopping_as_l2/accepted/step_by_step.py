import numpy as np


def early_stopping_factors(eigenvalues, eps, steps):
    # the descent itself, towards an optimum of 1 along each eigenvector
    reached = np.zeros(len(eigenvalues))
    for _ in range(steps):
        reached = reached + eps * eigenvalues * (1 - reached)
    return reached


def equivalent_l2(eps, steps):
    return (eps * steps) ** -1
