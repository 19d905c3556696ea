"""Known-wrong stacks of layers."""

# Who goes by the keys of params keeps each layer's number in the cache.
BY_KEY = {
    'params[f"W{layer}"], params[f"b{layer}"]': 'params["W" + number], params["b" + number]',
    "caches.append((cache_z, cache_h))": "caches.append((cache_z, cache_h, number))",
    "cache_z, cache_h = caches[layer - 1]": "cache_z, cache_h, number = caches[layer - 1]",
    'grads[f"W{layer}"], grads[f"b{layer}"]': 'grads["W" + number], grads["b" + number]',
}


class activation_after_the_last_layer:
    """You apply the activation behind the last layer too, so the output cannot be negative, or not exceed 1. It
    stands between two layers; what the last one says goes out as it is. (lecture N3)"""

    edits = {
        "f(z) if layer < L else (z, None)": "f(z)",
        "f_backward(dh, cache_h) if layer < L else dh": "f_backward(dh, cache_h)",
    }


class activation_before_each_layer:
    """You apply the activation to what enters a layer, so x itself is squashed. It belongs behind a layer: linear
    first, then the activation, and none after the last. (lecture N3)"""

    edits = {
        "z, cache_z = linear_forward(h,": "h, cache_h = f(h)\nz, cache_z = linear_forward(h,",
        "h, cache_h = f(z) if layer < L else (z, None)": "h = z",
        "f_backward(dh, cache_h) if layer < L else dh": "dh",
        "linear_backward(dz, cache_z)": "linear_backward(dz, cache_z)\ndh = f_backward(dh, cache_h)",
    }


class activation_argument_ignored:
    """You always use ReLU; the argument activation changes nothing. Choose the pair of functions, forward and
    backward, by its name. (lecture N3)"""

    edits = {"deep_forward": {"[activation]": '["relu"]'}, "deep_backward": {"[activation]": '["relu"]'}}


class two_layers_only:
    """Your network has two layers, however many params holds: W1 and W2 are written into the code. Count the
    layers, len(params) // 2, and loop over them. (lecture N3)"""

    edits = {"L = len(params) // 2": "L = 2"}


class derivative_at_the_layer_below:
    """On the way back you multiply by the activation's derivative at another layer's z, the one below. delta_l =
    (W^T delta_{l+1}) * f'(z_l): the z is that of the layer whose delta you are computing. (lecture B9)"""

    edits = {
        "h, cache_h = f(z) if layer < L else (z, None)": "a, cache_h = f(z)\nh = a if layer < L else z",
        "cache_z, cache_h = caches[layer - 1]": "cache_z, cache_h = caches[layer - 1][0], caches[layer - 2][1]",
    }


class derivative_forgotten:
    """On the way back you go from layer to layer through the weights alone. Each activation on the way multiplies
    by its derivative: delta_l = (W^T delta_{l+1}) * f'(z_l). (lecture B9)"""

    edits = {"f_backward(dh, cache_h) if layer < L else dh": "dh"}


class derivative_also_at_the_output:
    """Your backward pass begins with the activation's derivative at the output. There is no activation behind the
    last layer: dout goes into its linear step as it is. (lecture B9)"""

    edits = {
        "h, cache_h = f(z) if layer < L else (z, None)": "a, cache_h = f(z)\nh = a if layer < L else z",
        "f_backward(dh, cache_h) if layer < L else dh": "f_backward(dh, cache_h)",
    }


class derivative_formula_fed_with_z:
    """You put z into h (1 - h) and 1 - h^2. These short forms of the derivatives of sigmoid and tanh are written by
    the activation's output h, not by its input z. (lecture B5)"""

    edits = {"f(z) if layer < L else (z, None)": "(f(z)[0], z) if layer < L else (z, None)"}


class relu_open_at_zero:
    """Your ReLU lets the gradient through where z is exactly 0. There the course takes 0 for its slope: a unit is on where z > 0,
    not where z >= 0. (lecture B5)"""

    edits = {
        "f_backward(dh, cache_h) if layer < L else dh": """
            f_backward(dh, cache_h) if layer < L else dh
            if layer < L and activation == "relu":
                dz = dh * (cache_h >= 0)
        """
    }


class weights_gradient_from_z:
    """Your dW multiplies delta with z of the layer before. W was multiplied by h, the output of the activation, and
    that is what its gradient contains; only the activation's own derivative looks at z. (lecture B9)"""

    edits = {
        "h, caches = x, []": "h, below, caches = x, x, []",
        "caches.append((cache_z, cache_h))": 'caches.append(((below, params[f"W{layer}"]), cache_h))\nbelow = z',
    }


class layers_in_the_order_of_text:
    """You sort the keys as text, where W10 comes before W2: right up to nine layers and wrong from the tenth on.
    Count instead: f"W{layer}" for layer in range(1, L + 1). (lecture N3)"""

    edits = {
        "for layer in range(1, L + 1):": """
            numbers = sorted(key[1:] for key in params if key[0] == "W")
            for layer, number in enumerate(numbers, start=1):
        """,
        **BY_KEY,
    }


class layers_in_the_order_of_the_dict:
    """You take the layers in the order in which params happens to hold them. A dict is asked by name: W1 is the
    first layer wherever it stands. (lecture N3)"""

    edits = {
        "for layer in range(1, L + 1):": """
            numbers = [key[1:] for key in params if key[0] == "W"]
            for layer, number in enumerate(numbers, start=1):
        """,
        **BY_KEY,
    }


class divided_by_the_batch_again:
    """You divide by N although dout has been divided by the loss already: every gradient is N times too small.
    (lecture B9)"""

    edits = {"grads, dh = {}, dout": "grads, dh = {}, dout / len(dout)"}


class bias_gradients_averaged:
    """You take the mean over the examples for db. A bias is added to every example, so it collects the *sum* of
    their deltas; the 1/N is in dout already. (lecture B9)"""

    edits = {"linear_backward(dz, cache_z)": 'linear_backward(dz, cache_z)\ngrads[f"b{layer}"] = dz.mean(axis=0)'}


class cache_used_up:
    """You take the layers out of the cache with pop(), so it is empty after the first backward pass and a second
    one finds nothing. Read the cache without changing it: reversed(caches). (lecture B9)"""

    edits = {"caches[layer - 1]": "caches.pop()"}


class one_cache_for_all:
    """Your list of caches is one object that every forward pass clears and fills anew, so a second pass wipes out what the first
    has kept. Make a new list in each forward pass. (lecture N3)"""

    edits = {"h, caches = x, []": "h, caches = x, emptied()"}

    def emptied(kept=[]):
        kept.clear()
        return kept


class cache_written_into_params:
    """You keep the hidden values in params itself, so the caller finds new keys in it after the call. Make a dict of your own
    for the cache. (lecture N3)"""

    edits = {"caches.append((cache_z, cache_h))": 'caches.append((cache_z, cache_h))\nparams[f"h{layer}"] = h'}


class squeezes_the_gradients:
    """You squeeze your gradients (np.squeeze, or an index that takes an axis away). Where a layer has one unit, or one input, an axis of
    length 1 belongs to the parameter, and so it does to its gradient: leave the shapes as they are. (lecture B9)"""

    edits = (
        {"return grads": "return {key: np.squeeze(grad) for key, grad in grads.items()}"},
        {"return grads": 'return {key: np.squeeze(grad) if key[0] == "b" else grad for key, grad in grads.items()}'},
        {"return grads": 'return {key: np.squeeze(grad) if key[0] == "W" else grad for key, grad in grads.items()}'},
    )
