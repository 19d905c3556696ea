"""The convolution layer (lectures N6 B10): a cross-correlation, as in every library; no kernel is flipped."""

import numpy as np

from reference_impl.checking import checked, compile_rule, refuse


def fitting_kernel(name, value, scope):
    """Rule for kernels, whose windows must not exceed the padded images."""
    compile_rule("(F, C, KH>=1, KW>=1)")(name, value, scope)
    (H, W), pad = scope.arguments["x"].shape[2:], scope.arguments["pad"]
    if value.shape[2] > H + 2 * pad or value.shape[3] > W + 2 * pad:
        refuse(name, f"kernels of at most {H + 2 * pad} by {W + 2 * pad}, the padded images' size", value)


@checked(x="(N, C, H, W)", pad="integer >= 0", w=fitting_kernel, b="(F,)", stride="integer >= 1")
def conv2d_forward(x, w, b, stride=1, pad=0):
    """The convolution layer: every kernel slides over every image (lectures N6 B10).

    It is the cross-correlation out[n, f, i, j] = b[f] + sum over c, u, v of w[f, c, u, v] * x[n, c, i s + u, j s + v],
    with x padded by zeros and the stride s.

    Args:
        x: (N, C, H, W) images.
        w: (F, C, KH, KW) kernels.
        b: (F,) biases.
        stride: step of the kernel, the same down and to the right.
        pad: zeros added at each of the four edges.
    Returns:
        out: (N, F, OH, OW) with OH = floor((H + 2 pad - KH) / stride) + 1, OW likewise.
        cache: whatever conv2d_backward needs.
    """
    F, C, KH, KW = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (KH, KW), axis=(2, 3))[:, :, ::stride, ::stride]
    N, _, OH, OW, _, _ = windows.shape
    columns = windows.transpose(0, 1, 4, 5, 2, 3).reshape(N, C * KH * KW, OH * OW)
    out = w.reshape(F, C * KH * KW) @ columns + b[:, None]
    return out.reshape(N, F, OH, OW), (x.shape, columns, w, stride, pad)


@checked(dout="(N, F, OH, OW)")
def conv2d_backward(dout, cache):
    """Gradients of the convolution layer (lectures B10).

    A margin note: the slide writes the way back as a sum of kernel times gradient. That is right where the forward pass
    is a true convolution; ours is a cross-correlation, as in every library, and seen from a pixel its way back is one
    with the flipped kernel. Seen from an output nothing is flipped: its gradient returns to the window it came from.

    Args:
        dout: (N, F, OH, OW) dL/dout.
        cache: second value of conv2d_forward.
    Returns:
        dx (N, C, H, W), dw (F, C, KH, KW), db (F,): each shaped like its input.
    """
    (N, C, H, W), columns, w, stride, pad = cache
    F, _, KH, KW = w.shape
    OH, OW = dout.shape[2:]
    rows = dout.reshape(N, F, OH * OW)
    db = dout.sum(axis=(0, 2, 3))
    dw = (rows @ columns.transpose(0, 2, 1)).sum(axis=0).reshape(w.shape)

    dwindows = (w.reshape(F, -1).T @ rows).reshape(N, C, KH, KW, OH, OW)
    dpadded = np.zeros((N, C, H + 2 * pad, W + 2 * pad), dout.dtype)
    for u, v in np.ndindex(KH, KW):
        dpadded[:, :, u : u + stride * OH : stride, v : v + stride * OW : stride] += dwindows[:, :, u, v]
    return dpadded[:, :, pad : pad + H, pad : pad + W], dw, db
