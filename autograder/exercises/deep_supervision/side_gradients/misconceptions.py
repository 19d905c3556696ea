"""Known-wrong networks with side classifiers."""

PLACES = {
    "side_loss, ds = softmax_cross_entropy(s, y)": ("side_loss", "ds", "s"),
    "main_loss, do = softmax_cross_entropy(o, y)": ("main_loss", "do", "o"),
}
FROM_LOG_P = (
    "{loss} = -log_p[np.arange(len(y)), y].mean()",
    "{grad} = (np.exp(log_p) - np.eye({scores}.shape[1])[y]) / len(y)",
)
FROM_P = (
    "{loss} = -np.log(p[np.arange(len(y)), y]).mean()",
    "{grad} = (p - np.eye({scores}.shape[1])[y]) / len(y)",
)


def everywhere(*lines):
    """A cross entropy of one's own, written out for the side classifiers and for the main one."""
    text = "\n".join(lines)
    return {place: text.format(loss=loss, grad=grad, scores=scores) for place, (loss, grad, scores) in PLACES.items()}


class side_gradients_stay_at_the_side:
    """Your side classifiers learn, and the layers below do not hear of it: the gradient that a side loss has at h_l must be added to the
    one that comes from above. That is all that deep supervision is about. (lecture D1)"""

    edits = {"dh + from_side[k - 1]": "dh"}


class side_gradient_takes_over:
    """At a hidden layer you go on with the gradient of its side classifier alone: `=` in place of `+=`, and what came
    from above is lost. Both are added. (lecture D1)"""

    edits = {"dh + from_side[k - 1]": "from_side[k - 1]"}


class mean_of_the_two_gradients:
    """Where two gradients meet you take their mean. They are gradients of a sum, so they are added. (lecture D1)"""

    edits = {"dh + from_side[k - 1]": "(dh + from_side[k - 1]) / 2"}


class side_gradient_past_the_activation:
    """You add the side's gradient to dz, behind the activation's derivative. The side classifier reads h, so its
    gradient arrives at h and passes through the derivative like the one from above. (lecture D1)"""

    edits = {"f_backward(dh + from_side[k - 1], cache_h)": "f_backward(dh, cache_h) + from_side[k - 1]"}


class side_gradient_at_another_layer:
    """You add a side's gradient one layer too low: what the classifier on h_l sends back belongs to h_l, not to
    h_{l-1}. (lecture D1)"""

    edits = {
        "dh + from_side[k - 1]": "dh + (from_side[k] if k < L and from_side[k].shape == dh.shape else 0)",
    }


class sides_in_the_wrong_order:
    """On the way back, from the last layer to the first, you take the side gradients from the first to the last. Each
    belongs to its own layer. (lecture D1)"""

    edits = {"dh + from_side[k - 1]": "dh + from_side[L - k]"}


class weight_missing_in_the_gradients:
    """The alphas are in your loss and not in your gradients: each side loss pulls with its full force, whatever its
    weight. Multiply ds by alpha_l, or what comes of it. (lecture D1)"""

    edits = {"float(alphas[k - 1]) * ds": "ds"}


class side_classifiers_without_their_weight:
    """The gradients that go into the layers carry their alpha, those of S and c do not. They are gradients of the
    same loss, in which alpha_l l_l stands. (lecture D1)"""

    edits = {
        'dh, grads[f"S{k}"], grads[f"c{k}"] = linear_backward(float(alphas[k - 1]) * ds, cache_s)': 'dh, grads[f"S{k}"], grads[f"c{k}"] = linear_backward(ds, cache_s)',
        "from_side.append(dh)": "from_side.append(float(alphas[k - 1]) * dh)",
    }


class weight_only_at_the_side_classifiers:
    """The gradients of S and c carry their alpha, those that go into the layers do not. Both come from alpha_l l_l.
    (lecture D1)"""

    edits = {
        'dh, grads[f"S{k}"], grads[f"c{k}"] = linear_backward(float(alphas[k - 1]) * ds, cache_s)': 'dh, grads[f"S{k}"], grads[f"c{k}"] = linear_backward(float(alphas[k - 1]) * ds, cache_s)\ndh = linear_backward(ds, cache_s)[0]',
    }


class weight_counted_twice:
    """What goes into the layers carries its alpha twice, once in ds and once more when it is added. (lecture D1)"""

    edits = {"from_side.append(dh)": "from_side.append(float(alphas[k - 1]) * dh)"}


class weight_missing_in_the_loss:
    """The alphas are in your gradients and not in your loss: it adds the side losses as they are. (lecture D1)"""

    edits = {"deeply_supervised_loss(main_loss, side_losses, alphas)": "main_loss + sum(side_losses)"}


class weights_missing_everywhere:
    """You do not use the alphas at all: every side loss counts as much as the main one. (lecture D1)"""

    edits = {
        "float(alphas[k - 1]) * ds": "ds",
        "deeply_supervised_loss(main_loss, side_losses, alphas)": "main_loss + sum(side_losses)",
    }


class main_loss_returned_alone:
    """You return the main loss alone, and the gradients of all of them together. What is returned is L + sum_l alpha_l
    l_l, the function that the gradients belong to. (lecture D1)"""

    edits = {"deeply_supervised_loss(main_loss, side_losses, alphas)": "main_loss"}


class one_weight_for_all:
    """You use the first alpha for all layers. Each side loss has its own. (lecture D1)"""

    edits = {
        "float(alphas[k - 1])": "float(alphas[0])",
        "deeply_supervised_loss(main_loss, side_losses, alphas)": "deeply_supervised_loss(main_loss, side_losses, [alphas[0]] * L)",
    }


class side_classifiers_never_learn:
    """You leave the gradients of S and c at 0. A side classifier that does not learn cannot tell its layer anything:
    it is trained with the rest. (lecture D1)"""

    edits = {
        "side_losses.append(side_loss)": """
            side_losses.append(side_loss)
            grads[f"S{k}"], grads[f"c{k}"] = 0 * grads[f"S{k}"], 0 * grads[f"c{k}"]
        """
    }


class side_reads_before_the_activation:
    """Your side classifier reads z, the layer before its activation. It stands on the hidden activations: S_l h_l +
    c_l. (lecture D1)"""

    edits = {
        'linear_forward(h, params[f"S{k}"], params[f"c{k}"])': 'linear_forward(z, params[f"S{k}"], params[f"c{k}"])',
        "f_backward(dh + from_side[k - 1], cache_h)": "f_backward(dh, cache_h) + from_side[k - 1]",
    }


class activation_behind_the_side_classifiers:
    """You send the side classifiers' scores through the activation. They go into the softmax as they are, like the
    main classifier's. (lecture D1)"""

    edits = {
        "side_loss, ds = softmax_cross_entropy(s, y)": """
            s, cache_f = f(s)
            side_loss, ds = softmax_cross_entropy(s, y)
            ds = f_backward(ds, cache_f)
        """
    }


class activation_behind_the_main_classifier:
    """You send the main classifier's scores through the activation. It stands in the hidden layers only. (lecture
    N3)"""

    edits = {
        "main_loss, do = softmax_cross_entropy(o, y)": """
            o, cache_f = f(o)
            main_loss, do = softmax_cross_entropy(o, y)
            do = f_backward(do, cache_f)
        """
    }


class activation_argument_ignored:
    """You always use ReLU; the argument activation changes nothing. Choose the pair of functions, forward and backward, by its name.
    (lecture N3)"""

    edits = {
        "relu_forward}[activation]": 'relu_forward}["relu"]',
        "relu_backward}[activation]": 'relu_backward}["relu"]',
    }


class default_activation_missed:
    """Without the argument your activation is another one than ReLU. The default is in the first line of the function. (lecture D1)"""

    edits = {'activation="relu"': 'activation="sigmoid"'}


class derivative_forgotten:
    """On the way back you leave out the activation's derivative. delta_l = (what arrives at h_l) * f'(z_l). (lecture
    B9)"""

    edits = {"f_backward(dh + from_side[k - 1], cache_h)": "dh + from_side[k - 1]"}


class derivative_formula_fed_with_z:
    """You put z into h (1 - h) and 1 - h^2. These short forms of the derivatives are written by the activation's
    output h, not by its input z. (lecture B5)"""

    edits = {"h, cache_h = f(z)": "h, cache_h = f(z)[0], z"}


class relu_open_at_zero:
    """Your ReLU lets the gradient through where z is exactly 0. There the course takes 0 for its slope: a unit is on where z > 0,
    not where z >= 0. (lecture B5)"""

    edits = {
        "dz = f_backward(dh + from_side[k - 1], cache_h)": """
            dz = f_backward(dh + from_side[k - 1], cache_h)
            if activation == "relu":
                dz = (dh + from_side[k - 1]) * (cache_h >= 0)
        """
    }


class two_hidden_layers_only:
    """You have two hidden layers, however many there are: the numbers are written into the code. Count them, L =
    len(alphas), and loop. (lecture N3)"""

    edits = {"L = len(alphas)": "L = min(2, len(alphas))"}


class layers_in_the_order_of_text:
    """You sort the keys as text, where W10 comes before W2: right up to eight hidden layers and wrong from there on.
    Count instead: f"W{k}" for k in range(1, L + 1). (lecture N3)"""

    edits = {
        "L = len(alphas)": """
            L = len(alphas)
            order = sorted(key[1:] for key in params if key[0] == "W")
            own = params
            params = {}
            for place, number in enumerate(order, start=1):
                for letter in "WbSc":
                    if letter + number in own:
                        params[f"{letter}{place}"] = own[letter + number]
                if place <= L and f"S{place}" not in params:
                    params[f"S{place}"], params[f"c{place}"] = own[f"S{L}"], own[f"c{L}"]
        """,
        "{name: grads[name] for name in params}": "{name: grads.get(name, 0 * own[name]) for name in own}",
    }


class layers_in_the_order_of_the_dict:
    """You take the layers in the order in which params happens to hold them. A dict is asked by name: W1 is the first
    layer wherever it stands. (lecture N3)"""

    edits = {
        "L = len(alphas)": """
            L = len(alphas)
            own = params
            params = {}
            for letter in "WbSc":
                for place, key in enumerate([key for key in own if key[0] == letter], start=1):
                    params[f"{letter}{place}"] = own[key]
        """,
        "{name: grads[name] for name in params}": "{key: grads[key[0] + str(place)] for letter in 'WbSc' for place, key in enumerate([key for key in own if key[0] == letter], start=1)}",
    }


class sides_divided_by_the_batch_twice:
    """You divide the gradients of the side losses by N once more. Their cross entropies are means already, like the main
    one. (lecture B7)"""

    edits = {"float(alphas[k - 1]) * ds": "float(alphas[k - 1]) * ds / len(y)"}


class sum_over_the_batch:
    """You sum the cross entropies over the examples. Losses in this course are means over the batch, the side losses
    too: divide loss and gradient by N. (lecture L3)"""

    edits = {
        "side_losses.append(side_loss)": "side_losses.append(len(y) * side_loss)",
        "float(alphas[k - 1]) * ds": "len(y) * float(alphas[k - 1]) * ds",
        "linear_backward(do, cache_o)": "linear_backward(len(y) * do, cache_o)",
        "deeply_supervised_loss(main_loss, side_losses, alphas)": "deeply_supervised_loss(len(y) * main_loss, side_losses, alphas)",
    }


class exponentials_overflow:
    """You take exp of the scores as they are, which is infinite above about 709, and infinity / infinity is nan.
    Subtract each row's largest score first, or use your softmax_cross_entropy, for every classifier. (lecture L3)"""

    edits = (
        everywhere("e = np.exp({scores})", "p = e / e.sum(axis=1, keepdims=True)", *FROM_P),
        everywhere("log_p = {scores} - np.log(np.exp({scores}).sum(axis=1, keepdims=True))", *FROM_LOG_P),
    )


class log_of_a_rounded_probability:
    """You compute the probabilities first and their log afterwards. When the label's probability rounds to 0 the log is
    minus infinity, though the loss is a modest number. Your softmax_cross_entropy takes the scores themselves. (lecture
    L3)"""

    edits = everywhere("p = softmax({scores})", *FROM_P)


class one_maximum_for_the_whole_batch:
    """You subtract the largest score of the whole batch. A row that lies far below it becomes all zeros, and its loss
    infinite or nan: each row needs its own maximum. Your softmax_cross_entropy has it: use it here. (lecture L3)"""

    edits = (
        everywhere("e = np.exp({scores} - {scores}.max())", "p = e / e.sum(axis=1, keepdims=True)", *FROM_P),
        everywhere(
            "{scores} = {scores} - {scores}.max()",
            "log_p = {scores} - np.log(np.exp({scores}).sum(axis=1, keepdims=True))",
            *FROM_LOG_P,
        ),
    )


class smallest_for_largest:
    """You subtract each row's smallest score. That leaves the largest one as far above 0 as the row is wide, and exp of
    it overflows. Your softmax_cross_entropy subtracts the largest: use it here. (lecture L3)"""

    edits = (
        everywhere(
            "e = np.exp({scores} - {scores}.min(axis=1, keepdims=True))",
            "p = e / e.sum(axis=1, keepdims=True)",
            *FROM_P,
        ),
        everywhere(
            "{scores} = {scores} - {scores}.min(axis=1, keepdims=True)",
            "log_p = {scores} - np.log(np.exp({scores}).sum(axis=1, keepdims=True))",
            *FROM_LOG_P,
        ),
    )


class params_stepped_in_place:
    """You change params inside the function, a step of training already (`params[key] -= ...`). It returns loss and
    gradients; what is done with them is for the optimiser. (lecture D1)"""

    edits = {
        "return deeply_supervised_loss": """
            for name in params:
                params[name] -= 0.1 * grads[name]
            return deeply_supervised_loss
        """
    }


class main_loss_gives_way:
    """You weigh the main loss with what the alphas leave over. It always has the weight 1: L + sum_l alpha_l l_l. (lecture
    D1)"""

    edits = {
        "return deeply_supervised_loss(main_loss, side_losses, alphas)": "return deeply_supervised_loss((1 - sum(alphas)) * main_loss, side_losses, alphas)"
    }


class divided_by_the_batch_again:
    """You divide by N once more. softmax_cross_entropy has done so already: its loss is a mean. (lecture B7)"""

    edits = {"linear_backward(do, cache_o)": "linear_backward(do / len(x), cache_o)"}


class mean_of_the_side_losses:
    """Your loss has the mean of the weighted side losses. The lecture adds them up. (lecture D1)"""

    edits = {
        "return deeply_supervised_loss(main_loss, side_losses, alphas)": "return deeply_supervised_loss(main_loss, side_losses, np.array(alphas) / L)"
    }


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one unit, or one input, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture B8)"""

    edits = (
        {"{name: grads[name] for": "{name: np.squeeze(grads[name]) for"},
        {"{name: grads[name] for": '{name: np.squeeze(grads[name]) if name[0] in "bc" else grads[name] for'},
        {"{name: grads[name] for": '{name: np.squeeze(grads[name]) if name[0] in "WS" else grads[name] for'},
    )
