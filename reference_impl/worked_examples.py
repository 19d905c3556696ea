"""The chain rule on two graphs that fit on a slide (lectures B1 B2 B3)."""

import numpy as np

from reference_impl.checking import checked


@checked(x="(...) or number", y="like x", z="like x")
def toy_graph(x, y, z):
    """Value and gradients of f = (x + y) * z (lectures B1 B2).

    Args:
        x, y, z: three numbers, or three arrays of one shape (then everything is elementwise).
    Returns:
        f: the value.
        (df_dx, df_dy, df_dz): a tuple with the derivative of f by each input.
    """
    q = x + y
    f = q * z
    df_dq = z
    df_dz = q
    return f, (df_dq, df_dq, df_dz)


@checked(W="(M, D)", x="(D,)")
def quadratic_form(W, x):
    """Value and gradients of f = |W x|^2, the squared length of a vector (lectures B3).

    Args:
        W: (M, D) matrix.
        x: (D,) vector.
    Returns:
        f: a number.
        dW: (M, D) df/dW, shaped like W.
        dx: (D,) df/dx, shaped like x.
    """
    q = W @ x
    f = q @ q
    dq = 2 * q
    dW = np.outer(dq, x)
    dx = W.T @ dq
    return f, dW, dx
