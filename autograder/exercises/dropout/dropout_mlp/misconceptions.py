"""Known-wrong networks with dropout, and what of a random answer tells them apart."""

import numpy as np

from autograder.grading.diagnosis import near


class rates_exchanged:
    """You drop inputs with p_hidden and hidden units with p_input. Inputs carry what nothing else in the network can
    restore, so they get the smaller rate, usually 0.2, and hidden units 0.5. (lecture R9)"""

    edits = {
        "dropout_forward(x, p_input": "dropout_forward(x, p_hidden",
        "dropout_forward(h, p_hidden": "dropout_forward(h, p_input",
    }


class one_rate_for_both:
    """You drop inputs and hidden units with the same rate. There are two: p_input for the inputs, usually 0.2, and p_hidden for the
    hidden units, usually 0.5. (lecture R9)"""

    edits = (
        {"dropout_forward(h, p_hidden": "dropout_forward(h, p_input"},
        {"dropout_forward(x, p_input": "dropout_forward(x, p_hidden"},
    )


class inputs_not_dropped:
    """You drop hidden units only. This network drops inputs as well, with p_input, before the first linear layer:
    dropout_forward on x, and its output from there on. (lecture R9)"""

    edits = {"x_tilde, _ = dropout_forward(x, p_input, rng, training)": "x_tilde = x"}


class hidden_units_not_dropped:
    """You drop inputs only. The hidden units are dropped as well, with p_hidden, after the ReLU and before the second
    linear layer. (lecture R8)"""

    edits = {
        "h_tilde, cache_mask = dropout_forward(h, p_hidden, rng, training)": "h_tilde = h",
        "dropout_backward(dh_tilde, cache_mask)": "dh_tilde",
    }


class scores_dropped:
    """You drop the scores of the classes in place of the hidden units. A dropped score is 0, which is a statement
    like any other; dropout belongs on the hidden units, after the ReLU. (lecture R8)"""

    edits = {
        "h_tilde, cache_mask = dropout_forward(h, p_hidden, rng, training)": "h_tilde = h",
        "L, do = softmax_cross_entropy(o, y)": """
            o, cache_mask = dropout_forward(o, p_hidden, rng, training)
            L, do = softmax_cross_entropy(o, y)
            do = dropout_backward(do, cache_mask)
        """,
        "dropout_backward(dh_tilde, cache_mask)": "dh_tilde",
    }


class no_inverted_scaling:
    """What you keep is not divided by 1 - p, so inputs and hidden units are smaller in training than at test time.
    Use dropout_forward, or divide each mask by its 1 - p, forward and backward. (lecture R8)"""

    edits = {
        "x_tilde, _ = dropout_forward(x, p_input, rng, training)": """
            mask_x = rng.random(x.shape) >= p_input if training else 1
            x_tilde = x * mask_x
        """,
        "h_tilde, cache_mask = dropout_forward(h, p_hidden, rng, training)": """
            mask_h = rng.random(h.shape) >= p_hidden if training else 1
            h_tilde = h * mask_h
        """,
        "dropout_backward(dh_tilde, cache_mask)": "dh_tilde * mask_h",
    }


class weights_dropped:
    """You drop weights. One lecture slide says "select weights to update", and that is a slip: dropout strikes out
    units, by a mask on the inputs and on the hidden activations; all weights that leave a dropped unit fall silent
    together. (lecture R8)"""

    edits = {
        "x_tilde, _ = dropout_forward(x": "V1, cache_1 = dropout_forward(W1",
        "linear_forward(x_tilde, W1": "linear_forward(x, V1",
        "h_tilde, cache_mask = dropout_forward(h": "V2, cache_2 = dropout_forward(W2",
        "linear_forward(h_tilde, W2": "linear_forward(h, V2",
        "dropout_backward(dh_tilde, cache_mask)": "dh_tilde",
        "dW1 + lam": "dropout_backward(dW1, cache_1) + lam",
        "dW2 + lam": "dropout_backward(dW2, cache_2) + lam",
    }


class weights_selected_for_update:
    """You run the whole network and then zero the gradients of randomly chosen weights. One lecture slide says
    "select weights to update", and that is a slip: the forward pass itself must do without the dropped units, by a
    mask on activations. (lecture R8)"""

    edits = {
        "x_tilde, _ = dropout_forward(x, p_input, rng, training)": "x_tilde = x",
        "h_tilde, cache_mask = dropout_forward(h, p_hidden, rng, training)": "h_tilde = h",
        "dropout_backward(dh_tilde, cache_mask)": "dh_tilde",
        "return L": """
            if training:
                dW1 = dW1 * (rng.random(W1.shape) >= p_input)
                dW2 = dW2 * (rng.random(W2.shape) >= p_hidden)
            return L
        """,
    }


class clean_inputs_in_backward:
    """Your dW1 is made with the inputs as they were before dropout. The linear layer saw the dropped and scaled ones,
    and its gradient is made of what it saw. (lecture R8)"""

    edits = {"dW1 + lam * W1": "dz.T @ x + lam * W1"}


class clean_hidden_units_in_backward:
    """Your dW2 is made with the hidden units as they were before dropout. The second layer saw the dropped and scaled
    ones, and its gradient is made of what it saw. (lecture R8)"""

    edits = {"dW2 + lam * W2": "do.T @ h + lam * W2"}


class hidden_mask_missing_in_backward:
    """On the way back you forget the dropout of the hidden units: the gradient of a dropped unit is 0, that of a kept
    one carries 1 / (1 - p). dropout_backward stands between do @ W2 and the ReLU. (lecture R8)"""

    edits = {"dropout_backward(dh_tilde, cache_mask)": "dh_tilde"}


class masks_redrawn_in_backward:
    """On the way back you draw the hidden units' mask anew, so gradients flow through units that were dropped. Keep
    the mask of the forward pass: it is in the cache. (lecture R8)"""

    edits = {"dropout_backward(dh_tilde, cache_mask)": "dropout_forward(dh_tilde, p_hidden, rng, training)[0]"}


class still_random_at_test_time:
    """You drop units with training=False too. Dropout is noise for training; hand the flag on to dropout_forward.
    (lecture R8)"""

    edits = {"p_input, rng, training": "p_input, rng, True", "p_hidden, rng, training": "p_hidden, rng, True"}


class scaled_at_test_time_too:
    """With training=False you multiply inputs and hidden units by 1 - p. That belongs to plain dropout; inverted
    dropout has scaled in training already, so at test time nothing is left to do. (lecture R8)"""

    edits = (
        {
            "linear_forward(x_tilde": "linear_forward(x_tilde if training else x * (1 - p_input)",
            "linear_forward(h_tilde": "linear_forward(h_tilde if training else h * (1 - p_hidden)",
        },
        {
            "linear_forward(x_tilde": "linear_forward(x_tilde if training else x * (1 - p_input)",
            "linear_forward(h_tilde": "linear_forward(h_tilde if training else h * (1 - p_hidden)",
            "dropout_backward(dh_tilde, cache_mask)": """
                dropout_backward(dh_tilde, cache_mask) if training else dh_tilde * (1 - p_hidden)
            """,
        },
    )


class one_mask_for_the_batch:
    """You draw one mask of inputs and one of hidden units for the whole batch, so all its examples train the same
    thinned network. Draw a number for each unit of each row. (lecture R8)"""

    edits = {
        "x_tilde, _ = dropout_forward(x, p_input, rng, training)": """
            mask_x, _ = dropout_forward(np.ones(x.shape[1]), p_input, rng, training)
            x_tilde = x * mask_x
        """,
        "h_tilde, cache_mask = dropout_forward(h, p_hidden, rng, training)": """
            mask_h, _ = dropout_forward(np.ones(h.shape[1]), p_hidden, rng, training)
            h_tilde = h * mask_h
        """,
        "dropout_backward(dh_tilde, cache_mask)": "dh_tilde * mask_h",
    }


class relu_open_at_zero:
    """On the way back you let the gradient through where z is exactly 0. There the course takes 0 for ReLU's slope: a unit is on
    where z > 0, not where z >= 0. (lecture B5)"""

    edits = {"dz = relu_backward(dh, cache_h)": "dz = dh * (z >= 0)"}


class penalty_missing_in_the_gradients:
    """Your gradients lack the penalty, so training never feels it. The derivative of lam/2 * W^2 is lam * W: add it to
    dW1 and dW2. (lecture R4)"""

    edits = {"dW1 + lam * W1": "dW1", "dW2 + lam * W2": "dW2"}


class penalty_on_biases:
    """You penalise the biases as well. The penalty is for the weights W1 and W2 only: a bias shifts a unit and does
    not make the function rougher. (lecture R4)"""

    edits = {
        "(W2**2).sum()": "(W2**2).sum() + (b1**2).sum() + (b2**2).sum()",
        '"b1": db1': '"b1": db1 + lam * b1',
        '"b2": db2': '"b2": db2 + lam * b2',
    }


class penalty_not_halved_in_the_loss:
    """The penalty in your loss is lam times the squared weights, twice what is asked for, while your gradients have lam W, as
    they should: that is the derivative of lam / 2 * W^2. (lecture R4)"""

    edits = {"lam / 2": "lam"}


class penalty_in_training_only:
    """With training=False you leave the penalty out. The flag is for dropout alone: loss and gradients are those of one function,
    and its penalty does not depend on how it is used. (lecture R4)"""

    edits = (
        {"L, do =": "lam = lam if training else 0\nL, do ="},
        {"return L + s": "return L + (s if training else 0)"},
    )


class penalty_not_halved:
    """Your penalty is lam times the squared weights, with 2 lam W in the gradients. In this course it is lam / 2
    times them, so that the gradient is lam W. (lecture R4)"""

    edits = {"lam / 2": "lam", "lam * W1": "2 * lam * W1", "lam * W2": "2 * lam * W2"}


class sum_over_the_batch:
    """You sum the cross entropy over the examples. Losses in this course are means over the batch: divide loss and
    gradient by N, so that the step does not grow with the batch. (lecture L3)"""

    edits = {
        "L, do = softmax_cross_entropy(o, y)": """
            log_p = o - np.logaddexp.reduce(o, axis=1, keepdims=True)
            L = -log_p[np.arange(len(y)), y].sum()
            do = np.exp(log_p) - np.eye(len(b2))[y]
        """
    }


class exponentials_overflow:
    """You take exp of the scores as they are, which is infinite above about 709, and infinity / infinity is nan.
    Subtract each row's largest score first: it cancels in the fraction. (lecture L3)"""

    edits = (
        {
            "L, do = softmax_cross_entropy(o, y)": """
                p = np.exp(o) / np.exp(o).sum(axis=1, keepdims=True)
                L = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(len(b2))[y]) / len(y)
            """
        },
        {
            "L, do = softmax_cross_entropy(o, y)": """
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                L = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(len(b2))[y]) / len(y)
            """
        },
    )


class one_maximum_for_the_whole_batch:
    """You subtract the largest score of the whole batch. A row that lies far below it becomes all zeros, and its loss infinite or
    nan: each row needs its own maximum. Your softmax_cross_entropy has it: use it here. (lecture L3)"""

    edits = (
        {
            "L, do = softmax_cross_entropy(o, y)": """
                e = np.exp(o - o.max())
                p = e / e.sum(axis=1, keepdims=True)
                L = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(len(b2))[y]) / len(y)
            """
        },
        {
            "L, do = softmax_cross_entropy(o, y)": """
                o = o - o.max()
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                L = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(len(b2))[y]) / len(y)
            """
        },
    )


class smallest_for_largest:
    """You subtract each row's smallest score. That leaves the largest one as far above 0 as the row is wide, and exp of it
    overflows. Your softmax_cross_entropy subtracts the largest: use it here. (lecture L3)"""

    edits = (
        {
            "L, do = softmax_cross_entropy(o, y)": """
                e = np.exp(o - o.min(axis=1, keepdims=True))
                p = e / e.sum(axis=1, keepdims=True)
                L = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(len(b2))[y]) / len(y)
            """
        },
        {
            "L, do = softmax_cross_entropy(o, y)": """
                o = o - o.min(axis=1, keepdims=True)
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                L = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(len(b2))[y]) / len(y)
            """
        },
    )


class log_of_a_rounded_probability:
    """You compute the probabilities first and their log afterwards. When the label's probability rounds to 0 the log is minus
    infinity, though the loss is a modest number. Your softmax_cross_entropy takes the scores themselves: use it here.
    (lecture L3)"""

    edits = {
        "L, do = softmax_cross_entropy(o, y)": """
            p = softmax(o)
            L = -np.log(p[np.arange(len(y)), y]).mean()
            do = (p - np.eye(len(b2))[y]) / len(y)
        """
    }


class input_changed_in_place:
    """You write the dropped inputs into x itself (`x *= mask`), so the caller's data lose more pixels in every epoch. Make
    a new array: `x = x * mask`. (lecture R8)"""

    edits = {"x_tilde, _ =": "x[:], _ =", "linear_forward(x_tilde": "linear_forward(x"}


class global_random_state:
    """You draw masks from np.random and not from the generator `rng` that you were given, so a run cannot be repeated
    from its seed. Hand `rng` on to dropout_forward. (lecture R8)"""

    edits = {"p_input, rng": "p_input, np.random", "p_hidden, rng": "p_hidden, np.random"}


class generator_seeded_inside:
    """You make a generator with a fixed seed inside the function, so every step drops the same units and they are
    never trained. Hand on the `rng` that you were given: it goes on from call to call. (lecture R8)"""

    edits = (
        {"x_tilde, _ =": "rng = np.random.default_rng(0)\nx_tilde, _ ="},
        {"p_hidden, rng": "p_hidden, np.random.default_rng(0)"},
        {"p_input, rng": "p_input, np.random.default_rng(0)"},
    )


class scores_dropped_too:
    """You drop the scores of the classes as well. A dropped score is 0, which is a statement like any other; dropout belongs on
    the inputs and on the hidden units, and the scores go to the softmax as they are. (lecture R8)"""

    edits = {
        "L, do = softmax_cross_entropy(o, y)": """
            o, cache_scores = dropout_forward(o, p_hidden, rng, training)
            L, do = softmax_cross_entropy(o, y)
            do = dropout_backward(do, cache_scores)
        """
    }


class draws_at_test_time_too:
    """You draw masks with training=False as well and do not use them. The generator has moved on all the same, so asking for a
    loss changes the masks of the next training step. Hand `training` on to dropout_forward. (lecture R8)"""

    edits = {
        "x_tilde, _ = dropout_forward(x, p_input, rng, training)": """
            x_tilde, _ = dropout_forward(x, p_input, rng, True)
            if not training:
                x_tilde = x
        """
    }


class hidden_mask_first:
    """You draw the mask of the hidden units before that of the inputs. Both are drawn from one generator, so the order decides
    which numbers each of them gets: the inputs come first, as on the way through the network. (lecture R9)"""

    edits = {
        "x_tilde, _ = dropout_forward(x, p_input, rng, training)": """
            mask, cache_mask = dropout_forward(np.ones((len(x), len(W1))), p_hidden, rng, training)
            x_tilde, _ = dropout_forward(x, p_input, rng, training)
        """,
        "h_tilde, cache_mask = dropout_forward(h, p_hidden, rng, training)": "h_tilde = h * mask",
    }


class one_rate_asked_for_both:
    """You ask one of the two rates whether anything is dropped at all. Each layer has its own: inputs are dropped where
    p_hidden is 0, and hidden units where p_input is 0. (lecture R9)"""

    edits = (
        {"dropout_forward(x, p_input, rng, training)": "dropout_forward(x, p_input, rng, training and p_hidden > 0)"},
        {"dropout_forward(h, p_hidden, rng, training)": "dropout_forward(h, p_hidden, rng, training and p_input > 0)"},
    )


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


def observe_dropout_mlp_loss(arguments, result):
    """What students with one idea share, however they draw: read off the gradients, as the suite does."""
    loss, grads = result
    x, lam, training = arguments["x"], arguments["lam"], arguments["training"]
    if not arguments["params"]["W2"].any():
        return {"loss": loss, "b2": grads["b2"]}
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
    for name, value in names.items():
        if np.isclose(passed[0], value, rtol=1e-6):
            return name
    return near(passed[0], 1e-3 * abs(passed[0]))


def _plain_loss(params, x, label):
    """Cross entropy of one example without any dropout."""
    o = np.maximum(x[0] @ params["W1"].T + params["b1"], 0) @ params["W2"].T + params["b2"]
    return np.log(np.exp(o).sum()) - o[label]
