"""Known-wrong LeNets with a side classifier."""

SIDE_LOSS = "side_loss, ds = softmax_cross_entropy(s, y)"
SIDE_BACK = "dflat, dside_w, dside_b = linear_backward(alpha * ds, cache_side)"
LOSS = "deeply_supervised_loss(main_loss, [side_loss], [alpha])"
W, B = 'grads["conv1_w"] + dw', 'grads["conv1_b"] + db'


class side_gradient_stays_at_the_side:
    """Your side classifier learns, and conv1 does not hear of it: its gradients are LeNet's alone. What the side sends
    back goes through the pool and the convolution and is added there. (lecture D2)"""

    edits = {W: 'grads["conv1_w"]', B: 'grads["conv1_b"]'}


class side_gradient_takes_over:
    """The gradients of conv1 are those of the side alone: they have been written over LeNet's. Two losses stand above
    this layer, so two gradients are added. (lecture D2)"""

    edits = {W: "dw", B: "db"}


class mean_of_the_two_gradients:
    """You take the mean of the two gradients that meet at conv1. They are gradients of a sum, so they are added.
    (lecture D1)"""

    edits = {W: '(grads["conv1_w"] + dw) / 2', B: '(grads["conv1_b"] + db) / 2'}


class biases_forgotten_at_the_meeting:
    """You add the side's gradient to the kernels of conv1 and not to its biases. Both belong to the layer. (lecture
    D2)"""

    edits = {B: 'grads["conv1_b"]'}


class weight_missing_in_the_gradients:
    """alpha is in your loss and not in your gradients: the side pulls with its full force, whatever its weight. It
    belongs to ds, before anything is computed from it. (lecture D1)"""

    edits = {"alpha * ds": "ds"}


class side_classifier_without_its_weight:
    """What goes down to conv1 carries alpha, the gradients of side_w and side_b do not. They are gradients of the same
    loss. (lecture D1)"""

    edits = {
        SIDE_BACK: """
            dflat, dside_w, dside_b = linear_backward(ds, cache_side)
            dflat = alpha * dflat
        """
    }


class weight_only_at_the_side_classifier:
    """The gradients of side_w and side_b carry alpha, what goes down to conv1 does not. Both come from alpha l. (lecture
    D1)"""

    edits = {SIDE_BACK: f"{SIDE_BACK}\ndflat = linear_backward(ds, cache_side)[0]"}


class weight_counted_twice:
    """What goes down to conv1 carries alpha twice: once in ds and once more where it is added. (lecture D1)"""

    edits = {W: 'grads["conv1_w"] + alpha * dw', B: 'grads["conv1_b"] + alpha * db'}


class weight_missing_in_the_loss:
    """alpha is in your gradients and not in your loss. (lecture D1)"""

    edits = {LOSS: "main_loss + side_loss"}


class weight_missing_everywhere:
    """You do not use alpha at all: the side counts as much as the main loss. (lecture D1)"""

    edits = {LOSS: "main_loss + side_loss", "alpha * ds": "ds"}


class main_loss_returned_alone:
    """You return LeNet's loss, and the gradients of both losses together. What is returned is L + alpha l, the function
    that the gradients belong to. (lecture D1)"""

    edits = {LOSS: "main_loss"}


class main_loss_gives_way:
    """You weigh LeNet's loss with 1 - alpha. It always counts in full; alpha is the weight of the side. (lecture D1)"""

    edits = {
        "main_loss, grads = lenet_loss(params, x, y)": """
            main_loss, grads = lenet_loss(params, x, y)
            main_loss, grads = (1 - alpha) * main_loss, {key: (1 - alpha) * grad for key, grad in grads.items()}
        """
    }


class side_classifier_never_learns:
    """You leave the gradients of side_w and side_b at 0. A classifier that does not learn cannot tell conv1 anything.
    (lecture D2)"""

    edits = {SIDE_BACK: f"{SIDE_BACK}\ndside_w, dside_b = 0 * dside_w, 0 * dside_b"}


class relu_at_the_side:
    """You apply a ReLU between the first pool and the side classifier. In the lecture's configuration the layer
    ip1_side reads pool1 as it is. (lecture D2)"""

    edits = {
        "p1, cache_pool = max_pool_forward(a1)": "p1, cache_pool = max_pool_forward(a1)\nr1, cache_relu = relu_forward(p1)",
        "linear_forward(p1.reshape(len(x), -1),": "linear_forward(r1.reshape(len(x), -1),",
        "max_pool_backward(dflat.reshape(p1.shape), cache_pool)": "max_pool_backward(relu_backward(dflat.reshape(p1.shape), cache_relu), cache_pool)",
    }


class flattened_with_the_channels_last:
    """You flatten the first pool in another order than channel, row, column, so the side sees the numbers in other
    places. p1.reshape(N, -1) is the order that is asked for. (lecture N7)"""

    edits = {
        "linear_forward(p1.reshape(len(x), -1),": "linear_forward(p1.transpose(0, 2, 3, 1).reshape(len(x), -1),",
        "dflat.reshape(p1.shape)": "dflat.reshape(len(x), *p1.shape[2:], p1.shape[1]).transpose(0, 3, 1, 2)",
    }


class pool_left_out_on_the_way_back:
    """On the way back from the side you give the gradient of a window to all four of its pixels. It goes to the winner
    alone: max_pool_backward. (lecture B11)"""

    edits = {"max_pool_backward(dflat.reshape(p1.shape), cache_pool)": "spread(dflat.reshape(p1.shape), a1.shape)"}

    def spread(d, shape):
        wide = np.zeros(shape, d.dtype)
        for u, v in np.ndindex(2, 2):
            wide[:, :, u : 2 * d.shape[2] : 2, v : 2 * d.shape[3] : 2] = d
        return wide


class side_bias_forgotten:
    """Your side classifier has no bias on the way forward. It is a linear layer like any other: side_w and side_b.
    (lecture D2)"""

    edits = {'params["side_w"], params["side_b"]': 'params["side_w"], 0 * params["side_b"]'}


class bias_gradients_doubled:
    """Your biases' gradients are twice what they should be. In the lecture's configuration biases learn twice as fast, but that is their
    learning rate: a gradient is a gradient. (lecture N7)"""

    edits = {
        "return loss, ": """
            grads = {key: grad * (2 if key[-1] == "b" else 1) for key, grad in grads.items()}
            shared["conv1_b"], dside_b = 2 * shared["conv1_b"], 2 * dside_b
            return loss, \
        """
    }


class divided_by_the_batch_twice:
    """You divide the side's gradient by N although softmax_cross_entropy has done so already. (lecture L3)"""

    edits = {"alpha * ds": "alpha * ds / len(y)"}


class sum_over_the_batch:
    """You sum the side's cross entropy over the images. Losses in this course are means over the batch, this one too.
    (lecture L3)"""

    edits = {"alpha * ds": "alpha * len(y) * ds", LOSS: "main_loss + alpha * len(y) * side_loss"}


class exponentials_overflow:
    """At the side you take exp of the scores as they are; large ones overflow, and loss and gradients become nan. Your
    softmax_cross_entropy subtracts each row's maximum first: use it here. (lecture L3)"""

    edits = (
        {
            SIDE_LOSS: """
                p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
                side_loss = -np.log(p[np.arange(len(y)), y]).mean()
                ds = (p - np.eye(s.shape[1])[y]) / len(y)
            """
        },
        {
            SIDE_LOSS: """
                log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
                side_loss = -log_p[np.arange(len(y)), y].mean()
                ds = (np.exp(log_p) - np.eye(s.shape[1])[y]) / len(y)
            """
        },
    )


class one_maximum_for_the_whole_batch:
    """At the side you subtract the largest score of the whole batch. A row that lies far below it becomes all zeros:
    each row needs its own maximum. Your softmax_cross_entropy has it: use it here. (lecture L3)"""

    edits = (
        {
            SIDE_LOSS: """
                e = np.exp(s - s.max())
                p = e / e.sum(axis=1, keepdims=True)
                side_loss = -np.log(p[np.arange(len(y)), y]).mean()
                ds = (p - np.eye(s.shape[1])[y]) / len(y)
            """
        },
        {
            SIDE_LOSS: """
                shifted = s - s.max()
                log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
                side_loss = -log_p[np.arange(len(y)), y].mean()
                ds = (np.exp(log_p) - np.eye(s.shape[1])[y]) / len(y)
            """
        },
    )


class log_of_a_rounded_probability:
    """At the side you compute the probabilities first and their log afterwards. When the label's probability rounds to
    0 the log is minus infinity. Your softmax_cross_entropy takes the scores themselves: use it here. (lecture L3)"""

    edits = {
        SIDE_LOSS: """
            p = softmax(s)
            side_loss = -np.log(p[np.arange(len(y)), y]).mean()
            ds = (p - np.eye(s.shape[1])[y]) / len(y)
        """
    }


class layers_above_taught_by_the_side:
    """alpha reaches the layers above the side: all of LeNet's gradients are multiplied by 1 + alpha. The side classifier stands on
    the first pool, and what comes behind that does not change its loss. (lecture D1)"""

    edits = {
        "return loss, ": """
            grads = {key: (1 + alpha) * grad for key, grad in grads.items()}
            return loss, \
        """
    }


class params_stepped_in_place:
    """You also move the parameters, `params[...] -= ...`, inside the function. The step is the optimiser's. (lecture D2)"""

    edits = {
        "return loss, ": """
            for key in grads:
                params[key] -= 0.01 * grads[key]
            return loss, \
        """
    }


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one channel, kernel or unit, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture D2)"""

    edits = (
        {
            "return loss, grads": "grads = grads",
            '"side_b": dside_b}': '"side_b": dside_b}\nreturn loss, {key: np.squeeze(g) for key, g in grads.items()}',
        },
        {'"side_w": dside_w, "side_b": dside_b': '"side_w": np.squeeze(dside_w), "side_b": np.squeeze(dside_b)'},
    )
