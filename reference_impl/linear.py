"""The linear (fully connected, affine) layer (lectures B4 N1)."""

from reference_impl.checking import checked


@checked(x="(N, D)", W="(M, D)", b="(M,)")
def linear_forward(x, W, b):
    """The linear layer z = x W^T + b (lectures B4 N1).

    The slides write one column vector, z = W x + b; here every row of x is one example.

    Args:
        x: (N, D) batch of inputs.
        W: (M, D) weights, one row for each output.
        b: (M,) biases.
    Returns:
        z: (N, M) outputs.
        cache: whatever linear_backward needs.
    """
    z = x @ W.T + b
    return z, (x, W)


@checked(cache=("(N, D)", "(M, D)"), dz="(N, M)")
def linear_backward(dz, cache):
    """Gradients of the linear layer z = x W^T + b (lectures B4).

    Args:
        dz: (N, M) dL/dz. The loss has already divided it by N.
        cache: second value of linear_forward.
    Returns:
        dx (N, D), dW (M, D), db (M,): each shaped like its input.
    """
    x, W = cache
    dx = dz @ W
    dW = dz.T @ x
    db = dz.sum(axis=0)
    return dx, dW, db
