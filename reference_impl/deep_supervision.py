"""Deep supervision: losses on hidden layers too (lectures D1 D2 D3)."""

import numpy as np

from reference_impl.activations import (
    relu_backward,
    relu_forward,
    sigmoid_backward,
    sigmoid_forward,
    tanh_backward,
    tanh_forward,
)
from reference_impl.checking import checked, compile_rule
from reference_impl.convolution import conv2d_backward, conv2d_forward
from reference_impl.lenet import LENET, lenet_loss
from reference_impl.linear import linear_backward, linear_forward
from reference_impl.losses import softmax_cross_entropy
from reference_impl.pooling import max_pool_backward, max_pool_forward


def supervised_stack(name, value, scope):
    """Rule for W1 b1 ... W{L+1} b{L+1} with sides S1 c1 ... SL cL, where L is the number of alphas."""
    L = len(scope.arguments["alphas"])
    rule = {}
    for layer in range(1, L + 2):
        rows, inputs = "K" if layer == L + 1 else f"H{layer}", "D" if layer == 1 else f"H{layer - 1}"
        rule |= {f"W{layer}": f"({rows}, {inputs})", f"b{layer}": f"({rows},)"}
    for layer in range(1, L + 1):
        rule |= {f"S{layer}": f"(K, H{layer})", f"c{layer}": "(K,)"}
    compile_rule(rule)(name, value, scope)


@checked(main_loss="number", side_losses="numbers", alphas="as many as side_losses")
def deeply_supervised_loss(main_loss, side_losses, alphas):
    """The main loss plus the losses of the side classifiers: L + sum_j alpha_j l_j (lectures D1).

    Args:
        main_loss: L, a number.
        side_losses: the l_j.
        alphas: their weights, as many.
    Returns:
        loss: a number.
    """
    return main_loss + sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))


@checked(
    alphas="numbers",
    params=supervised_stack,
    x="(N>=1, D)",
    y="(N,) labels < K",
    activation="one of sigmoid tanh relu",
)
def deeply_supervised_mlp(params, x, y, alphas, activation="relu"):
    """Loss and gradients of a network with a side classifier on each hidden layer (lectures D1).

    h_l = f(W_l h_{l-1} + b_l) for l = 1 ... L, with h_0 = x, and the main classifier W_{L+1} h_L + b_{L+1}. The side
    classifier of layer l is S_l h_l + c_l. Every classifier has the softmax cross entropy with the same labels, and
    the loss is L + sum_l alpha_l l_l.

    Args:
        params: dict W1 b1 ... W{L+1} b{L+1} and S1 c1 ... SL cL; S_l is (K, units of layer l), c_l is (K,).
        x: (N, D) batch of inputs.
        y: (N,) integer labels from 0 to K - 1.
        alphas: L numbers, the weights of the side losses.
        activation: f, "sigmoid", "tanh" or "relu", the same in all hidden layers.
    Returns:
        loss: a number.
        grads: dict with the keys of params, each gradient of the whole loss, shaped like its parameter.
    """
    f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
    f_backward = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
    L = len(alphas)
    h, caches, side_losses, from_side, grads = x, [], [], [], {}
    for k in range(1, L + 1):
        z, cache_z = linear_forward(h, params[f"W{k}"], params[f"b{k}"])
        h, cache_h = f(z)
        caches.append((cache_z, cache_h))
        s, cache_s = linear_forward(h, params[f"S{k}"], params[f"c{k}"])
        side_loss, ds = softmax_cross_entropy(s, y)
        dh, grads[f"S{k}"], grads[f"c{k}"] = linear_backward(float(alphas[k - 1]) * ds, cache_s)
        side_losses.append(side_loss)
        from_side.append(dh)

    o, cache_o = linear_forward(h, params[f"W{L + 1}"], params[f"b{L + 1}"])
    main_loss, do = softmax_cross_entropy(o, y)
    dh, grads[f"W{L + 1}"], grads[f"b{L + 1}"] = linear_backward(do, cache_o)
    for k in range(L, 0, -1):
        cache_z, cache_h = caches[k - 1]
        dz = f_backward(dh + from_side[k - 1], cache_h)
        dh, grads[f"W{k}"], grads[f"b{k}"] = linear_backward(dz, cache_z)
    return deeply_supervised_loss(main_loss, side_losses, alphas), {name: grads[name] for name in params}


@checked(grads="dict of arrays", prefix="text", suffix="text")
def mean_abs_gradients(grads, prefix="W", suffix=""):
    """Mean absolute gradient of each layer: who learns, and who does not? (lectures D3)

    Args:
        grads: dict of arrays, such as {"W1": ..., "b1": ..., "W2": ...} or {"conv1_w": ..., "conv1_b": ...}.
        prefix, suffix: only names that begin and end like this are measured; the layer is what stands between them.
    Returns:
        dict from each such layer to the mean of its gradient's absolute values: of "W1" and "W2" the layers are
        "1" and "2"; of "conv1_w", with prefix "" and suffix "_w", it is "conv1". The means are finite in float32
        wherever the gradients are.
    """
    return {
        name[len(prefix) : len(name) - len(suffix)]: float(np.abs(g).mean(dtype=float))
        for name, g in grads.items()
        if name.startswith(prefix) and name.endswith(suffix)
    }


@checked(
    params=LENET | {"side_w": "(K, P)", "side_b": "(K,)"}, x="(N>=1, C, H, W)", y="(N,) labels < K", alpha="number"
)
def side_lenet_loss(params, x, y, alpha):
    """Loss and gradients of LeNet with the lecture's side classifier after the first pool (lectures D2).

    The main path is conv1, max-pool, conv2, max-pool, fc1, ReLU, fc2, softmax cross entropy; convolutions have stride
    1 and no padding, pools have size 2 and stride 2 (what fills no whole window is left out, and the first of equal
    maxima wins). The side classifier is one linear layer on the flattened output of the first pool, with its own
    softmax cross entropy l; the loss is L + alpha l.

    Args:
        params: dict with conv1_w conv1_b conv2_w conv2_b fc1_w fc1_b fc2_w fc2_b as in LeNet, side_w (K, P) and
            side_b (K,); P is the size of the first pool's output for one image.
        x: (N, C, H, W) images.
        y: (N,) integer labels from 0 to K - 1.
        alpha: weight of the side loss.
    Returns:
        loss: a number.
        grads: dict with the keys of params, each gradient shaped like its parameter.
    """
    main_loss, grads = lenet_loss(params, x, y)
    a1, cache_conv = conv2d_forward(x, params["conv1_w"], params["conv1_b"])
    p1, cache_pool = max_pool_forward(a1)
    s, cache_side = linear_forward(p1.reshape(len(x), -1), params["side_w"], params["side_b"])
    side_loss, ds = softmax_cross_entropy(s, y)

    dflat, dside_w, dside_b = linear_backward(alpha * ds, cache_side)
    da1 = max_pool_backward(dflat.reshape(p1.shape), cache_pool)
    _, dw, db = conv2d_backward(da1, cache_conv)
    shared = {"conv1_w": grads["conv1_w"] + dw, "conv1_b": grads["conv1_b"] + db}
    loss = deeply_supervised_loss(main_loss, [side_loss], [alpha])
    return loss, grads | shared | {"side_w": dside_w, "side_b": dside_b}


@checked(alpha_0="number >= 0", epoch="number >= 0", epochs="number > 0")
def decay_alpha(alpha_0, epoch, epochs):
    """Weight of the side losses, falling in a straight line to 0: help early on, freedom later (lectures D1).

    Args:
        alpha_0: weight at epoch 0.
        epoch: from 0 on; at epoch = epochs and after it the weight is 0.
        epochs: how long the side losses have a say.
    Returns:
        alpha: a number.
    """
    return alpha_0 * max(1 - epoch / epochs, 0)
