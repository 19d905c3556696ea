"""Known-wrong networks with dropout, and what of a random answer tells them apart."""

import numpy as np

from autograder.grading.diagnosis import near


class rates_exchanged:
    """You drop inputs with p_hidden and hidden units with p_input. Inputs carry what nothing else in the network can
    restore, so they get the smaller rate, usually 0.2, and hidden units 0.5. (lecture R9)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_hidden, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_input, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class inputs_not_dropped:
    """You drop hidden units only. This network drops inputs as well, with p_input, before the first linear layer:
    dropout_forward on x, and its output from there on. (lecture R9)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class hidden_units_not_dropped:
    """You drop inputs only. The hidden units are dropped as well, with p_hidden, after the ReLU and before the second
    linear layer. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h = np.maximum(z, 0)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = do @ W2 * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class scores_dropped:
    """You drop the scores of the classes in place of the hidden units. A dropped score is 0, which is a statement
    like any other; dropout belongs on the hidden units, after the ReLU. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h = np.maximum(z, 0)
        o, cache = dropout_forward(h @ W2.T + b2, p_hidden, rng, training)
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        do = dropout_backward(do, cache)
        dz = do @ W2 * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class no_inverted_scaling:
    """What you keep is not divided by 1 - p, so inputs and hidden units are smaller in training than at test time.
    Use dropout_forward, or divide each mask by its 1 - p, forward and backward. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        p_input, p_hidden = (p_input, p_hidden) if training else (0.0, 0.0)
        x = x * (rng.random(x.shape) >= p_input)
        z = x @ W1.T + b1
        mask = rng.random(z.shape) >= p_hidden
        h = np.maximum(z, 0) * mask
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = do @ W2 * mask * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class weights_dropped:
    """You drop weights. One lecture slide says "select weights to update", and that is a slip: dropout strikes out
    units, by a mask on the inputs and on the hidden activations; all weights that leave a dropped unit fall silent
    together. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        V1, m1 = dropout_forward(W1, p_input, rng, training)
        V2, m2 = dropout_forward(W2, p_hidden, rng, training)
        z = x @ V1.T + b1
        h = np.maximum(z, 0)
        o = h @ V2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = do @ V2 * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        dW1, dW2 = dropout_backward(dz.T @ x, m1), dropout_backward(do.T @ h, m2)
        return loss, {"W1": dW1 + lam * W1, "b1": dz.sum(axis=0), "W2": dW2 + lam * W2, "b2": do.sum(axis=0)}


class weights_selected_for_update:
    """You run the whole network and then zero the gradients of randomly chosen weights. One lecture slide says
    "select weights to update", and that is a slip: the forward pass itself must do without the dropped units, by a
    mask on activations. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        z = x @ W1.T + b1
        h = np.maximum(z, 0)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = do @ W2 * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        p_input, p_hidden = (p_input, p_hidden) if training else (0.0, 0.0)
        dW1 = (dz.T @ x + lam * W1) * (rng.random(W1.shape) >= p_input)
        dW2 = (do.T @ h + lam * W2) * (rng.random(W2.shape) >= p_hidden)
        return loss, {"W1": dW1, "b1": dz.sum(axis=0), "W2": dW2, "b2": do.sum(axis=0)}


class clean_inputs_in_backward:
    """Your dW1 is made with the inputs as they were before dropout. The linear layer saw the dropped and scaled ones,
    and its gradient is made of what it saw. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        seen, _ = dropout_forward(x, p_input, rng, training)
        z = seen @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class clean_hidden_units_in_backward:
    """Your dW2 is made with the hidden units as they were before dropout. The second layer saw the dropped and scaled
    ones, and its gradient is made of what it saw. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {
            "W1": dz.T @ x + lam * W1,
            "b1": dz.sum(axis=0),
            "W2": do.T @ np.maximum(z, 0) + lam * W2,
            "b2": do.sum(axis=0),
        }


class hidden_mask_missing_in_backward:
    """On the way back you forget the dropout of the hidden units: the gradient of a dropped unit is 0, that of a kept
    one carries 1 / (1 - p). dropout_backward stands between do @ W2 and the ReLU. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = do @ W2 * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class masks_redrawn_in_backward:
    """On the way back you draw the hidden units' mask anew, so gradients flow through units that were dropped. Keep
    the mask of the forward pass: it is in the cache. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        _, cache = dropout_forward(h, p_hidden, rng, training)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class still_random_at_test_time:
    """You drop units with training=False too. Dropout is noise for training; hand the flag on to dropout_forward.
    (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, True)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, True)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class scaled_at_test_time_too:
    """With training=False you multiply inputs and hidden units by 1 - p. That belongs to plain dropout; inverted
    dropout has scaled in training already, so at test time nothing is left to do. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x = dropout_forward(x, p_input, rng, True)[0] if training else x * (1 - p_input)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        h = h if training else h * (1 - p_hidden)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class one_mask_for_the_batch:
    """You draw one mask of inputs and one of hidden units for the whole batch, so all its examples train the same
    thinned network. Draw a number for each unit of each row. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        p_input, p_hidden = (p_input, p_hidden) if training else (0.0, 0.0)
        x = x * (rng.random(x.shape[1]) >= p_input) / (1 - p_input)
        z = x @ W1.T + b1
        mask = (rng.random(z.shape[1]) >= p_hidden) / (1 - p_hidden)
        h = np.maximum(z, 0) * mask
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = do @ W2 * mask * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class penalty_missing_in_the_gradients:
    """Your loss holds the penalty and your gradients do not, so training never feels it. The derivative of lam/2 *
    W^2 is lam * W: add it to dW1 and dW2. (lecture R4)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x, "b1": dz.sum(axis=0), "W2": do.T @ h, "b2": do.sum(axis=0)}


class penalty_on_biases:
    """You penalise the biases as well. The penalty is for the weights W1 and W2 only: a bias shifts a unit and does
    not make the function rougher. (lecture R4)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum() + (b1**2).sum() + (b2**2).sum())
        return loss, {
            "W1": dz.T @ x + lam * W1,
            "b1": dz.sum(axis=0) + lam * b1,
            "W2": do.T @ h + lam * W2,
            "b2": do.sum(axis=0) + lam * b2,
        }


class penalty_not_halved:
    """Your penalty is lam times the squared weights, with 2 lam W in the gradients. In this course it is lam / 2
    times them, so that the gradient is lam W. (lecture R4)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam * ((W1**2).sum() + (W2**2).sum())
        return loss, {
            "W1": dz.T @ x + 2 * lam * W1,
            "b1": dz.sum(axis=0),
            "W2": do.T @ h + 2 * lam * W2,
            "b2": do.sum(axis=0),
        }


class sum_over_the_batch:
    """You sum the cross entropy over the examples. Losses in this course are means over the batch: divide loss and
    gradient by N, so that the step does not grow with the batch. (lecture L3)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].sum() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class exponentials_overflow:
    """You take exp of the scores as they are, which is infinite above about 709, and infinity / infinity is nan.
    Subtract each row's largest score first: it cancels in the fraction. (lecture L3)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class input_changed_in_place:
    """Your numbers are right, but you write the dropped inputs into x itself (`x *= mask`), so the caller's data lose
    more pixels in every epoch. Make a new array: `x = x * mask`. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        x *= dropout_forward(np.ones_like(x), p_input, rng, training)[0]
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class global_random_state:
    """You draw masks from np.random and not from the generator `rng` that you were given, so a run cannot be repeated
    from its seed. Hand `rng` on to dropout_forward. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        rng = np.random.default_rng(np.random.randint(2**31))
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


class generator_seeded_inside:
    """You make a generator with a fixed seed inside the function, so every step drops the same units and they are
    never trained. Hand on the `rng` that you were given: it goes on from call to call. (lecture R8)"""

    def dropout_mlp_loss(params, x, y, p_input, p_hidden, lam, rng, training):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        rng = np.random.default_rng(0)
        x, _ = dropout_forward(x, p_input, rng, training)
        z = x @ W1.T + b1
        h, cache = dropout_forward(np.maximum(z, 0), p_hidden, rng, training)
        o = h @ W2.T + b2
        o = o - o.max(axis=1, keepdims=True)
        log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
        n = np.arange(len(y))
        do = np.exp(log_p)
        do[n, y] -= 1
        do = do / len(y)
        dz = dropout_backward(do @ W2, cache) * (z > 0)
        loss = -log_p[n, y].mean() + lam / 2 * ((W1**2).sum() + (W2**2).sum())
        return loss, {"W1": dz.T @ x + lam * W1, "b1": dz.sum(axis=0), "W2": do.T @ h + lam * W2, "b2": do.sum(axis=0)}


def observe_dropout_mlp_loss(arguments, result):
    """What students with one idea share, however they draw: read off the gradients, as the suite does."""
    loss, grads = result
    x, lam, training = arguments["x"], arguments["lam"], arguments["training"]
    dropping = arguments["p_input"] or arguments["p_hidden"]
    if dropping and not training and not lam:
        return _evaluation(arguments["params"], x, loss, grads)
    if not dropping:
        return {"loss": loss, "grads": grads}
    if len(x) == 1:
        return _one_example(arguments, loss, grads)
    if (x == x[0]).all():
        return {key: bool((grads[key] == 0).all(axis=0).mean() > 0.2) for key in ("W1", "W2")}
    return sorted(grads)


def _evaluation(params, x, loss, grads):
    """The numbers, unless units were dropped: then only that."""
    lit = (x @ params["W1"].T + params["b1"] > 0).any(axis=0)
    silent = (grads["W2"] == 0).all(axis=0)[lit].any() or (grads["W1"] == 0).all(axis=0).any()
    return "units are dropped" if silent else {"loss": loss, "grads": grads}


def _one_example(arguments, loss, grads):
    """What reached each layer, and what came back through the hidden units' mask."""
    params, x, p_input, p_hidden = (arguments[key] for key in ("params", "x", "p_input", "p_hidden"))
    inputs, whole_1 = _through(grads["W1"], grads["b1"])
    hidden, whole_2 = _through(grads["W2"], grads["b2"])
    before = np.maximum(params["W1"] @ inputs + params["b1"], 0)
    scales = {"1/(1-p_input)": 1 / (1 - p_input), "1/(1-p_hidden)": 1 / (1 - p_hidden), "1": 1.0}
    with np.errstate(all="ignore"):
        back = grads["b1"] / (grads["b2"] @ params["W2"])
        wide = {"inputs": inputs / x[0], "hidden": hidden / before, "back": back}
    seen = {name: _scale(factors, scales) for name, factors in wide.items()}
    seen |= {
        f"share of {name}": near((factors == 0).mean(), 0.08) for name, factors in wide.items() if factors.size > 1000
    }
    seen |= {"weights agree": whole_1 and whole_2, "same units": bool(np.array_equal(back != 0, hidden != 0))}
    plain = _plain_loss(params, x, int(arguments["y"][0]))
    return seen | {"loss is plain": bool(np.isclose(loss, plain)), "scores": bool(abs(grads["b2"].sum()) < 1e-9)}


def _through(gradient, bias_gradient):
    """v of gradient = outer(bias_gradient, v), and whether there is such a v."""
    best = int(np.argmax(np.abs(bias_gradient)))
    with np.errstate(all="ignore"):
        passed = gradient[best] / bias_gradient[best]
    return passed, bool(np.allclose(gradient, np.outer(bias_gradient, passed)))


def _scale(factors, names):
    """The one factor of all units that passed, by name."""
    passed = factors[factors != 0]
    if not passed.size or not np.allclose(passed, passed[0], rtol=1e-6, atol=0):
        return "varies"
    near_names = [name for name, value in names.items() if np.isclose(passed[0], value, rtol=1e-6)]
    return near_names[0] if near_names else near(passed[0], 1e-3 * abs(passed[0]))


def _plain_loss(params, x, label):
    """Cross entropy of one example without any dropout."""
    o = np.maximum(x[0] @ params["W1"].T + params["b1"], 0) @ params["W2"].T + params["b2"]
    return np.log(np.exp(o).sum()) - o[label]
