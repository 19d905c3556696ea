"""Known-wrong networks with one hidden layer."""


class penalty_on_the_biases:
    """You penalise the biases as well. A bias only shifts where a unit switches on; shrinking it makes the network
    no simpler, so the course penalises W1 and W2 alone. (lecture R4)"""

    edits = {
        "((W1**2).sum() + (W2**2).sum())": "sum((value**2).sum() for value in params.values())",
        '"b1": db1': '"b1": db1 + lam * b1',
        '"b2": db2': '"b2": db2 + lam * b2',
    }


class penalty_without_the_half:
    """Your penalty is lam |W|^2 with gradient 2 lam W. The course writes lam / 2 |W|^2, so that its gradient is lam
    W: yours is twice too strong. (lecture B8)"""

    edits = {"lam / 2": "lam", "lam * W1": "2 * lam * W1", "lam * W2": "2 * lam * W2"}


class penalty_without_the_half_in_the_loss:
    """The penalty in your loss is lam |W|^2, twice what is asked for, while your gradients have lam W, as they should. That is the
    derivative of lam / 2 |W|^2: the half is missing in the loss. (lecture B8)"""

    edits = {"lam / 2": "lam"}


class penalty_gradient_doubled:
    """You add 2 lam W to the gradients. The 2 of the square and the 1/2 of lam / 2 |W|^2 cancel: the derivative is
    lam W. (lecture B8)"""

    edits = {"lam * W1": "2 * lam * W1", "lam * W2": "2 * lam * W2"}


class penalty_in_the_loss_only:
    """Your gradients lack the penalty. Training follows the gradients alone: without lam W in them the weights never feel
    it, whatever the loss says. (lecture B8)"""

    edits = {"dW1 + lam * W1": "dW1", "dW2 + lam * W2": "dW2"}


class penalty_in_the_gradients_only:
    """The loss that you return lacks the penalty lam / 2 |W|^2: the number that is reported is not the one that the gradients
    go down. (lecture B8)"""

    edits = {"return L + s": "return L"}


class penalty_on_one_layer_only:
    """You penalise W2 and leave W1 out. The penalty runs over the weights of every layer: s = lam / 2 (|W1|^2 +
    |W2|^2). (lecture B8)"""

    edits = {"((W1**2).sum() + (W2**2).sum())": "(W2**2).sum()", "dW1 + lam * W1": "dW1"}


class lengths_not_squared:
    """Your penalty adds up the lengths of W1 and W2, with their roots (np.linalg.norm). It is made of the squared lengths, the sums of
    the squares: their gradient is lam W. (lecture B8)"""

    edits = {"(W1**2).sum() + (W2**2).sum()": "np.linalg.norm(W1) + np.linalg.norm(W2)"}


class mean_of_the_squares:
    """Your penalty takes the mean of the squared weights. |W|^2 is their sum, whatever the number of weights. (lecture B8)"""

    edits = (
        {"(W1**2).sum() + (W2**2).sum()": "(W1**2).mean() + (W2**2).mean()"},
        {
            "(W1**2).sum() + (W2**2).sum()": "(W1**2).mean() + (W2**2).mean()",
            "dW1 + lam * W1": "dW1 + lam * W1 / W1.size",
            "dW2 + lam * W2": "dW2 + lam * W2 / W2.size",
        },
    )


class penalty_divided_by_the_batch:
    """You divide the penalty by N as well. The weights are not part of any example: the mean is over the cross
    entropies, the penalty is added once behind it. (lecture B8)"""

    edits = {"lam / 2": "lam / 2 / len(x)", "lam * W1": "lam / len(x) * W1", "lam * W2": "lam / len(x) * W2"}


class relu_on_the_logits:
    """You apply ReLU behind the last layer too. The softmax needs logits of both signs; with ReLU a class can never
    be called less likely than 'zero' and its gradient dies there. o goes into the loss as it is. (lecture N4)"""

    edits = {
        "L, do = softmax_cross_entropy(o, y)": """
            r, cache_r = relu_forward(o)
            L, dr = softmax_cross_entropy(r, y)
            do = relu_backward(dr, cache_r)
        """
    }


class softmax_before_the_loss:
    """You hand softmax(o) to softmax_cross_entropy, which takes logits and has the softmax in it. Taken twice it makes every answer
    nearly as likely as the others: o goes into the loss as it is. (lecture N4)"""

    edits = {"softmax_cross_entropy(o, y)": "softmax_cross_entropy(softmax(o), y)"}


class no_activation_between_the_layers:
    """There is no ReLU between your two linear layers. Together they are one linear layer, which draws nothing but straight lines:
    h = relu(z), and on the way back relu_backward. (lecture N4)"""

    edits = (
        {"h, cache_h = relu_forward(z)": "h = z", "dz = relu_backward(dh, cache_h)": "dz = dh"},
        {"h, cache_h = relu_forward(z)": "h, (_, cache_h) = z, relu_forward(z)"},
    )


class relu_open_at_zero:
    """On the way back you let the gradient through where z is exactly 0. There the course takes 0 for ReLU's slope: a unit is on
    where z > 0, not where z >= 0. (lecture B5)"""

    edits = {"dz = relu_backward(dh, cache_h)": "dz = dh * (z >= 0)"}


class relu_forgotten_on_the_way_back:
    """On the way back you step from h straight to z as if there were no ReLU. Where z was negative the unit was off
    and no gradient passes: dz = dh * (z > 0). (lecture B8)"""

    edits = {"dz = relu_backward(dh, cache_h)": "dz = dh"}


class relu_of_the_gradient:
    """You set the negative entries of dh to 0: that is ReLU applied to the gradient. Its derivative looks at the
    sign of z, not of dh: a unit that was on passes negative gradients too. (lecture B8)"""

    edits = {"dz = relu_backward(dh, cache_h)": "dz = np.maximum(dh, 0)"}


class z_in_place_of_h:
    """Your dW2 is the product of do with z. What W2 was multiplied by on the way forward is h, behind the ReLU, and
    that is what stands in its gradient: dW2 = do^T h. (lecture B8)"""

    edits = {"dW2 + lam * W2": "do.T @ z + lam * W2"}


class divided_by_the_batch_twice:
    """You divide by N although softmax_cross_entropy has done so already, so the gradients shrink with the batch a
    second time. Pass dz on as it comes. (lecture B7)"""

    edits = {"linear_backward(do, cache_o)": "linear_backward(do / len(x), cache_o)"}


class bias_gradients_averaged:
    """You take the mean over the examples for db. The 1/N is in the incoming gradient already; a bias that is added
    to every example collects the *sum*: do.sum(axis=0). (lecture B8)"""

    edits = {'"b1": db1': '"b1": dz.mean(axis=0)', '"b2": db2': '"b2": do.mean(axis=0)'}


class weight_gradients_transposed:
    """Your weight gradients are the transposes of what is asked for: x^T dz in place of dz^T x. A gradient is
    shaped like its parameter, (out, in). (lecture B8)"""

    edits = {"dW1 + lam * W1": "(dW1 + lam * W1).T", "dW2 + lam * W2": "(dW2 + lam * W2).T"}


class unstable_softmax:
    """You take exp of the logits as they are; with large weights they overflow and loss and gradients become nan.
    Your softmax_cross_entropy subtracts each row's maximum first: use it here. (lecture L3)"""

    edits = (
        {
            "L, do = softmax_cross_entropy(o, y)": """
                p = np.exp(o) / np.exp(o).sum(axis=1, keepdims=True)
                L = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(o.shape[1])[y]) / len(y)
            """
        },
        {
            "L, do = softmax_cross_entropy(o, y)": """
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                L = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(o.shape[1])[y]) / len(y)
            """
        },
    )


class one_maximum_for_the_whole_batch:
    """You subtract the largest logit of the whole batch. A row that lies far below it becomes all zeros, and its loss infinite or
    nan: each row needs its own maximum. Your softmax_cross_entropy has it: use it here. (lecture L3)"""

    edits = (
        {
            "L, do = softmax_cross_entropy(o, y)": """
                e = np.exp(o - o.max())
                p = e / e.sum(axis=1, keepdims=True)
                L = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(o.shape[1])[y]) / len(y)
            """
        },
        {
            "L, do = softmax_cross_entropy(o, y)": """
                o = o - o.max()
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                L = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(o.shape[1])[y]) / len(y)
            """
        },
    )


class smallest_for_largest:
    """You subtract each row's smallest logit. That leaves the largest one as far above 0 as the row is wide, and exp of it
    overflows. Your softmax_cross_entropy subtracts the largest: use it here. (lecture L3)"""

    edits = (
        {
            "L, do = softmax_cross_entropy(o, y)": """
                e = np.exp(o - o.min(axis=1, keepdims=True))
                p = e / e.sum(axis=1, keepdims=True)
                L = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(o.shape[1])[y]) / len(y)
            """
        },
        {
            "L, do = softmax_cross_entropy(o, y)": """
                o = o - o.min(axis=1, keepdims=True)
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                L = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(o.shape[1])[y]) / len(y)
            """
        },
    )


class log_of_a_rounded_probability:
    """You compute the probabilities first and their log afterwards. When the label's probability rounds to 0 the log is minus
    infinity, though the loss is a modest number. Your softmax_cross_entropy takes the logits themselves: use it here.
    (lecture L3)"""

    edits = {
        "L, do = softmax_cross_entropy(o, y)": """
            p = softmax(o)
            L = -np.log(p[np.arange(len(y)), y]).mean()
            do = (p - np.eye(o.shape[1])[y]) / len(y)
        """
    }


class step_taken_inside_the_loss:
    """You also change the parameters inside the function, as `params[...] -= ...` or `W1 *= ...` does. Whoever asks for a loss does not expect other
    weights afterwards; the step is the optimiser's. (lecture N4)"""

    edits = {
        "return L + s, {": "grads = {",
        '"b2": db2}': """
            "b2": db2}
            for key in params:
                params[key] -= 0.01 * grads[key]
            return L + s, grads
        """,
    }


class keys_with_a_d:
    """Your dict has the keys dW1, db1, dW2, db2. The keys of grads are those of params, so that one loop can update them all:
    params[name] - lr * grads[name]. (lecture B8)"""

    edits = {
        '"W1": dW1': '"dW1": dW1',
        '"b1": db1': '"db1": db1',
        '"W2": dW2': '"dW2": dW2',
        '"b2": db2': '"db2": db2',
    }


class sigmoid_or_tanh_for_relu:
    """Your hidden units use a sigmoid or a tanh, with its own derivative on the way back. This network's activation is ReLU:
    h = max(0, z). (lecture N4)"""

    edits = (
        {"relu_forward(z)": "sigmoid_forward(z)", "relu_backward": "sigmoid_backward"},
        {"relu_forward(z)": "tanh_forward(z)", "relu_backward": "tanh_backward"},
    )


class gradient_times_h:
    """On the way back through the ReLU you multiply dh by h. Where a unit is on, h rises by exactly as much as z: the derivative is
    1, not h. (lecture B5)"""

    edits = {"dz = relu_backward(dh, cache_h)": "dz = dh * h"}


class penalty_gradient_subtracted:
    """You subtract lam W from the gradients. The penalty is added to the loss, so its derivative lam W is added too; the minus
    comes later, in the step downhill. (lecture B8)"""

    edits = {"dW1 + lam * W1": "dW1 - lam * W1", "dW2 + lam * W2": "dW2 - lam * W2"}


class sizes_for_squares:
    """Your penalty adds up the sizes of the weights, with their signs in the gradients. That is the L1 penalty; here it is
    lam / 2 times the squares, with the gradient lam W. (lecture R4)"""

    edits = {
        "lam / 2 * ((W1**2).sum() + (W2**2).sum())": "lam * (np.abs(W1).sum() + np.abs(W2).sum())",
        "lam * W1": "lam * np.sign(W1)",
        "lam * W2": "lam * np.sign(W2)",
    }


class forgets_a_bias:
    """A bias is missing on the way forward. Both layers have one: z = x W1^T + b1 and o = h W2^T + b2. (lecture N4)"""

    edits = (
        {"linear_forward(h, W2, b2)": "linear_forward(h, W2, 0 * b2)"},
        {"linear_forward(x, W1, b1)": "linear_forward(x, W1, 0 * b1)"},
        {
            "linear_forward(h, W2, b2)": "linear_forward(h, W2, 0 * b2)",
            "linear_forward(x, W1, b1)": "linear_forward(x, W1, 0 * b1)",
        },
    )


class biases_as_rows:
    """Your bias gradients have the right numbers in shapes like (1, H), and a bias has shape (H,). Leave out keepdims, or the
    reshape, in the sum over the examples. (lecture B4)"""

    edits = {'"b1": db1': '"b1": db1[None]', '"b2": db2': '"b2": db2[None]'}


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one unit, or one input, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture B8)"""

    edits = (
        {'"b1": db1': '"b1": np.squeeze(db1)', '"b2": db2': '"b2": np.squeeze(db2)'},
        {
            '"W1": dW1 + lam * W1': '"W1": np.squeeze(dW1 + lam * W1)',
            '"W2": dW2 + lam * W2': '"W2": np.squeeze(dW2 + lam * W2)',
        },
        {
            'return L + s, {"W1"': 'grads = {"W1"',
            '"b2": db2}': '"b2": db2}\nreturn L + s, {key: np.squeeze(grad) for key, grad in grads.items()}',
        },
    )


class sum_over_the_batch:
    """You add up the losses of the examples, where their mean is asked for: loss and gradients grow with the batch. Divide both
    by N. (lecture L3)"""

    edits = (
        {"L, do = softmax_cross_entropy(o, y)": "L, do = softmax_cross_entropy(o, y)\nL, do = L * len(y), do * len(y)"},
        {"L, do = softmax_cross_entropy(o, y)": "L, do = softmax_cross_entropy(o, y)\nL, do = L, do * len(y)"},
    )
