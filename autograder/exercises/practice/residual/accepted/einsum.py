"""Einstein's sums, and the Jacobian 1 + W2 diag(z > 0) W1 of each example."""

import numpy as np


def residual_forward(x, W1, b1, W2, b2):
    z = np.einsum("nd,hd->nh", x, W1) + b1
    h, _ = relu_forward(z)
    return np.einsum("nh,dh->nd", h, W2) + b2 + x, (x, z, h, W1, W2)


def residual_backward(dout, cache):
    x, z, h, W1, W2 = cache
    awake = (z > 0).astype(z.dtype)
    J = np.eye(x.shape[1], dtype=x.dtype) + np.einsum("dh,nh,he->nde", W2, awake, W1)
    dz = np.einsum("nd,dh,nh->nh", dout, W2, awake)
    return np.einsum("nd,nde->ne", dout, J), {
        "W1": np.einsum("nh,nd->hd", dz, x),
        "b1": np.einsum("nh->h", dz),
        "W2": np.einsum("nd,nh->dh", dout, h),
        "b2": np.einsum("nd->d", dout),
    }
