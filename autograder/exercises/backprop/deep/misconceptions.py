"""Known-wrong stacks of layers. Those that change one half alone read or write the cache of the reference."""

import numpy as np


class activation_after_the_last_layer:
    """You apply the activation behind the last layer too, so the output cannot be negative, or not exceed 1. It
    stands between two layers; what the last one says goes out as it is. (lecture N3)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        h, caches = x, []
        for layer in range(1, len(params) // 2 + 1):
            z, cache_z = linear_forward(h, params[f"W{layer}"], params[f"b{layer}"])
            h, cache_h = f(z)
            caches.append((cache_z, cache_h))
        return h, (caches, activation)

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        grads, dh = {}, dout
        for layer in range(len(caches), 0, -1):
            cache_z, cache_h = caches[layer - 1]
            dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(b(dh, cache_h), cache_z)
        return grads


class activation_before_each_layer:
    """You apply the activation to what enters a layer, so x itself is squashed. It belongs behind a layer: linear
    first, then the activation, and none after the last. (lecture N3)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        h, caches = x, []
        for layer in range(1, len(params) // 2 + 1):
            h, cache_h = f(h)
            h, cache_z = linear_forward(h, params[f"W{layer}"], params[f"b{layer}"])
            caches.append((cache_z, cache_h))
        return h, (caches, activation)

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        grads, dh = {}, dout
        for layer in range(len(caches), 0, -1):
            cache_z, cache_h = caches[layer - 1]
            dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dh, cache_z)
            dh = b(dh, cache_h)
        return grads


class activation_argument_ignored:
    """You always use ReLU; the argument activation changes nothing. Choose the pair of functions, forward and
    backward, by its name. (lecture N3)"""

    def deep_forward(params, x, activation):
        L = len(params) // 2
        h, caches = x, []
        for layer in range(1, L + 1):
            z, cache_z = linear_forward(h, params[f"W{layer}"], params[f"b{layer}"])
            h, cache_h = relu_forward(z) if layer < L else (z, None)
            caches.append((cache_z, cache_h))
        return h, (caches, "relu")


class two_layers_only:
    """Your network has two layers, however many params holds: W1 and W2 are written into the code. Count the
    layers, len(params) // 2, and loop over them. (lecture N3)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        z, cache_1 = linear_forward(x, params["W1"], params["b1"])
        h, cache_h = f(z)
        out, cache_2 = linear_forward(h, params["W2"], params["b2"])
        return out, ([(cache_1, cache_h), (cache_2, None)], activation)


class derivative_at_the_layer_below:
    """On the way back you multiply by the activation's derivative at another layer's z, the one below. delta_l =
    (W^T delta_{l+1}) * f'(z_l): the z is that of the layer whose delta you are computing. (lecture B9)"""

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        L = len(caches)
        grads, dh = {}, dout
        for layer in range(L, 0, -1):
            dz = b(dh, caches[max(layer - 2, 0)][1]) if layer < L else dh
            dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dz, caches[layer - 1][0])
        return grads


class derivative_forgotten:
    """On the way back you go from layer to layer through the weights alone. Each activation on the way multiplies
    by its derivative: delta_l = (W^T delta_{l+1}) * f'(z_l). (lecture B9)"""

    def deep_backward(dout, cache):
        caches, activation = cache
        grads, dh = {}, dout
        for layer in range(len(caches), 0, -1):
            dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dh, caches[layer - 1][0])
        return grads


class derivative_also_at_the_output:
    """Your backward pass begins with the activation's derivative at the output. There is no activation behind the
    last layer: dout goes into its linear step as it is. (lecture B9)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        L = len(params) // 2
        h, caches = x, []
        for layer in range(1, L + 1):
            z, cache_z = linear_forward(h, params[f"W{layer}"], params[f"b{layer}"])
            a, cache_h = f(z)
            h = a if layer < L else z
            caches.append((cache_z, cache_h))
        return h, (caches, activation)

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        grads, dh = {}, dout
        for layer in range(len(caches), 0, -1):
            cache_z, cache_h = caches[layer - 1]
            dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(b(dh, cache_h), cache_z)
        return grads


class derivative_formula_fed_with_z:
    """You put z into h (1 - h) and 1 - h^2. These short forms of the derivatives of sigmoid and tanh are written by
    the activation's output h, not by its input z. (lecture B5)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[activation]
        L = len(params) // 2
        h, kept = x, []
        for layer in range(1, L + 1):
            z = h @ params[f"W{layer}"].T + params[f"b{layer}"]
            kept.append((h, params[f"W{layer}"], z))
            h = f(z) if layer < L else z
        return h, (kept, activation)

    def deep_backward(dout, cache):
        kept, activation = cache
        slope = {"sigmoid": lambda h: h * (1 - h), "tanh": lambda h: 1 - h**2, "relu": lambda z: z > 0}[activation]
        L = len(kept)
        grads, dh = {}, dout
        for layer in range(L, 0, -1):
            h, W, z = kept[layer - 1]
            dz = dh * slope(z) if layer < L else dh
            grads[f"W{layer}"], grads[f"b{layer}"] = dz.T @ h, dz.sum(axis=0)
            dh = dz @ W
        return grads


class weights_gradient_from_z:
    """Your dW multiplies delta with z of the layer before. W was multiplied by h, the output of the activation, and
    that is what its gradient contains; only the activation's own derivative looks at z. (lecture B9)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        L = len(params) // 2
        h, below, kept = x, x, []
        for layer in range(1, L + 1):
            z, (_, W) = linear_forward(h, params[f"W{layer}"], params[f"b{layer}"])
            h, cache_h = f(z) if layer < L else (z, None)
            kept.append(((below, W), cache_h))
            below = z
        return h, (kept, activation)


class layers_in_the_order_of_text:
    """You sort the keys as text, where W10 comes before W2: right up to nine layers and wrong from the tenth on.
    Count instead: f"W{layer}" for layer in range(1, L + 1). (lecture N3)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        numbers = [key[1:] for key in sorted(params) if key.startswith("W")]
        h, caches = x, []
        for number in numbers:
            z, cache_z = linear_forward(h, params["W" + number], params["b" + number])
            h, cache_h = f(z) if number != numbers[-1] else (z, None)
            caches.append((cache_z, cache_h, number))
        return h, (caches, activation)

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        grads, dz = {}, dout
        for cache_z, cache_h, number in reversed(caches):
            dz = dz if cache_h is None else b(dz, cache_h)
            dz, grads["W" + number], grads["b" + number] = linear_backward(dz, cache_z)
        return grads


class layers_in_the_order_of_the_dict:
    """You take the layers in the order in which params happens to hold them. A dict is asked by name: W1 is the
    first layer wherever it stands. (lecture N3)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        numbers = [key[1:] for key in params if key.startswith("W")]
        h, caches = x, []
        for number in numbers:
            z, cache_z = linear_forward(h, params["W" + number], params["b" + number])
            h, cache_h = f(z) if number != numbers[-1] else (z, None)
            caches.append((cache_z, cache_h, number))
        return h, (caches, activation)

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        grads, dz = {}, dout
        for cache_z, cache_h, number in reversed(caches):
            dz = dz if cache_h is None else b(dz, cache_h)
            dz, grads["W" + number], grads["b" + number] = linear_backward(dz, cache_z)
        return grads


class divided_by_the_batch_again:
    """You divide by N although dout has been divided by the loss already: every gradient is N times too small.
    (lecture B9)"""

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        L = len(caches)
        grads, dh = {}, dout / len(dout)
        for layer in range(L, 0, -1):
            dz = b(dh, caches[layer - 1][1]) if layer < L else dh
            dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dz, caches[layer - 1][0])
        return grads


class bias_gradients_averaged:
    """You take the mean over the examples for db. A bias is added to every example, so it collects the *sum* of
    their deltas; the 1/N is in dout already. (lecture B9)"""

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        L = len(caches)
        grads, dh = {}, dout
        for layer in range(L, 0, -1):
            dz = b(dh, caches[layer - 1][1]) if layer < L else dh
            dh, grads[f"W{layer}"], _ = linear_backward(dz, caches[layer - 1][0])
            grads[f"b{layer}"] = dz.mean(axis=0)
        return grads


class cache_used_up:
    """You take the layers out of the cache with pop(), so it is empty after the first backward pass and a second
    one finds nothing. Read the cache without changing it: reversed(caches). (lecture B9)"""

    def deep_backward(dout, cache):
        caches, activation = cache
        b = {"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]
        L = len(caches)
        grads, dh = {}, dout
        for layer in range(L, 0, -1):
            cache_z, cache_h = caches.pop()
            dz = b(dh, cache_h) if layer < L else dh
            dh, grads[f"W{layer}"], grads[f"b{layer}"] = linear_backward(dz, cache_z)
        return grads


class cache_written_into_params:
    """Your numbers are right, but you keep the hidden values in params itself, so the caller finds new keys in it
    after the call. Make a dict of your own for the cache. (lecture N3)"""

    def deep_forward(params, x, activation):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]
        L = len(params) // 2
        h, caches = x, []
        for layer in range(1, L + 1):
            z, cache_z = linear_forward(h, params[f"W{layer}"], params[f"b{layer}"])
            h, cache_h = f(z) if layer < L else (z, None)
            params[f"h{layer}"] = h
            caches.append((cache_z, cache_h))
        return h, (caches, activation)
