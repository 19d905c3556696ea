"""Known-wrong networks with batch normalisation."""

import numpy as np


class relu_before_the_normalisation:
    """Your ReLU comes before the normalisation. People do build such networks; the one that is asked for normalises what the linear
    layer gives, and applies ReLU to gamma x_hat + beta. (lecture BN8)"""

    edits = {
        "z, cache_z, running = batchnorm_forward(x @ W1.T, gamma, beta, running, training)": """
            z, cache_h = relu_forward(x @ W1.T)
        """,
        "h, cache_h = relu_forward(z)": "h, cache_z, running = batchnorm_forward(z, gamma, beta, running, training)",
        "da, dgamma, dbeta = batchnorm_backward(relu_backward(dh, cache_h), cache_z)": """
            dz, dgamma, dbeta = batchnorm_backward(dh, cache_z)
            da = relu_backward(dz, cache_h)
        """,
    }


class relu_left_out:
    """There is no ReLU in your network. Without it the two linear layers and the normalisation are one linear layer. (lecture BN1)"""

    edits = {"h, cache_h = relu_forward(z)": "h = z", "relu_backward(dh, cache_h)": "dh"}


class relu_on_the_scores:
    """You apply ReLU behind the last layer too. The softmax needs scores of both signs: o goes into the loss as it is. (lecture N4)"""

    edits = {
        "loss, do = softmax_cross_entropy(o, y)": """
            r, cache_r = relu_forward(o)
            loss, dr = softmax_cross_entropy(r, y)
            do = relu_backward(dr, cache_r)
        """
    }


class relu_forgotten_on_the_way_back:
    """On the way back you step from h straight to z as if there were no ReLU. Where z was negative the unit was off and no
    gradient passes: dz = dh * (z > 0). (lecture B8)"""

    edits = {"relu_backward(dh, cache_h)": "dh"}


class relu_open_at_zero:
    """On the way back you let the gradient through where z is exactly 0. There the course takes 0 for ReLU's slope: a unit is on
    where z > 0, not where z >= 0. (lecture B5)"""

    edits = {"relu_backward(dh, cache_h)": "dh * (z >= 0)"}


class relu_of_the_gradient:
    """You set the negative entries of dh to 0: that is ReLU applied to the gradient. Its derivative looks at the sign of z.
    (lecture B8)"""

    edits = {"relu_backward(dh, cache_h)": "np.maximum(dh, 0)"}


class relu_of_another_layer:
    """On the way back you ask what the linear layer gave, x W1^T. The ReLU has met what the normalisation made of it: dz = dh * (z >
    0). (lecture B8)"""

    edits = {"relu_backward(dh, cache_h)": "dh * (x @ W1.T > 0)"}


class normalisation_forgotten_on_the_way_back:
    """Your dW1 is made with dz. Between z and x W1^T lies the normalisation: what batchnorm_backward returns first is dL/da, and dW1 is
    da^T x. (lecture BN3)"""

    edits = {"da.T @ x": "relu_backward(dh, cache_h).T @ x"}


class statistics_treated_as_constant:
    """Your da in training is gamma / std * dz. W1 moves the mean and the variance of the batch, too, and the gradient goes through both:
    your batchnorm_backward knows. (lecture BN3)"""

    edits = {
        "da, dgamma, dbeta = batchnorm_backward(relu_backward(dh, cache_h), cache_z)": """
            da, dgamma, dbeta = batchnorm_backward(relu_backward(dh, cache_h), cache_z)
            if training:
                da = gamma / np.sqrt((x @ W1.T).var(axis=0) + 1e-5) * relu_backward(dh, cache_h)
        """
    }


class always_in_training:
    """Your network normalises by the batch in both modes: training is not handed on. At test time an answer must not depend on who
    else asks. (lecture BN4)"""

    edits = {"beta, running, training)": "beta, running, True)"}


class running_comes_back_as_it_was:
    """You return the running statistics that you were given. What the layer has collected is the third value of batchnorm_forward: without
    it the network knows nothing at test time. (lecture BN4)"""

    edits = {"z, cache_z, running = ": "z, cache_z, _ = "}


class running_changed_in_place:
    """Your numbers are right, but you write the new statistics into the dict that you were given. Return the new one. (lecture BN4)"""

    edits = {
        "z, cache_z, running = batchnorm_forward(x @ W1.T, gamma, beta, running, training)": """
            z, cache_z, new = batchnorm_forward(x @ W1.T, gamma, beta, running, training)
            running.update(new)
        """
    }


class momentum_of_your_own:
    """You hand a momentum of your own to batchnorm_forward. The network takes 0.9, what it takes when none is given: that much of
    the old statistics stays. (lecture BN4)"""

    edits = {"beta, running, training)": "beta, running, training, momentum=0.1)"}


class eps_of_your_own:
    """You hand an eps of your own to batchnorm_forward. The network takes 1e-5, what it takes when none is given. (lecture BN2)"""

    edits = (
        {"beta, running, training)": "beta, running, training, eps=1e-8)"},
        {"beta, running, training)": "beta, running, training, eps=1e-6)"},
    )


class scale_and_shift_exchanged:
    """You hand beta to batchnorm_forward where it expects gamma, and gamma where it expects beta. (lecture BN2)"""

    edits = {"x @ W1.T, gamma, beta, running": "x @ W1.T, beta, gamma, running"}


class gradients_of_scale_and_shift_exchanged:
    """The gradients of gamma and beta stand in each other's place. batchnorm_backward returns dx, dgamma, dbeta, in this order.
    (lecture BN3)"""

    edits = {'"gamma": dgamma, "beta": dbeta': '"gamma": dbeta, "beta": dgamma'}


class a_bias_that_is_not_there:
    """Your grads have a b1. The network has none: the normalisation takes the mean away, and any bias with it; beta does its work.
    (lecture BN2)"""

    edits = {'"b2": db2}': '"b2": db2, "b1": da.sum(axis=0)}'}


class weight_gradients_transposed:
    """Your weight gradients are the transposes of what is asked for: x^T da in place of da^T x. A gradient is shaped
    like its parameter, (out, in). (lecture B8)"""

    edits = {"da.T @ x": "x.T @ da", '"W2": dW2': '"W2": dW2.T'}


class z_in_place_of_h:
    """Your dW2 is the product of do with z. What W2 was multiplied by on the way forward is h, behind the ReLU. (lecture B8)"""

    edits = {'"W2": dW2': '"W2": do.T @ z'}


class divided_by_the_batch_twice:
    """You divide by N although softmax_cross_entropy has done so already, so the gradients shrink with the batch a second
    time. (lecture B7)"""

    edits = {"linear_backward(do, cache_o)": "linear_backward(do / len(x), cache_o)"}


class bias_gradient_averaged:
    """You take the mean over the examples for the gradient of b2. The 1/N is in do already: do.sum(axis=0). (lecture B8)"""

    edits = {'"b2": db2': '"b2": do.mean(axis=0)'}


class unstable_softmax:
    """You take exp of the scores as they are; with large weights they overflow and loss and gradients become nan.
    Your softmax_cross_entropy subtracts each row's maximum first: use it here. (lecture L3)"""

    edits = (
        {
            "loss, do = softmax_cross_entropy(o, y)": """
                p = np.exp(o) / np.exp(o).sum(axis=1, keepdims=True)
                loss = -np.log(p[np.arange(len(y)), y]).mean()
                do = (p - np.eye(o.shape[1])[y]) / len(y)
            """
        },
        {
            "loss, do = softmax_cross_entropy(o, y)": """
                log_p = o - np.log(np.exp(o).sum(axis=1, keepdims=True))
                loss = -log_p[np.arange(len(y)), y].mean()
                do = (np.exp(log_p) - np.eye(o.shape[1])[y]) / len(y)
            """
        },
    )


class one_maximum_for_the_whole_batch:
    """You subtract the largest score of the whole batch. A row that lies far below it becomes all zeros, and its loss infinite or
    nan: each row needs its own maximum. Your softmax_cross_entropy has it: use it here. (lecture L3)"""

    edits = {
        "loss, do = softmax_cross_entropy(o, y)": """
            e = np.exp(o - o.max())
            p = e / e.sum(axis=1, keepdims=True)
            loss = -np.log(p[np.arange(len(y)), y]).mean()
            do = (p - np.eye(o.shape[1])[y]) / len(y)
        """
    }


class smallest_for_largest:
    """You subtract each row's smallest score. That leaves the largest one as far above 0 as the row is wide, and exp of it
    overflows. Your softmax_cross_entropy subtracts the largest: use it here. (lecture L3)"""

    edits = {
        "loss, do = softmax_cross_entropy(o, y)": """
            e = np.exp(o - o.min(axis=1, keepdims=True))
            p = e / e.sum(axis=1, keepdims=True)
            loss = -np.log(p[np.arange(len(y)), y]).mean()
            do = (p - np.eye(o.shape[1])[y]) / len(y)
        """
    }


class log_of_a_rounded_probability:
    """You compute the probabilities first and their log afterwards. When the label's probability rounds to 0 the log is minus
    infinity, though the loss is a modest number. Your softmax_cross_entropy takes the scores themselves: use it here.
    (lecture L3)"""

    edits = {
        "loss, do = softmax_cross_entropy(o, y)": """
            p = softmax(o)
            loss = -np.log(p[np.arange(len(y)), y]).mean()
            do = (p - np.eye(o.shape[1])[y]) / len(y)
        """
    }


class step_taken_inside_the_loss:
    """You also move the parameters, `params[...] -= ...`, inside the function. Whoever asks for a loss does not expect other
    weights afterwards; the step is the optimiser's. (lecture N4)"""

    edits = {
        "return loss, {": "grads = {",
        '"b2": db2}, running': """
            "b2": db2}
            for key in params:
                params[key] -= 0.01 * grads[key]
            return loss, grads, running
        """,
    }


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one unit, or one input, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture B8)"""

    edits = (
        {
            'return loss, {"W1"': 'grads = {"W1"',
            '"b2": db2}, running': '"b2": db2}\nreturn loss, {key: np.squeeze(grad) for key, grad in grads.items()}, running',
        },
        {"da.T @ x": "np.squeeze(da.T @ x)", '"W2": dW2': '"W2": np.squeeze(dW2)'},
        {
            '"gamma": dgamma': '"gamma": np.squeeze(dgamma)',
            '"beta": dbeta': '"beta": np.squeeze(dbeta)',
            '"b2": db2': '"b2": np.squeeze(db2)',
        },
    )


def observe_batchnorm_mlp_loss(arguments, result):
    """The gradient of a bias that is not there is 0 but for its last digits, which say nothing."""
    loss, grads, running = result
    return loss, grads | {"b1": None} if "b1" in grads else grads, running
