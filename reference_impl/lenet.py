"""LeNet as the lecture configures it (lectures N6 N7 B10)."""

import numpy as np

from reference_impl.activations import relu_backward, relu_forward
from reference_impl.checking import checked
from reference_impl.convolution import conv2d_backward, conv2d_forward
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy
from reference_impl.pooling import max_pool_backward, max_pool_forward

LENET = {
    "conv1_w": "(F1, C, U1, V1)",
    "conv1_b": "(F1,)",
    "conv2_w": "(F2, F1, U2, V2)",
    "conv2_b": "(F2,)",
    "fc1_w": "(M, D)",
    "fc1_b": "(M,)",
    "fc2_w": "(K, M)",
    "fc2_b": "(K,)",
}


@checked(height="integer >= 16", width="integer >= 16", channels="integer >= 1")
def lenet_shapes(height, width, channels=1):
    """Shapes that one image takes on its way through the lecture's LeNet (lectures N7).

    conv1 20 kernels of 5x5, pool1 2x2, conv2 50 kernels of 5x5, pool2 2x2, fc1 500 units, fc2 10 units; convolutions
    have stride 1 and no padding, pools have stride 2 and leave out what fills no whole window.

    Args:
        height, width: of the image, at least 16.
        channels: of the image, 1 for grey.
    Returns:
        list of (name, shape) for conv1 pool1 conv2 pool2 fc1 fc2: the output of each, without the batch.
        Shapes are (channels, height, width) or (units,).
    """
    H1, W1 = height - 4, width - 4
    H2, W2 = H1 // 2 - 4, W1 // 2 - 4
    return [
        ("conv1", (20, H1, W1)),
        ("pool1", (20, H1 // 2, W1 // 2)),
        ("conv2", (50, H2, W2)),
        ("pool2", (50, H2 // 2, W2 // 2)),
        ("fc1", (500,)),
        ("fc2", (10,)),
    ]


@checked(height="integer >= 16", width="integer >= 16", channels="integer >= 1")
def parameter_count(height, width, channels=1):
    """Number of weights and biases of the lecture's LeNet (lectures N7).

    Args:
        height, width, channels: of the image, as in lenet_shapes.
    Returns:
        count: an integer.
    """
    F2, H, W = dict(lenet_shapes(height, width, channels))["pool2"]
    conv1 = 20 * (channels * 5 * 5 + 1)
    conv2 = F2 * (20 * 5 * 5 + 1)
    fc1 = 500 * (F2 * H * W + 1)
    fc2 = 10 * (500 + 1)
    return conv1 + conv2 + fc1 + fc2


@checked(params=LENET, x="(N>=1, C, H, W)", y="(N,) labels < K")
def lenet_loss(params, x, y):
    """Loss and gradients of LeNet (lectures N6 N7 B10).

    conv1, max-pool, conv2, max-pool, fc1, ReLU, fc2, softmax cross entropy (mean over the batch). Convolutions have
    stride 1 and no padding, pools have size 2 and stride 2; as in the lecture, no activation follows a convolution.
    The sizes are those of params, not only the lecture's.

    A margin note: the lecture calls this loss a binary cross entropy. With ten classes it is the cross entropy of a
    softmax, as its own configuration says (SOFTMAX_LOSS).

    Args:
        params: dict with conv1_w (F1, C, KH, KW), conv1_b (F1,), conv2_w (F2, F1, KH, KW), conv2_b (F2,),
            fc1_w (M, D), fc1_b (M,), fc2_w (K, M), fc2_b (K,); D is the size of pool2's output for one image,
            flattened in the order channel, row, column.
        x: (N, C, H, W) images.
        y: (N,) integer labels from 0 to K - 1.
    Returns:
        loss: a number.
        grads: dict with the keys of params, each gradient shaped like its parameter.
    """
    a1, cache_conv1 = conv2d_forward(x, params["conv1_w"], params["conv1_b"])
    p1, cache_pool1 = max_pool_forward(a1)
    a2, cache_conv2 = conv2d_forward(p1, params["conv2_w"], params["conv2_b"])
    p2, cache_pool2 = max_pool_forward(a2)
    z, cache_fc1 = linear_forward(p2.reshape(len(x), -1), params["fc1_w"], params["fc1_b"])
    h, cache_relu = relu_forward(z)
    o, cache_fc2 = linear_forward(h, params["fc2_w"], params["fc2_b"])
    loss, do = softmax_cross_entropy(o, y)

    grads = {}
    dh, grads["fc2_w"], grads["fc2_b"] = linear_backward(do, cache_fc2)
    dflat, grads["fc1_w"], grads["fc1_b"] = linear_backward(relu_backward(dh, cache_relu), cache_fc1)
    da2 = max_pool_backward(dflat.reshape(p2.shape), cache_pool2)
    dp1, grads["conv2_w"], grads["conv2_b"] = conv2d_backward(da2, cache_conv2)
    da1 = max_pool_backward(dp1, cache_pool1)
    _, grads["conv1_w"], grads["conv1_b"] = conv2d_backward(da1, cache_conv1)
    return loss, grads


def lenet_scores(params, x):
    """The forward pass of lenet_loss, up to the softmax (lectures N7).

    Args:
        params: as in lenet_loss.
        x: (N, C, H, W) images.
    Returns:
        scores: (N, K).
    """
    p1, _ = max_pool_forward(conv2d_forward(x, params["conv1_w"], params["conv1_b"])[0])
    p2, _ = max_pool_forward(conv2d_forward(p1, params["conv2_w"], params["conv2_b"])[0])
    h, _ = relu_forward(linear_forward(p2.reshape(len(x), -1), params["fc1_w"], params["fc1_b"])[0])
    return linear_forward(h, params["fc2_w"], params["fc2_b"])[0]


def lenet_params(rng, height=28, width=28, channels=1, dtype=np.float32):
    """The lecture's starting point: Xavier weights and zero biases (lectures N7 I7).

    Weights are uniform between -sqrt(3 / fan_in) and sqrt(3 / fan_in), with a variance of 1 / fan_in. The lecture's
    configuration is a file for Caffe, and that is what Caffe means by "xavier". Glorot's own variance is
    2 / (fan_in + fan_out), where a kernel's area counts in both fans: an input pixel feeds fan_out = F KH KW numbers,
    as an output is fed by fan_in = C KH KW. For fan_in = fan_out the two agree.

    Args:
        rng: numpy.random.Generator.
        height, width, channels: of the images, as in lenet_shapes.
        dtype: of the parameters.
    Returns:
        params: dict for lenet_loss.
    """
    F2, H, W = dict(lenet_shapes(height, width, channels))["pool2"]
    shapes = {"conv1": (20, channels, 5, 5), "conv2": (50, 20, 5, 5), "fc1": (500, F2 * H * W), "fc2": (10, 500)}
    params = {}
    for name, shape in shapes.items():
        bound = np.sqrt(3 / np.prod(shape[1:]))
        params[f"{name}_w"] = rng.uniform(-bound, bound, shape).astype(dtype)
        params[f"{name}_b"] = np.zeros(shape[0], dtype)
    return params
