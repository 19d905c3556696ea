"""The residual block: a layer that adds something to its input (beside lectures I1)."""

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.checking import checked
from reference_impl.linear import linear_backward, linear_forward


@checked(x="(N, D)", W1="(H, D)", b1="(H,)", W2="(D, H)", b2="(D,)")
def residual_forward(x, W1, b1, W2, b2):
    """A residual block: out = x + W2 relu(W1 x + b1) + b2 (lectures I1).

    Its Jacobian is 1 plus something: through a product of such factors a gradient finds its way.

    Args:
        x: (N, D) batch of inputs.
        W1: (H, D), b1: (H,) first linear layer.
        W2: (D, H), b2: (D,) second linear layer, back to the size of x.
    Returns:
        out: (N, D).
        cache: whatever residual_backward needs.
    """
    z, cache_z = linear_forward(x, W1, b1)
    h, cache_h = relu_forward(z)
    o, cache_o = linear_forward(h, W2, b2)
    return x + o, (cache_z, cache_h, cache_o)


@checked(dout="(N, D)")
def residual_backward(dout, cache):
    """Gradients of the residual block: two ways lead back to x, and they add up (lectures I1).

    Args:
        dout: (N, D) dL/dout. The loss has already divided it by N.
        cache: second value of residual_forward.
    Returns:
        dx: (N, D).
        grads: dict W1 b1 W2 b2, each gradient shaped like its parameter.
    """
    cache_z, cache_h, cache_o = cache
    dh, dW2, db2 = linear_backward(dout, cache_o)
    dz = relu_backward(dh, cache_h)
    dx, dW1, db1 = linear_backward(dz, cache_z)
    return dout + dx, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
