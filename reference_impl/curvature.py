"""What a step really does to the loss: second order and beyond (lectures O7 O8)."""

import numpy as np

from reference_impl.checking import checked


@checked(g="(n,)", H="(n, n)", eps="number")
def predicted_change(g, H, eps):
    """Change of the loss J by the step -eps g, to second order (lectures O7).

    Args:
        g: (n,) gradient.
        H: (n, n) Hessian.
        eps: step size.
    Returns:
        dJ: J(theta - eps g) - J(theta) of the quadratic model; negative when the step goes down.
    """
    return -eps * (g @ g) + eps**2 / 2 * (g @ H @ g)


@checked(g="(n,)", H="(n, n)")
def best_step(g, H):
    """Step size along -g that lowers the quadratic model most (lectures O7).

    Args:
        g: (n,) gradient.
        H: (n, n) Hessian.
    Returns:
        eps: a number; infinite (np.inf) where the curvature along g is not positive, for then no step is too long.
    """
    curvature = g @ H @ g
    return g @ g / curvature if curvature > 0 else np.inf


@checked(w="(L,)", x="number", y="number", eps="number")
def chain_step(w, x, y, eps):
    """One gradient step on a chain of linear neurons: the promised change of the loss, and the real one (lectures O8).

    The chain is yhat = x w_1 w_2 ... w_L with the loss (yhat - y)^2.

    Args:
        w: (L,) weights.
        x, y: numbers, input and target.
        eps: step size.
    Returns:
        predicted: change of the loss by the first-order model, negative.
        actual: loss after the step minus loss before.
    """
    error = x * np.prod(w) - y
    g = np.array([2 * error * x * np.prod(np.delete(w, k)) for k in range(len(w))])
    predicted = -eps * (g @ g)
    actual = (x * np.prod(w - eps * g) - y) ** 2 - error**2
    return predicted, actual
