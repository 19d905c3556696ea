"""LeNet as it is; for the side windows, einsum, argmax and its own log-sum-exp."""

import numpy as np


def side_lenet_loss(params, x, y, alpha):
    main, grads = lenet_loss(params, x, y)
    w = params["conv1_w"]
    seen = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    a = np.einsum("ncijuv,fcuv->nfij", seen, w) + params["conv1_b"].reshape(1, -1, 1, 1)
    N, F, H, W = a.shape
    blocks = a[:, :, : H // 2 * 2, : W // 2 * 2].reshape(N, F, H // 2, 2, W // 2, 2).swapaxes(3, 4)
    blocks = blocks.reshape(N, F, H // 2, W // 2, 4)
    winner = blocks.argmax(axis=-1)
    flat = blocks.max(axis=-1).reshape(N, -1)
    s = flat @ params["side_w"].T + params["side_b"]
    s = s - s.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    loss = main - alpha * np.mean(log_p[np.arange(N), y])
    d = alpha * (np.exp(log_p) - (y[:, None] == np.arange(s.shape[1]))) / N
    dp = (d @ params["side_w"]).reshape(winner.shape)
    da = np.zeros(a.shape)
    n, f, i, j = np.indices(dp.shape)
    da[n, f, 2 * i + winner // 2, 2 * j + winner % 2] = dp
    return loss, {
        **grads,
        "side_w": d.T @ flat,
        "side_b": d.sum(axis=0),
        "conv1_w": grads["conv1_w"] + np.einsum("nfij,ncijuv->fcuv", da, seen),
        "conv1_b": grads["conv1_b"] + da.sum(axis=(0, 2, 3)),
    }
