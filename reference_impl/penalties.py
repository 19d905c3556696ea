"""Norm penalties, what they do to a step and to the optimum (lectures R4 R5 R6)."""

import numpy as np

from reference_impl.checking import checked


@checked(weights="dict of arrays", lam="number >= 0")
def l2_penalty(weights, lam):
    """The L2 penalty lam / 2 * w^2, summed over all weights; it prefers small and spread ones (lectures R4 R14 R15).

    Args:
        weights: dict of arrays; whoever calls leaves the biases out.
        lam: strength.
    Returns:
        value: a number.
        grads: dict with the keys and shapes of weights.
    """
    value = lam / 2 * sum((w**2).sum() for w in weights.values())
    return value, {name: lam * w for name, w in weights.items()}


@checked(weights="dict of arrays", lam="number >= 0")
def l1_penalty(weights, lam):
    """The L1 penalty lam * |w|, summed over all weights (lectures R5).

    Args:
        weights: dict of arrays; whoever calls leaves the biases out.
        lam: strength.
    Returns:
        value: a number.
        grads: dict with the keys and shapes of weights: a subgradient, 0 where a weight is 0.
    """
    value = lam * sum(np.abs(w).sum() for w in weights.values())
    return value, {name: lam * np.sign(w) for name, w in weights.items()}


@checked(weights="dict of arrays", lam="number >= 0", beta="number >= 0")
def elastic_net(weights, lam, beta):
    """The elastic net lam * (beta w^2 + |w|), summed over all weights (lectures R6).

    There is no factor 1/2 here, as on the slide: a convention.

    Args:
        weights: dict of arrays; whoever calls leaves the biases out.
        lam: strength.
        beta: weight of the squares beside the absolute values.
    Returns:
        value: a number.
        grads: dict with the keys and shapes of weights; the sign of 0 is 0.
    """
    value = lam * sum((beta * w**2 + np.abs(w)).sum() for w in weights.values())
    return value, {name: lam * (2 * beta * w + np.sign(w)) for name, w in weights.items()}


@checked(w="(...) or number", g="like w", lr="number", lam="number >= 0")
def weight_decay_step(w, g, lr, lam):
    """One step of gradient descent on the loss plus lam / 2 * w^2 (lectures R4).

    Args:
        w: weights, an array of any shape.
        g: gradient of the loss alone, shaped like w.
        lr: learning rate.
        lam: strength of the penalty.
    Returns:
        w: the new weights, a new array.
    """
    return (1 - lr * lam) * w - lr * g


@checked(theta_star="(n,)", H="(n, n)", lam="number >= 0")
def l2_optimum(H, theta_star, lam):
    """Minimum of the quadratic loss (theta - theta*)^T H (theta - theta*) / 2 plus lam / 2 |theta|^2 (lectures R4).

    Args:
        H: (n, n) Hessian, symmetric and not negative; H + lam I must be invertible.
        theta_star: (n,) minimum without penalty.
        lam: strength.
    Returns:
        theta: (n,) minimum with penalty.
    """
    return np.linalg.solve(H + lam * np.eye(len(H), dtype=H.dtype), H @ theta_star)


@checked(theta_star="(n,)", h_diag="(n,) > 0", lam="number >= 0")
def l1_optimum(h_diag, theta_star, lam):
    """Minimum of the quadratic loss with a diagonal Hessian, plus lam |theta|_1 (lectures R5).

    Args:
        h_diag: (n,) diagonal of the Hessian, all positive.
        theta_star: (n,) minimum without penalty.
        lam: strength.
    Returns:
        theta: (n,) minimum with penalty; elements whose curvature does not pay for them are exactly 0.
    """
    return np.sign(theta_star) * np.maximum(np.abs(theta_star) - lam / h_diag, 0)


@checked(H="(n, n)", lam="number >= 0")
def shrinkage_factors(H, lam):
    """How much of theta* the L2 penalty leaves along each eigenvector of H: lambda_i / (lambda_i + lam) (lectures R4).

    Args:
        H: (n, n) symmetric Hessian.
        lam: strength.
    Returns:
        factors (n,), eigenvectors (n, n) in columns, by rising eigenvalue.
    """
    eigenvalues, eigenvectors = np.linalg.eigh(H)
    return eigenvalues / (eigenvalues + lam), eigenvectors
