"""Known-wrong gradients of one sigmoid neuron."""

QUADRATIC = "dz = sigmoid_backward(a - y, cache)"
VALUE = "value = y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)"


class slope_of_the_sigmoid_forgotten:
    """Your quadratic loss has the derivative a - y by z. That is the one by a; between a and z lies the sigmoid, whose slope a
    (1 - a) belongs in the product. It is this factor that makes the neuron slow. (lecture L4)"""

    edits = {QUADRATIC: "dz = a - y"}


class slope_left_in_the_cross_entropy:
    """Your cross entropy carries the slope a (1 - a) of the sigmoid as well. The derivative of the logarithm has it in its
    denominator, so the two cancel, and a - y is left. (lecture L4)"""

    edits = {"dz = a - y": "dz = (a - y) * a * (1 - a)"}


class cross_entropy_by_a:
    """You stopped at the derivative of the cross entropy by a, (a - y) / (a (1 - a)). One more step, through the sigmoid,
    multiplies by a (1 - a). (lecture L4)"""

    edits = (
        {"dz = a - y": "dz = (a - y) / (a * (1 - a))"},
        {"dz = a - y": "dz = (a - y) / (float(a) * (1 - float(a)))"},
    )


class slope_taken_at_a:
    """You take the slope of the sigmoid at a. It is the slope at z that counts, sigmoid(z) (1 - sigmoid(z)), and with a =
    sigmoid(z) at hand that is a (1 - a): no second sigmoid. (lecture L4)"""

    edits = {QUADRATIC: "h, _ = sigmoid_forward(a)\ndz = (a - y) * h * (1 - h)"}


class half_forgotten_in_the_value:
    """Your quadratic value is (a - y)^2 and its derivatives are those of (a - y)^2 / 2. The lecture's loss has the 1/2, so
    that no 2 is left over. (lecture L4)"""

    edits = {"(a - y) ** 2 / 2": "(a - y) ** 2"}


class gradient_doubled:
    """Your quadratic derivatives have a factor of 2 too much: the 2 of the square and the 1/2 in front of it cancel.
    (lecture L4)"""

    edits = {QUADRATIC: "dz = 2 * sigmoid_backward(a - y, cache)"}


class square_without_the_half:
    """You use (a - y)^2 with its own derivatives. Value and gradient fit each other and are both twice as large as asked for:
    the slow neuron's loss is (a - y)^2 / 2. (lecture L4)"""

    edits = {"(a - y) ** 2 / 2": "(a - y) ** 2", QUADRATIC: "dz = 2 * sigmoid_backward(a - y, cache)"}


class forgets_the_input:
    """Your dw equals db. w is multiplied by x on the way to z, so dw is dz times x; b is added as it is. (lecture L4)"""

    edits = {"dz * x, dz": "dz, dz"}


class bias_gets_the_input_too:
    """Your db is multiplied by x like dw. b is not multiplied by anything on the way to z: its local derivative is 1.
    (lecture L4)"""

    edits = {"dz * x, dz": "dz * x, dz * x"}


class w_in_place_of_x:
    """Your dw is dz times w. In z = w x + b the factor beside w is x: that is the derivative of z by w. (lecture L4)"""

    edits = {"dz * x, dz": "dz * w, dz"}


class forgets_the_bias:
    """Your z is w x without b. The bias moves the neuron along its sigmoid even when the input is 0. (lecture L4)"""

    edits = {"w * x + b": "w * x"}


class target_minus_prediction:
    """Your derivatives point the wrong way: a - y and not y - a says where the loss rises. (lecture L4)"""

    edits = {QUADRATIC: "dz = sigmoid_backward(y - a, cache)", "dz = a - y": "dz = y - a"}


class losses_exchanged:
    """You compute the cross entropy when "quadratic" is asked for, and the other way round. (lecture L4)"""

    edits = {'loss == "quadratic"': 'loss != "quadratic"'}


class unstable_logarithm:
    """You take the logarithm of a and of 1 - a as they are. A saturated neuron has a rounded to 0 or 1, and the value becomes
    infinite or nan. Write both logarithms with z, as in the exercise before. (lecture L4)"""

    edits = {VALUE: "value = -y * np.log(a) - (1 - y) * np.log(1 - a)"}


class clipped_probability:
    """You clip a away from 0 and 1 before the logarithm, or add a small number inside it. There is no nan any more, but the value
    stops growing where the neuron is most wrong. Write both logarithms with z. (lecture L4)"""

    edits = tuple(
        {VALUE: value}
        for eps in ("1e-7", "1e-8", "1e-9", "1e-10", "1e-12", "1e-15")
        for value in (
            f"p = min(max(a, {eps}), 1 - {eps})\nvalue = -y * np.log(p) - (1 - y) * np.log(1 - p)",
            f"value = -y * np.log(a + {eps}) - (1 - y) * np.log(1 - a + {eps})",
        )
    )


class overflows_in_math:
    """math.exp of more than 709 stops with an OverflowError, and so your sigmoid stops where the neuron is very sure. Take exp of
    -|z| only, which is never above 1, or call sigmoid_forward. (lecture L4)"""

    edits = {"a, cache = sigmoid_forward(z)": "import math\na = cache = 1 / (1 + math.exp(-z))"}


class targets_the_other_way_round:
    """You pair log a with 1 - y and log(1 - a) with y. a is the probability of a yes, so log a belongs to y. (lecture L4)"""

    edits = {VALUE: "value = y * np.logaddexp(0, z) + (1 - y) * np.logaddexp(0, -z)"}


class only_yes_or_no:
    """Your cross entropy asks whether y is 1 and otherwise takes it for 0. The target may lie between: y weighs the first
    logarithm and 1 - y the second. (lecture L4)"""

    edits = {VALUE: "value = np.logaddexp(0, -z) if y == 1 else np.logaddexp(0, z)"}


class forgets_the_second_logarithm:
    """Your cross entropy is -y log a alone. With the target 0 that is always 0, whatever the neuron says; -(1 - y) log(1 - a)
    is the other half. (lecture L4)"""

    edits = {VALUE: "value = y * np.logaddexp(0, -z)"}


class derivatives_in_another_order:
    """You return db before dw. The order is that of the arguments: the value, then dw, then db. (lecture L4)"""

    edits = {"dz * x, dz": "dz, dz * x"}


class slope_of_z:
    """Your slope of the sigmoid is z (1 - z). The formula a (1 - a) takes what the sigmoid has given, not what it was given:
    a = sigmoid(z). (lecture L4)"""

    edits = {QUADRATIC: "dz = (a - y) * z * (1 - z)"}
