"""Known-wrong derivatives of a chain of neurons."""

FORWARD = "a, cache = f(w_k * a + b_k)"


class own_weight_included:
    """You multiply each derivative by the neuron's own weight too. z_k = w_k a_{k-1}: its slope by w_k is a_{k-1}. The
    weight itself belongs to the slope by a_{k-1}, that is, to the layers in front. (lecture I4)"""

    edits = {"dws[k] = dz * inputs[k]": "dws[k] = dz * w[k] * inputs[k]"}


class weights_left_out:
    """On the way back you multiply slopes only. From a_k to a_{k-1} the path leads through w_k: the factor is w_k
    f'(z_k). (lecture I4)"""

    edits = {"da = dz * w[k]": "da = dz"}


class slopes_left_out:
    """On the way back you multiply weights only. Each neuron also has its activation: the factor is w_k f'(z_k), and
    for a sigmoid f' is at most 1/4. (lecture I4)"""

    edits = {"dz = f_backward(da, caches[k])": "dz = da"}


class slopes_left_out_on_the_way_down:
    """Your derivatives have the slope of their own neuron, and what you carry on to the neuron before has not: each step
    back goes through the activation and then through the weight, w_k f'(z_k). (lecture I4)"""

    edits = {"da = dz * w[k]": "da = da * w[k]"}


class forwards_on_the_way_back:
    """You go through the neurons from the first to the last once more. The derivative begins at the output, where it is 1,
    and is carried from there back to the first neuron. (lecture B9)"""

    edits = {"range(len(w) - 1, -1, -1)": "range(len(w))"}


class slope_of_the_last_neuron_left_out:
    """You begin at z_L in place of a_L: the slope of the last neuron is missing in all derivatives. What is asked for
    is the derivative of its activation. (lecture I4)"""

    edits = {"dz = f_backward(da, caches[k])": "dz = f_backward(da, caches[k]) if k < len(w) - 1 else da"}


class weight_of_the_layer_before:
    """On the way from a_k to a_{k-1} you take the weight of another layer, w_{k-1}. The one that a_{k-1} was
    multiplied by is w_k. (lecture B9)"""

    edits = {"da = dz * w[k]": "da = dz * w[k - 1]"}


class weight_of_the_layer_behind:
    """On the way from a_k to a_{k-1} you take the weight of another layer, w_{k+1}. The one that a_{k-1} was
    multiplied by is w_k. (lecture B9)"""

    edits = {"da = dz * w[k]": "da = dz * w[min(k + 1, len(w) - 1)]"}


class layers_behind_left_out:
    """Each of your derivatives is that of its own neuron, a_k by w_k. What is asked for is a_L by w_k: the slopes and
    weights of all layers behind it are factors, too. (lecture I4)"""

    edits = {"da = dz * w[k]": "da = 1.0"}


class network_input_in_every_layer:
    """You multiply by x in every layer. Only the first weight was multiplied by x; w_k was multiplied by a_{k-1}.
    (lecture B9)"""

    edits = {"dws[k] = dz * inputs[k]": "dws[k] = dz * x"}


class output_in_place_of_the_input:
    """You multiply by a_k, what the neuron gives, in place of a_{k-1}, what it was given. z_k = w_k a_{k-1} + b_k.
    (lecture B9)"""

    edits = {f"inputs.append(a)\n{FORWARD}": f"{FORWARD}\ninputs.append(a)"}


class input_left_out:
    """Your derivatives are those by z_k. By w_k there is one factor more: what the weight was multiplied by, a_{k-1}.
    (lecture B9)"""

    edits = {"dws[k] = dz * inputs[k]": "dws[k] = dz"}


class last_layer_first:
    """Your derivatives are right but stand in the order in which the backward pass finds them: the last layer's first.
    dws[k] belongs to w[k]. (lecture I4)"""

    edits = {"return dws": "return dws[::-1]"}


class always_a_sigmoid:
    """You always use the sigmoid; the argument activation changes nothing. Choose the pair of functions, forward and
    backward, by its name. (lecture N3)"""

    edits = {
        '{"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]': "sigmoid_forward",
        '{"sigmoid": sigmoid_backward, "tanh": tanh_backward, "relu": relu_backward}[activation]': "sigmoid_backward",
    }


class biases_ignored:
    """You leave the biases out. They move z, and z decides where on the activation a neuron stands: z_k = w_k a_{k-1} +
    b_k. (lecture I4)"""

    edits = {"w_k * a + b_k": "w_k * a"}


class bias_behind_the_activation:
    """You add the bias to the activation. It belongs to z: a_k = f(w_k a_{k-1} + b_k). (lecture I4)"""

    edits = {FORWARD: "a, cache = f(w_k * a)\na = a + b_k"}


class bias_multiplied_by_the_weight:
    """You add the bias before you multiply: w_k (a_{k-1} + b_k). It is added behind the product: z_k = w_k a_{k-1} + b_k.
    (lecture I4)"""

    edits = {"w_k * a + b_k": "w_k * (a + b_k)"}


class slope_formula_fed_with_z:
    """You put z into a (1 - a) and 1 - a^2. These short forms of the slopes of sigmoid and tanh are written by the
    neuron's output a, not by its z. (lecture B5)"""

    edits = {
        FORWARD: "z = w_k * a + b_k\na, cache = f(z)",
        "caches.append(cache)": "caches.append(z)",
    }


class relu_never_off:
    """Your slope of ReLU is 1 for every neuron: its output a is never below 0, so a >= 0 always holds. Where z is not
    above 0 the neuron is off, and no gradient passes. (lecture B5)"""

    edits = {"dz = f_backward(da, caches[k])": 'dz = da if activation == "relu" else f_backward(da, caches[k])'}


class relu_open_at_zero:
    """Your slope of ReLU is 1 at z = 0. Any number between 0 and 1 could be defended there; the course, like PyTorch,
    takes 0. (lecture B5)"""

    edits = {
        "dz = f_backward(da, caches[k])": """
            dz = da * np.greater_equal(caches[k], 0) if activation == "relu" else f_backward(da, caches[k])
        """
    }


class differences_for_derivatives:
    """You move each weight a little and look at how the output changes. That is a good check and a poor gradient:
    where a slope is 1e-12, the two outputs agree in all their digits and their difference is 0. (lecture I4)"""

    def chain_gradients(w, x, activation="sigmoid", b=None):
        f = {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]  # noqa: F821
        b = np.zeros_like(w) if b is None else b  # noqa: F821

        def output(w):
            a = x
            for w_k, b_k in zip(w, b, strict=True):
                a, _ = f(w_k * a + b_k)
            return a

        h = 1e-6
        steps = h * np.eye(len(w))  # noqa: F821
        return np.array([(output(w + step) - output(w - step)) / (2 * h) for step in steps])  # noqa: F821


class derivatives_written_into_w:
    """Your numbers are right, but you write the derivatives into w itself, so the caller's weights are gone. Make an
    array of your own for them: np.zeros_like(w). (lecture I4)"""

    edits = {
        "dws, da = np.zeros_like(w), 1.0": "dws, da = w, 1.0",
        "dws[k] = dz * inputs[k]\nda = dz * w[k]": "da = dz * w[k]\ndws[k] = dz * inputs[k]",
    }
