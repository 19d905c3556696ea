"""Known-wrong LeNets."""

# What students write who do not call their softmax_cross_entropy.
SOFTMAX = "loss, do = softmax_cross_entropy(o, y)"


class relu_behind_the_convolutions:
    """You apply a ReLU behind the convolutions too. The lecture's network of the exercise before has one there; its LeNet has a
    single one, behind fc1. (lecture N7)"""

    edits = {
        "p1, cache_pool1 = max_pool_forward(a1)": "f1, cache_f1 = relu_forward(a1)\np1, cache_pool1 = max_pool_forward(f1)",
        "p2, cache_pool2 = max_pool_forward(a2)": "f2, cache_f2 = relu_forward(a2)\np2, cache_pool2 = max_pool_forward(f2)",
        "da2 = max_pool_backward(dflat.reshape(p2.shape), cache_pool2)": """
            da2 = relu_backward(max_pool_backward(dflat.reshape(p2.shape), cache_pool2), cache_f2)
        """,
        "da1 = max_pool_backward(dp1, cache_pool1)": "da1 = relu_backward(max_pool_backward(dp1, cache_pool1), cache_f1)",
    }


class no_relu_behind_fc1:
    """Your fc1 and fc2 follow each other without a ReLU, and so are one linear layer. It is the only activation that the lecture's
    LeNet has. (lecture N7)"""

    edits = {
        "h, cache_relu = relu_forward(z)": "h = z",
        "linear_backward(relu_backward(dh, cache_relu), cache_fc1)": "linear_backward(dh, cache_fc1)",
    }


class relu_on_the_scores:
    """You apply ReLU behind fc2 too. The softmax wants scores of both signs: they go into the loss as they are. (lecture N7)"""

    edits = {
        SOFTMAX: """
            s, cache_s = relu_forward(o)
            loss, ds = softmax_cross_entropy(s, y)
            do = relu_backward(ds, cache_s)
        """
    }


class relu_forgotten_on_the_way_back:
    """On the way back you go from fc2 straight to fc1. Between the two stands a ReLU: no gradient passes where z was not positive.
    (lecture N7)"""

    edits = {"linear_backward(relu_backward(dh, cache_relu), cache_fc1)": "linear_backward(dh, cache_fc1)"}


class relu_open_at_zero:
    """On the way back you let the gradient through where z is exactly 0. There the course takes 0 for ReLU's slope. (lecture
    B5)"""

    edits = {"relu_backward(dh, cache_relu)": "dh * (z >= 0)"}


class relu_of_the_gradient:
    """You set the negative entries of dh to 0: that is ReLU applied to the gradient. Its derivative looks at the sign of z.
    (lecture N7)"""

    edits = {"relu_backward(dh, cache_relu)": "np.maximum(dh, 0)"}


class pool_left_out_on_the_way_back:
    """You give the gradient of a window to all four of its pixels. It goes to the winner alone: max_pool_backward. (lecture
    B11)"""

    edits = {
        "max_pool_backward(dflat.reshape(p2.shape), cache_pool2)": "spread(dflat.reshape(p2.shape), a2.shape)",
        "max_pool_backward(dp1, cache_pool1)": "spread(dp1, a1.shape)",
    }

    def spread(d, shape):
        wide = np.zeros(shape, d.dtype)
        for u, v in np.ndindex(2, 2):
            wide[:, :, u : 2 * d.shape[2] : 2, v : 2 * d.shape[3] : 2] = d
        return wide


class flattened_with_the_channels_last:
    """You flatten pool2 in another order than channel, row, column: then fc1 sees the numbers in other places. p.reshape(N, -1)
    is the order that is asked for. (lecture N7)"""

    edits = {
        "linear_forward(p2.reshape(len(x), -1),": "linear_forward(p2.transpose(0, 2, 3, 1).reshape(len(x), -1),",
        "dflat.reshape(p2.shape)": "dflat.reshape(len(x), *p2.shape[2:], p2.shape[1]).transpose(0, 3, 1, 2)",
    }


class biases_of_the_convolutions_forgotten:
    """Your convolutions have no biases on the way forward. In LeNet each kernel has one; it was the network before that had none.
    (lecture N7)"""

    edits = {
        'conv2d_forward(x, params["conv1_w"], params["conv1_b"])': """
            conv2d_forward(x, params["conv1_w"], 0 * params["conv1_b"])
        """,
        'conv2d_forward(p1, params["conv2_w"], params["conv2_b"])': """
            conv2d_forward(p1, params["conv2_w"], 0 * params["conv2_b"])
        """,
    }


class images_scaled_again:
    """You divide the images by 256. They come scaled, from 0 to 1: here a second time takes nearly everything out of them, and
    the gradient of conv1_w with it. (lecture N7)"""

    edits = {"conv2d_forward(x, ": "conv2d_forward(x / 256, "}


class bias_gradients_doubled:
    """Your biases' gradients are twice what they should be. In the lecture's configuration biases learn twice as fast, but that is
    their learning rate: a gradient is a gradient. (lecture N7)"""

    edits = {
        "return loss, grads": 'return loss, {key: grad * (2 if key[-1] == "b" else 1) for key, grad in grads.items()}'
    }


class bias_gradients_of_the_convolutions_left_out:
    """Your kernels' biases have a gradient of 0. They are added at every place and learned as all others are: conv2d_backward gives
    their gradients. (lecture N7)"""

    edits = {
        "return loss, grads": """
            for key in ("conv1_b", "conv2_b"):
                grads[key] = np.zeros_like(params[key])
            return loss, grads
        """
    }


class no_gradient_for_wrong_classes:
    """Only the label's class has a gradient in yours. Each probability depends on every score, so the wrong classes have one too:
    p - 1 for the label and p for all others. (lecture L3)"""

    edits = {SOFTMAX: "loss, do = softmax_cross_entropy(o, y)\ndo = do * np.eye(o.shape[1])[y]"}


class binary_cross_entropy_of_each_score:
    """Your loss is the binary cross entropy of each score. The lecture calls it so, but its configuration says softmax: ten classes
    of which one is right, not ten questions. (lecture N7)"""

    edits = (
        {
            SOFTMAX: """
                t = np.eye(o.shape[1])[y]
                loss = (np.logaddexp(0, o) - o * t).sum(axis=1).mean()
                do = (np.exp(-np.logaddexp(0, -o)) - t) / len(x)
            """
        },
        {
            SOFTMAX: """
                t, p = np.eye(o.shape[1])[y], 1 / (1 + np.exp(-o))
                loss = -(t * np.log(p) + (1 - t) * np.log(1 - p)).sum(axis=1).mean()
                do = (p - t) / len(x)
            """
        },
    )


class divided_by_the_batch_twice:
    """You divide by N although softmax_cross_entropy has done so already. Pass its gradient on as it comes. (lecture B7)"""

    edits = {SOFTMAX: "loss, do = softmax_cross_entropy(o, y)\ndo = do / len(x)"}


class sum_over_the_batch:
    """Your loss is the sum over the batch. The course takes the mean, and its gradient is divided by N. (lecture N7)"""

    edits = (
        {SOFTMAX: "loss, do = softmax_cross_entropy(o, y)\nloss, do = loss * len(x), do * len(x)"},
        {SOFTMAX: "loss, do = softmax_cross_entropy(o, y)\nloss = loss * len(x)"},
    )


class unstable_softmax:
    """You take exp of the scores as they are; with large weights they overflow, and loss and gradients become nan. Your
    softmax_cross_entropy subtracts each row's maximum first: use it here. (lecture L3)"""

    edits = (
        {
            SOFTMAX: """
                p = np.exp(o) / np.exp(o).sum(axis=1, keepdims=True)
                loss = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(o.shape[1])[y]) / len(y)
            """
        },
        {
            SOFTMAX: """
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                loss = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(o.shape[1])[y]) / len(y)
            """
        },
    )


class one_maximum_for_the_whole_batch:
    """You subtract the largest score of the whole batch. A row that lies far below it becomes all zeros: each row needs its own
    maximum. Your softmax_cross_entropy has it: use it here. (lecture L3)"""

    edits = (
        {
            SOFTMAX: """
                e = np.exp(o - o.max())
                p = e / e.sum(axis=1, keepdims=True)
                loss = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(o.shape[1])[y]) / len(y)
            """
        },
        {
            SOFTMAX: """
                shifted = o - o.max()
                log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
                loss = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(o.shape[1])[y]) / len(y)
            """
        },
    )


class log_of_a_rounded_probability:
    """You compute the probabilities first and their log afterwards. When the label's probability rounds to 0 the log is minus
    infinity. Your softmax_cross_entropy takes the scores themselves: use it here. (lecture L3)"""

    edits = {
        SOFTMAX: """
            p = softmax(o)
            loss = -np.log(p[np.arange(len(y)), y]).mean()
            do = (p - np.eye(o.shape[1])[y]) / len(y)
        """
    }


class step_taken_inside_the_loss:
    """You also move the parameters, `params[...] -= ...`, inside the function. Whoever asks for a loss does not expect other
    weights afterwards; the step is the optimiser's. (lecture N7)"""

    edits = {"return loss, grads": "for key in params:\n    params[key] -= 0.01 * grads[key]\nreturn loss, grads"}


class biases_of_the_linear_layers_forgotten:
    """A bias of fc1 or fc2 is missing on the way forward. Every layer of this network has biases. (lecture N7)"""

    edits = (
        {'params["fc1_b"])': '0 * params["fc1_b"])'},
        {'params["fc2_b"])': '0 * params["fc2_b"])'},
        {'params["fc1_b"])': '0 * params["fc1_b"])', 'params["fc2_b"])': '0 * params["fc2_b"])'},
    )


class flattened_by_columns:
    """You flatten pool2 channel by channel, and each by its columns. The order is channel, row, column: reshape(N, -1).
    (lecture N6)"""

    edits = {
        "linear_forward(p2.reshape(len(x), -1)": "linear_forward(p2.swapaxes(2, 3).reshape(len(x), -1)",
        "max_pool_backward(dflat.reshape(p2.shape), cache_pool2)": """
            max_pool_backward(
                dflat.reshape(*p2.shape[:2], p2.shape[3], p2.shape[2]).swapaxes(2, 3), cache_pool2
            )
        """,
    }


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one channel, kernel or unit, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture B10)"""

    edits = (
        {"return loss, grads": "return loss, {key: np.squeeze(grad) for key, grad in grads.items()}"},
        {
            "return loss, grads": 'return loss, {key: np.squeeze(g) if key.endswith("b") else g for key, g in grads.items()}'
        },
        {
            "return loss, grads": 'return loss, {key: np.squeeze(g) if key[:2] == "fc" else g for key, g in grads.items()}'
        },
    )
