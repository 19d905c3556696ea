"""Known-wrong statistics of a signal."""


class last_layer_without_activation:
    """You leave the activation out behind the last layer. In this exercise it follows every layer: there is no loss
    here that would want the last z as it is. (lecture I9)"""

    edits = {
        "activation_std": {
            "for W in weights:": "for k, W in enumerate(weights):",
            "h, _ = f(h @ W.T)": "z = h @ W.T\nh, _ = f(z) if k < len(weights) - 1 else (z, None)",
        },
        "gradient_norms": {
            "dz = f_backward(dh, caches[k])": "dz = f_backward(dh, caches[k]) if k < len(weights) - 1 else dh",
        },
    }


class spread_before_the_activation:
    """You take the standard deviation of z, before the activation. What the next layer meets, and what the lecture's
    pictures show, is h = f(z). (lecture I9)"""

    edits = {
        "h, _ = f(h @ W.T)\nstds.append(h.std(dtype=float))": "z = h @ W.T\nstds.append(z.std(dtype=float))\nh, _ = f(z)"
    }


class sample_standard_deviation:
    """You divide by one less than the number of activations. A standard deviation in this course is the population's:
    divided by the number itself, as h.std() does. (lecture I9)"""

    edits = {"h.std(dtype=float)": "h.std(dtype=float, ddof=1)"}


class variance:
    """You return variances. The standard deviation is the root: with it, twice the signal is twice the number.
    (lecture I9)"""

    edits = {"h.std(dtype=float)": "h.var(dtype=float)"}


class spread_around_0:
    """You take the root of the mean square. That is the standard deviation only where the mean is 0, and behind a
    sigmoid or a ReLU it is not. (lecture I9)"""

    edits = {"h.std(dtype=float)": "np.sqrt((h.astype(float) ** 2).mean())"}


class mean_of_the_units_spreads:
    """You take the standard deviation of each unit over the batch, and their mean. What is asked for is one standard
    deviation over all activations of the layer, examples and units in one heap. (lecture I9)"""

    edits = {"h.std(dtype=float)": "h.std(axis=0, dtype=float).mean()"}


class mean_of_the_examples_spreads:
    """You take the standard deviation of each example over the units, and their mean. What is asked for is one standard
    deviation over all activations of the layer, examples and units in one heap. (lecture I9)"""

    edits = {"h.std(dtype=float)": "h.std(axis=1, dtype=float).mean()"}


class spread_of_the_inputs_first:
    """Your list begins with the spread of x. The first number is that of the first layer's activations, h_1. (lecture
    I9)"""

    edits = {"h, stds = x, []": "h, stds = x, [x.std(dtype=float)]"}


class mean_square_minus_squared_mean:
    """You compute the variance as the mean square minus the square of the mean. On paper that is right; far from 0 two
    large, nearly equal numbers are subtracted and no digit is left. Take the mean away first. (lecture I9)"""

    edits = {"h.std(dtype=float)": "np.sqrt(max((h.astype(float) ** 2).mean() - h.mean(dtype=float) ** 2, 0.0))"}


class gradient_of_the_activations:
    """You take the norm of the gradient by the activations. What is asked for is that of the weights, dz^T h: it has
    the signal from below in it as well. (lecture I1)"""

    edits = ({"dW = dz.T @ inputs[k]": "dW = dz"}, {"dW = dz.T @ inputs[k]": "dW = dh"})


class own_activations_in_the_gradient:
    """Your dW multiplies dz with the layer's own activations. W was multiplied by what came in, h of the layer below
    (x for the first one). (lecture I1)"""

    edits = {"inputs.append(h)\nh, cache = f(h @ W.T)": "h, cache = f(h @ W.T)\ninputs.append(h)"}


class slopes_left_out:
    """On the way back you go from layer to layer through the weights alone. Every activation multiplies by its slope,
    and for a sigmoid that is where the gradient dies. (lecture I2)"""

    edits = {"dz = f_backward(dh, caches[k])": "dz = dh"}


class slopes_left_out_on_the_way_down:
    """Your dW has the slope of its activation, and what you send to the layer below has not: dh goes through W as it came.
    It goes through the activation first: dh = dz @ W. (lecture I2)"""

    edits = {"dh = dz @ weights[k]": "dh = dh @ weights[k]"}


class weights_left_out_on_the_way_back:
    """You multiply with the slopes of all layers and step over the weights. From h of one layer to h of the one below
    the gradient goes through W: dh = dz @ W. (lecture I1)"""

    edits = {"dh = dz @ weights[k]": "dh = np.resize(dz, inputs[k].shape)"}


class last_layer_first:
    """Your norms are right but stand in the order in which the backward pass finds them, the last layer's first.
    (lecture I1)"""

    edits = {"norms[::-1]": "norms"}


class divided_by_the_batch_again:
    """You divide the gradients by the number of examples. dout has been divided by it already, by the loss; here it is
    taken as it comes. (lecture I1)"""

    edits = {"norms, dh = [], dout": "norms, dh = [], dout / len(x)"}


class root_mean_square_of_the_gradient:
    """You take the root of the mean square of dW, the size of a typical entry. The Frobenius norm adds the squares up.
    (lecture I1)"""

    edits = {"np.linalg.norm(dW.astype(float))": "np.sqrt((dW.astype(float) ** 2).mean())"}


class mean_size_of_the_gradient:
    """You take the mean of the gradient's absolute values. The Frobenius norm adds up the squares of all entries and
    takes the root. (lecture I1)"""

    edits = {"np.linalg.norm(dW.astype(float))": "np.abs(dW.astype(float)).mean()"}


class squares_without_the_root:
    """You add up the squares of dW and forget the root: your numbers are the squares of the norms. (lecture I1)"""

    edits = {"np.linalg.norm(dW.astype(float))": "(dW.astype(float) ** 2).sum()"}


class dout_ignored:
    """You begin the way back with ones. What arrives at the last layer's activations is dout. (lecture I1)"""

    edits = {"norms, dh = [], dout": "norms, dh = [], np.ones_like(dout)"}


class spectral_norm:
    """You take the largest singular value of dW. The Frobenius norm is the root of the sum of all squared entries.
    (lecture I1)"""

    edits = {"np.linalg.norm(dW.astype(float))": "np.linalg.norm(dW.astype(float), 2)"}


class squares_overflow_in_float32:
    """Right in float64, infinite in float32: activations and gradients of 1e20 are numbers there, their squares are
    not. Take the spread and the norm in float64: h.std(dtype=float), dW.astype(float). (lecture I1)"""

    edits = {"h.std(dtype=float)": "h.std()", "np.linalg.norm(dW.astype(float))": "np.linalg.norm(dW)"}


class list_of_weights_reversed_in_place:
    """Your numbers are right, but you turn round the list that you were given (weights.reverse()), and the caller's
    network stands on its head. reversed(weights) leaves it as it is. (lecture I1)"""

    edits = {
        "norms, dh = [], dout": "norms, dh = [], dout\nweights.reverse()",
        "dh = dz @ weights[k]": "dh = dz @ weights[len(weights) - 1 - k]",
    }
