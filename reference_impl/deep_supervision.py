"""Deep supervision: losses on hidden layers too (lectures D1 D2 D3)."""

import numpy as np

from reference_impl.checking import checked, compile_rule
from reference_impl.lenet import LENET


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


@checked(alphas="numbers", params=supervised_stack, x="(N>=1, D)", y="(N,) labels < K")
def deeply_supervised_mlp(params, x, y, alphas):
    """Loss and gradients of a network with a side classifier on each hidden layer (lectures D1).

    h_l = ReLU(W_l h_{l-1} + b_l) for l = 1 ... L, h_0 = x, and the main classifier W_{L+1} h_L + b_{L+1}. The side
    classifier of layer l is S_l h_l + c_l. Every classifier has the softmax cross entropy with the same labels, and
    the loss is L + sum_l alpha_l l_l.

    Args:
        params: dict W1 b1 ... W{L+1} b{L+1} and S1 c1 ... SL cL; S_l is (K, units of layer l), c_l is (K,).
        x: (N, D) batch of inputs.
        y: (N,) integer labels from 0 to K - 1.
        alphas: L numbers, the weights of the side losses.
    Returns:
        loss: a number.
        grads: dict with the keys of params, each gradient of the whole loss, shaped like its parameter.
    """
    N, L = len(y), len(alphas)

    def cross_entropy(z):
        shifted = z - z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        dz = np.exp(log_p)
        dz[np.arange(N), y] -= 1
        return -log_p[np.arange(N), y].mean(), dz / N

    h = [x]
    for k in range(1, L + 1):
        h.append(np.maximum(h[-1] @ params[f"W{k}"].T + params[f"b{k}"], 0))
    main_loss, do = cross_entropy(h[L] @ params[f"W{L + 1}"].T + params[f"b{L + 1}"])
    grads = {f"W{L + 1}": do.T @ h[L], f"b{L + 1}": do.sum(axis=0)}
    dh = do @ params[f"W{L + 1}"]

    side_losses = [None] * L
    for k in range(L, 0, -1):
        side_losses[k - 1], ds = cross_entropy(h[k] @ params[f"S{k}"].T + params[f"c{k}"])
        ds = float(alphas[k - 1]) * ds
        grads[f"S{k}"], grads[f"c{k}"] = ds.T @ h[k], ds.sum(axis=0)
        dz = (dh + ds @ params[f"S{k}"]) * (h[k] > 0)
        grads[f"W{k}"], grads[f"b{k}"] = dz.T @ h[k - 1], dz.sum(axis=0)
        dh = dz @ params[f"W{k}"]
    return deeply_supervised_loss(main_loss, side_losses, alphas), {name: grads[name] for name in params}


@checked(grads="dict of arrays")
def mean_abs_gradients(grads, prefix="W"):
    """Mean absolute gradient of each layer: who learns, and who does not? (lectures D3)

    Args:
        grads: dict of arrays, such as {"W1": ..., "b1": ..., "W2": ...}.
        prefix: only names that begin with it are measured.
    Returns:
        dict from the name of each such gradient to the mean of its absolute values, in the order of grads.
    """
    return {name: np.abs(g).mean() for name, g in grads.items() if name.startswith(prefix)}


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

    def conv(x, w, b):
        windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
        return np.einsum("ncyxuv,fcuv->nfyx", windows, w, optimize=True) + b[:, None, None]

    def conv_gradients(dz, x, w):
        _, C, U, V = w.shape
        windows = np.lib.stride_tricks.sliding_window_view(x, (U, V), axis=(2, 3))
        dw = np.einsum("ncyxuv,nfyx->fcuv", windows, dz, optimize=True)
        padded = np.pad(dz, ((0, 0), (0, 0), (U - 1, U - 1), (V - 1, V - 1)))
        dx = conv(padded, w[:, :, ::-1, ::-1].transpose(1, 0, 2, 3), np.zeros(C, w.dtype))
        return dx, dw, dz.sum(axis=(0, 2, 3))

    def pool(x):
        H, W = x.shape[2] // 2, x.shape[3] // 2
        quarters = np.stack([x[:, :, u : 2 * H : 2, v : 2 * W : 2] for u, v in np.ndindex(2, 2)])
        return quarters.max(axis=0), quarters.argmax(axis=0)

    def pool_gradient(dp, winner, x):
        H, W = winner.shape[2:]
        dx = np.zeros_like(x)
        for k, (u, v) in enumerate(np.ndindex(2, 2)):
            dx[:, :, u : 2 * H : 2, v : 2 * W : 2] = dp * (winner == k)
        return dx

    def cross_entropy(z):
        shifted = z - z.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        dz = np.exp(log_p)
        dz[np.arange(N), y] -= 1
        return -log_p[np.arange(N), y].mean(), dz / N

    N = len(y)
    a1 = conv(x, params["conv1_w"], params["conv1_b"])
    p1, winner1 = pool(a1)
    a2 = conv(p1, params["conv2_w"], params["conv2_b"])
    p2, winner2 = pool(a2)
    flat1, flat2 = p1.reshape(N, -1), p2.reshape(N, -1)
    h = np.maximum(flat2 @ params["fc1_w"].T + params["fc1_b"], 0)
    main_loss, do = cross_entropy(h @ params["fc2_w"].T + params["fc2_b"])
    side_loss, ds = cross_entropy(flat1 @ params["side_w"].T + params["side_b"])
    ds = alpha * ds

    dz = do @ params["fc2_w"] * (h > 0)
    grads = {"fc1_w": dz.T @ flat2, "fc1_b": dz.sum(axis=0), "fc2_w": do.T @ h, "fc2_b": do.sum(axis=0)}
    grads["side_w"], grads["side_b"] = ds.T @ flat1, ds.sum(axis=0)
    da2 = pool_gradient((dz @ params["fc1_w"]).reshape(p2.shape), winner2, a2)
    dp1, grads["conv2_w"], grads["conv2_b"] = conv_gradients(da2, p1, params["conv2_w"])
    dp1 = dp1 + (ds @ params["side_w"]).reshape(p1.shape)
    da1 = pool_gradient(dp1, winner1, a1)
    _, grads["conv1_w"], grads["conv1_b"] = conv_gradients(da1, x, params["conv1_w"])
    return deeply_supervised_loss(main_loss, [side_loss], [alpha]), grads


@checked(alpha_0="number", epoch="integer in [0, epochs]", epochs="integer >= 1")
def decay_alpha(alpha_0, epoch, epochs):
    """Weight of the side losses, falling in a straight line to 0: help early on, freedom later (lectures D1).

    Args:
        alpha_0: weight at epoch 0.
        epoch: from 0 to epochs; at epoch = epochs the weight is 0.
        epochs: length of the training, at least 1.
    Returns:
        alpha: a number.
    """
    return alpha_0 * (1 - epoch / epochs)
