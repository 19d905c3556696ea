"""Max-pooling: only the winner of a window goes on, and only it gets the gradient (lectures B11)."""

import numpy as np

from reference_impl.checking import checked, compile_rule, refuse


def fitting_window(name, value, scope):
    """Rule for a window's size, which must not exceed the images' height or width."""
    compile_rule("integer >= 1")(name, value, scope)
    H, W = scope.arguments["x"].shape[2:]
    if value > min(H, W):
        refuse(name, f"at most {min(H, W)}, for images of {H} by {W}", value)


@checked(x="(N, C, H, W)", size=fitting_window, stride="integer >= 1")
def max_pool_forward(x, size=2, stride=2):
    """Largest value of every window of every channel (lectures N6 B11).

    Windows overlap when the stride is smaller than the size. Rows and columns that fill no whole window are left out.

    Args:
        x: (N, C, H, W) images.
        size: height and width of a window, at most H and W.
        stride: step from window to window, the same down and to the right.
    Returns:
        out: (N, C, OH, OW) with OH = floor((H - size) / stride) + 1, OW likewise.
        cache: whatever max_pool_backward needs.
    """
    H, W = x.shape[2:]
    OH, OW = (H - size) // stride + 1, (W - size) // stride + 1
    out = x[:, :, : stride * OH : stride, : stride * OW : stride]
    for u, v in np.ndindex(size, size):
        out = np.maximum(out, x[:, :, u : u + stride * OH : stride, v : v + stride * OW : stride])
    return out, (x, out, size, stride)


@checked(dout="(N, C, OH, OW)")
def max_pool_backward(dout, cache):
    """Gradient of max-pooling: it goes to the winner of each window (lectures B11).

    Of equal maxima the first wins, row by row. A pixel that wins several windows gets the sum of their gradients.

    Args:
        dout: (N, C, OH, OW) dL/dout.
        cache: second value of max_pool_forward.
    Returns:
        dx: (N, C, H, W), shaped like x.
    """
    x, out, size, stride = cache
    OH, OW = out.shape[2:]
    dx, undecided = np.zeros_like(x), np.ones(out.shape, bool)
    for u, v in np.ndindex(size, size):
        pixel = (..., slice(u, u + stride * OH, stride), slice(v, v + stride * OW, stride))
        wins = undecided & (x[pixel] == out)
        dx[pixel] += dout * wins
        undecided &= ~wins
    return dx
