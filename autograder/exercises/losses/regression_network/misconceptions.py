"""Known-wrong networks for regression."""

DZ = "dz = tanh_backward(dh, cache_h)"
LOSS = "loss, dt_hat = squared_error(t_hat, t)"
H = "h, cache_h = tanh_forward(z)"


class tanh_forgotten_on_the_way_back:
    """On the way back you step from h straight to z as if there were no tanh. Where the unit is nearly flat, hardly anything
    gets through: dz = dh (1 - h^2). (lecture B6)"""

    edits = {DZ: "dz = dh"}


class slope_of_the_sigmoid:
    """You multiply by h (1 - h). That is the sigmoid's slope; the slope of tanh is 1 - h^2, and with negative h the difference
    is not small. (lecture B6)"""

    edits = {DZ: "dz = dh * h * (1 - h)"}


class slope_taken_at_h:
    """Your slope is 1 - tanh(h)^2. The slope of tanh is 1 - tanh(z)^2, and tanh(z) is h already: 1 - h^2. (lecture B6)"""

    edits = {DZ: "dz = dh * (1 - np.tanh(h) ** 2)"}


class slope_of_z:
    """You multiply by 1 - z^2. The slope of tanh is 1 - tanh(z)^2, and tanh(z) is h: 1 - h^2. (lecture B6)"""

    edits = {DZ: "dz = dh * (1 - z**2)"}


class slope_without_the_square:
    """You multiply by 1 - h. The slope of tanh is 1 - h^2: it is small on both sides, and at most 1. (lecture B6)"""

    edits = {DZ: "dz = dh * (1 - h)"}


class slope_with_the_square_outside:
    """You multiply by (1 - h)^2. The slope of tanh is 1 - h^2: only h is squared. With h = -1 yours is 4, although tanh is flat
    there. (lecture B6)"""

    edits = {DZ: "dz = dh * (1 - h) ** 2"}


class linear_hidden_units:
    """Your hidden units are linear: there is no tanh between the layers. However many linear layers there are, together they
    are one linear layer, and no curve can be learned. (lectures B6 N8)"""

    edits = {H: "h = z", DZ: "dz = dh"}


class relu_in_place_of_tanh:
    """You use ReLU. It would learn as well, but the lecture's network has h = tanh(W x + b). (lecture B6)"""

    edits = {H: "h = np.maximum(z, 0)", DZ: "dz = dh * (z > 0)"}


class sigmoid_in_place_of_tanh:
    """You use the sigmoid. It would learn as well, but the lecture's network has h = tanh(W x + b). (lecture B6)"""

    edits = {H: "h, cache_h = sigmoid_forward(z)", DZ: "dz = sigmoid_backward(dh, cache_h)"}


class tanh_on_the_prediction:
    """You send the prediction through tanh as well, so no prediction is above 1. Behind the last linear layer of a regression
    network there is nothing: t_hat = theta h + c. (lecture B6)"""

    edits = (
        {LOSS: "p, cache_p = tanh_forward(t_hat)\nloss, dp = squared_error(p, t)\ndt_hat = tanh_backward(dp, cache_p)"},
        {LOSS: "loss, dt_hat = squared_error(tanh_forward(t_hat)[0], t)"},
    )


class z_in_place_of_h:
    """Your gradient of theta is made with z. What theta was multiplied by on the way forward is h, behind the tanh: the gradient
    is dt_hat^T h. (lecture B6)"""

    edits = {'"theta": dtheta': '"theta": dt_hat.T @ z'}


class every_unit_blamed_alike:
    """Your dh lacks theta: every hidden unit gets the same, the sum of the outputs' gradients. What a unit is to blame for
    depends on its weight in each prediction: dh = dt_hat theta. (lecture B6)"""

    edits = {DZ: "dz = tanh_backward(dt_hat.sum(axis=1, keepdims=True) * np.ones_like(h), cache_h)"}


class forgets_the_output_bias:
    """Your prediction is theta h without c. Hidden units lie between -1 and 1; c puts the prediction where the targets are.
    (lecture B6)"""

    edits = {"linear_forward(h, theta, c)": "linear_forward(h, theta, 0 * c)"}


class forgets_the_hidden_bias:
    """Your hidden units are tanh(W x) without b. With b each unit bends where it wants to; without it all of them bend at 0.
    (lecture B6)"""

    edits = {"linear_forward(x, W, b)": "linear_forward(x, W, 0 * b)"}


class mean_over_outputs_too:
    """You take the mean over the outputs as well. squared_error adds up the outputs of an example and averages over the
    examples: with a single output you would not notice. (lecture B6)"""

    edits = {LOSS: "loss, dt_hat = ((t_hat - t) ** 2).mean(), 2 * (t_hat - t) / t.size"}


class forgot_the_two:
    """Your gradients are half of what they should be. The lecture's loss is (t_hat - t)^2 with no 1/2 in front of it, so its
    derivative is 2 (t_hat - t). (lecture B6)"""

    edits = {LOSS: "loss, dt_hat = squared_error(t_hat, t)[0], (t_hat - t) / len(t)"}


class divided_by_the_batch_twice:
    """You divide by N although squared_error has done so already, so the gradients shrink with the batch a second time. Pass
    dt_hat on as it comes. (lecture B6)"""

    edits = {"linear_backward(dt_hat, cache_t)": "linear_backward(dt_hat / len(x), cache_t)"}


class sum_over_the_batch:
    """You add the examples up and do not divide by N, in loss and gradients alike. squared_error takes the mean over the
    examples. (lecture B6)"""

    edits = {LOSS: "loss, dt_hat = ((t_hat - t) ** 2).sum(), 2 * (t_hat - t)"}


class bias_gradients_averaged:
    """You take the mean over the examples for the gradients of b and c. The 1/N is in dt_hat already; a bias that is added to
    every example collects the *sum*. (lecture B6)"""

    edits = {'"b": db': '"b": dz.mean(axis=0)', '"c": dc': '"c": dt_hat.mean(axis=0)'}


class weight_gradients_transposed:
    """Your weight gradients are the transposes of what is asked for. A gradient is shaped like its parameter, (out, in).
    (lecture B6)"""

    edits = {'"W": dW': '"W": dW.T', '"theta": dtheta': '"theta": dtheta.T'}


class keys_with_a_d:
    """Your dict has the keys dW, db, dtheta, dc. The keys of grads are those of params, so that one loop can update them all:
    params[name] - lr * grads[name]. (lecture B6)"""

    edits = {'"W": dW, "b": db, "theta": dtheta, "c": dc': '"dW": dW, "db": db, "dtheta": dtheta, "dc": dc'}


class step_taken_inside_the_loss:
    """You also change the parameters, as `params[...] -= ...` does, inside the function. Whoever asks for a
    loss does not expect other weights afterwards. (lecture B6)"""

    edits = {
        "return loss, {": "grads = {",
        '"c": dc}': """
            "c": dc}
            for name in params:
                params[name] -= 0.01 * grads[name]
            return loss, grads
        """,
    }


class target_minus_prediction:
    """Your gradients all have the wrong sign. The square does not mind whether t or t_hat is subtracted, the derivative by t_hat
    does: 2 (t_hat - t) / N. squared_error returns it as its second value. (lecture B6)"""

    edits = {"dh, dtheta, dc": "dt_hat = -dt_hat\ndh, dtheta, dc"}


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one input, or one unit, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture B6)"""

    edits = (
        {
            'return loss, {"W"': 'grads = {"W"',
            '"c": dc}': '"c": dc}\nreturn loss, {key: np.squeeze(grad) for key, grad in grads.items()}',
        },
        {'"W": dW, "b": db': '"W": np.squeeze(dW), "b": np.squeeze(db)'},
        {'"theta": dtheta, "c": dc': '"theta": np.squeeze(dtheta), "c": np.squeeze(dc)'},
    )
