"""Known-wrong convolutional networks."""

# What students write who do not call their softmax_cross_entropy.
SOFTMAX = "loss, dz4 = softmax_cross_entropy(z4, y)"


class pool_left_out_on_the_way_back:
    """In steps 5 and 7 you give the gradient of a window to all four of its pixels, as the slide does that writes no pool there. It
    goes to the winner alone: max_pool_backward. (lecture B14)"""

    edits = {
        "max_pool_backward(da2.reshape(a2.shape), cache_pool2)": "spread(da2.reshape(a2.shape), f2.shape)",
        "max_pool_backward(da1, cache_pool1)": "spread(da1, f1.shape)",
    }

    def spread(d, shape):
        wide = np.zeros(shape, d.dtype)
        for u, v in np.ndindex(2, 2):
            wide[:, :, u : 2 * d.shape[2] : 2, v : 2 * d.shape[3] : 2] = d
        return wide


class relu_forgotten_on_the_way_back:
    """On the way back you leave out the ReLUs behind the convolutions. Where z was not positive no gradient passes: steps 5 and 7
    end with relu_backward. (lecture B14)"""

    edits = {
        "dz2 = relu_backward(max_pool_backward(da2.reshape(a2.shape), cache_pool2), cache_f2)": """
            dz2 = max_pool_backward(da2.reshape(a2.shape), cache_pool2)
        """,
        "dz1 = relu_backward(max_pool_backward(da1, cache_pool1), cache_f1)": "dz1 = max_pool_backward(da1, cache_pool1)",
    }


class relu_before_W2_forgotten_on_the_way_back:
    """In step 3 you go from W2 straight on to W1. Between the two stands f: multiply by its slope at z3, relu_backward.
    (lecture B14)"""

    edits = {"dz3 = relu_backward(da3, cache_f3)": "dz3 = da3"}


class relu_open_at_zero:
    """On the way back you let the gradient through where z is exactly 0. There the course takes 0 for ReLU's slope. (lecture
    B5)"""

    edits = {
        "dz3 = relu_backward(da3, cache_f3)": "dz3 = da3 * (z3 >= 0)",
        "dz2 = relu_backward(max_pool_backward(da2.reshape(a2.shape), cache_pool2), cache_f2)": """
            dz2 = max_pool_backward(da2.reshape(a2.shape), cache_pool2) * (z2 >= 0)
        """,
        "dz1 = relu_backward(max_pool_backward(da1, cache_pool1), cache_f1)": """
            dz1 = max_pool_backward(da1, cache_pool1) * (z1 >= 0)
        """,
    }


class relu_of_the_gradient:
    """You set the negative entries of the gradient itself to 0. ReLU's derivative looks at the sign of z: a unit that was on passes
    negative gradients too. (lecture B14)"""

    edits = {
        "dz3 = relu_backward(da3, cache_f3)": "dz3 = np.maximum(da3, 0)",
        "dz2 = relu_backward(max_pool_backward(da2.reshape(a2.shape), cache_pool2), cache_f2)": """
            dz2 = np.maximum(max_pool_backward(da2.reshape(a2.shape), cache_pool2), 0)
        """,
        "dz1 = relu_backward(max_pool_backward(da1, cache_pool1), cache_f1)": """
            dz1 = np.maximum(max_pool_backward(da1, cache_pool1), 0)
        """,
    }


class no_relu_behind_the_convolutions:
    """Your convolutions go into the pool without a ReLU. In this network f follows each of them: a1 = pool(f(g1 * x)). LeNet does
    without, in the next exercise. (lecture N6)"""

    edits = {
        "f1, cache_f1 = relu_forward(z1)": "f1 = z1",
        "f2, cache_f2 = relu_forward(z2)": "f2 = z2",
        "dz2 = relu_backward(max_pool_backward(da2.reshape(a2.shape), cache_pool2), cache_f2)": """
            dz2 = max_pool_backward(da2.reshape(a2.shape), cache_pool2)
        """,
        "dz1 = relu_backward(max_pool_backward(da1, cache_pool1), cache_f1)": "dz1 = max_pool_backward(da1, cache_pool1)",
    }


class no_relu_before_W2:
    """Your W1 and W2 follow each other without a ReLU, and so are one matrix. a3 = f(W1 a2). (lecture N6)"""

    edits = {
        "a3, cache_f3 = relu_forward(z3)": "a3 = z3",
        "dz3 = relu_backward(da3, cache_f3)": "dz3 = da3",
    }


class relu_on_the_scores:
    """You apply ReLU behind W2 too. The softmax wants scores of both signs: W2 a3 goes into the loss as it is. (lecture N6)"""

    edits = (
        {
            "loss, dz4 = softmax_cross_entropy(z4, y)": """
                f4, cache_f4 = relu_forward(z4)
                loss, df4 = softmax_cross_entropy(f4, y)
                dz4 = relu_backward(df4, cache_f4)
            """
        },
        {"softmax_cross_entropy(z4, y)": "softmax_cross_entropy(relu_forward(z4)[0], y)"},
    )


class flattened_with_the_channels_last:
    """You flatten a2 in another order than channel, row, column: then W1 sees the numbers in other places. a2.reshape(N, -1) is
    the order that is asked for. (lecture N6)"""

    edits = {
        "linear_forward(a2.reshape(len(x), -1), W1,": "linear_forward(a2.transpose(0, 2, 3, 1).reshape(len(x), -1), W1,",
        "max_pool_backward(da2.reshape(a2.shape), cache_pool2)": """
            max_pool_backward(
                da2.reshape(len(x), *a2.shape[2:], a2.shape[1]).transpose(0, 3, 1, 2), cache_pool2
            )
        """,
    }


class flattened_by_columns:
    """You flatten a2 channel by channel, and each by its columns. The order is channel, row, column: a2.reshape(N, -1).
    (lecture N6)"""

    edits = {
        "linear_forward(a2.reshape(len(x), -1), W1,": "linear_forward(a2.swapaxes(2, 3).reshape(len(x), -1), W1,",
        "max_pool_backward(da2.reshape(a2.shape), cache_pool2)": """
            max_pool_backward(
                da2.reshape(*a2.shape[:2], a2.shape[3], a2.shape[2]).swapaxes(2, 3), cache_pool2
            )
        """,
    }


class no_gradient_for_wrong_classes:
    """Only the label's class has a gradient in your step 1. Each probability depends on every score, so the wrong classes have one
    too: dz4 = yhat - y for all of them. The slide's sum needs its cross terms. (lecture B14)"""

    edits = {
        SOFTMAX: """
            loss, dz4 = softmax_cross_entropy(z4, y)
            dz4 = dz4 * np.eye(len(W2))[y]
        """
    }


class divided_by_the_batch_twice:
    """You divide by N although softmax_cross_entropy has done so already. Pass dz4 on as it comes. (lecture B7)"""

    edits = {SOFTMAX: "loss, dz4 = softmax_cross_entropy(z4, y)\ndz4 = dz4 / len(x)"}


class sum_over_the_batch:
    """Your loss is the sum over the batch. The course takes the mean, and its gradient is divided by N. (lecture N6)"""

    edits = (
        {SOFTMAX: "loss, dz4 = softmax_cross_entropy(z4, y)\nloss, dz4 = loss * len(x), dz4 * len(x)"},
        {SOFTMAX: "loss, dz4 = softmax_cross_entropy(z4, y)\nloss = loss * len(x)"},
    )


class f_of_z_forgotten_in_the_weights:
    """Your gradients of W2 and W1 are made with f' at z, or with z, where the layer's input belongs: what W was multiplied by is
    f(z). The slide that writes f' there has a slip. (lecture B14)"""

    edits = (
        {"da3, dW2, _ = linear_backward(dz4, cache_W2)": "da3, dW2 = dz4 @ W2, dz4.T @ (z3 > 0)"},
        {"da3, dW2, _ = linear_backward(dz4, cache_W2)": "da3, dW2 = dz4 @ W2, dz4.T @ z3"},
    )


class unstable_softmax:
    """You take exp of the scores as they are; with large weights they overflow, and loss and gradients become nan. Your
    softmax_cross_entropy subtracts each row's maximum first: use it here. (lecture L3)"""

    edits = (
        {
            SOFTMAX: """
                p = np.exp(z4) / np.exp(z4).sum(axis=1, keepdims=True)
                loss = -np.log(p[np.arange(len(y)), y]).mean()
                dz4 = (p - np.eye(len(W2))[y]) / len(y)
            """
        },
        {
            SOFTMAX: """
                log_p = z4 - np.log(np.exp(z4).sum(axis=1, keepdims=True))
                loss = -log_p[np.arange(len(y)), y].mean()
                dz4 = (np.exp(log_p) - np.eye(len(W2))[y]) / len(y)
            """
        },
    )


class one_maximum_for_the_whole_batch:
    """You subtract the largest score of the whole batch. A row that lies far below it becomes all zeros: each row needs its own
    maximum. Your softmax_cross_entropy has it: use it here. (lecture L3)"""

    edits = (
        {
            SOFTMAX: """
                e = np.exp(z4 - z4.max())
                p = e / e.sum(axis=1, keepdims=True)
                loss = -np.log(p[np.arange(len(y)), y]).mean()
                dz4 = (p - np.eye(len(W2))[y]) / len(y)
            """
        },
        {
            SOFTMAX: """
                shifted = z4 - z4.max()
                log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
                loss = -log_p[np.arange(len(y)), y].mean()
                dz4 = (np.exp(log_p) - np.eye(len(W2))[y]) / len(y)
            """
        },
    )


class log_of_a_rounded_probability:
    """You compute the probabilities first and their log afterwards. When the label's probability rounds to 0 the log is minus
    infinity. Your softmax_cross_entropy takes the scores themselves: use it here. (lecture L3)"""

    edits = {
        SOFTMAX: """
            p = softmax(z4)
            loss = -np.log(p[np.arange(len(y)), y]).mean()
            dz4 = (p - np.eye(len(W2))[y]) / len(y)
        """
    }


class weight_gradients_transposed:
    """Your gradients of W1 and W2 are the transposes of what is asked for. A gradient is shaped like its parameter, (out, in).
    (lecture B14)"""

    edits = {'"W1": dW1, "W2": dW2': '"W1": dW1.T, "W2": dW2.T'}


class kernels_have_changed_places:
    """Your gradients of the two kernels have changed places. Step 6 gives dg2, step 8 gives dg1. (lecture B14)"""

    edits = {'"g1": dg1, "g2": dg2': '"g1": dg2, "g2": dg1'}


class step_taken_inside_the_loss:
    """You also move the parameters, `params[...] -= ...`, inside the function. Whoever asks for a loss does not expect other
    weights afterwards; the step is the optimiser's. (lecture N6)"""

    edits = {
        'return loss, {"g1": dg1, "g2": dg2, "W1": dW1, "W2": dW2}': """
            grads = {"g1": dg1, "g2": dg2, "W1": dW1, "W2": dW2}
            for key in params:
                params[key] -= 0.01 * grads[key]
            return loss, grads
        """
    }


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one channel, kernel or unit, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture B14)"""

    edits = (
        {
            'return loss, {"g1"': 'grads = {"g1"',
            '"W2": dW2}': '"W2": dW2}\nreturn loss, {key: np.squeeze(grad) for key, grad in grads.items()}',
        },
        {'"W1": dW1, "W2": dW2': '"W1": np.squeeze(dW1), "W2": np.squeeze(dW2)'},
    )
