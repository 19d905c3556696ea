"""Known-wrong binary cross entropies."""

LOGS = "minus_log_a, minus_log_not_a = np.logaddexp(0, -z), np.logaddexp(0, z)"
LOSS = "(y * minus_log_a / N + (1 - y) * minus_log_not_a / N).sum()"
DZ = "(a - y) / N"


class unstable_logarithm:
    """You take the logarithm of the sigmoid as it comes out. Where the neuron is very sure, a is rounded to 0 or 1, log 0 is
    infinite, and 0 times infinity is nan. Write log a and log(1 - a) with z, so that exp and log meet before anything is
    rounded. (lecture L2)"""

    edits = (
        {LOGS: "a, _ = sigmoid_forward(z)\nminus_log_a, minus_log_not_a = -np.log(a), -np.log(1 - a)"},
        {
            LOGS: "a, _ = sigmoid_forward(z)\nminus_log_a, minus_log_not_a = -np.log(a), -np.log(1 - a)",
            LOSS: "np.where(y == 1, minus_log_a, minus_log_not_a).mean()",
        },
    )


class clipped_probabilities:
    """You clip a away from 0 and 1 before the logarithm. There is no nan any more, but the loss stops growing where the clip
    begins, just where the neuron is most wrong. A form with z needs no clip. (lecture L2)"""

    edits = tuple(
        {LOGS: f"p, _ = sigmoid_forward(z)\nminus_log_a, minus_log_not_a = -np.log({kept}), -np.log({left})"}
        for eps in ("1e-7", "1e-8", "1e-10", "1e-12", "1e-15")
        for kept, left in (
            (f"np.clip(p, {eps}, 1 - {eps})", f"1 - np.clip(p, {eps}, 1 - {eps})"),
            (f"np.maximum(p, {eps})", f"np.maximum(1 - p, {eps})"),
        )
    )


class small_number_in_the_logarithm:
    """You add a small number inside the logarithm. That avoids log 0 and makes every loss a little wrong, and it caps the loss
    of an answer that is very sure and wrong. A form with z needs no such crutch. (lecture L2)"""

    edits = tuple(
        {LOGS: f"p, _ = sigmoid_forward(z)\nminus_log_a, minus_log_not_a = -np.log(p + {eps}), -np.log(1 - p + {eps})"}
        for eps in ("1e-7", "1e-8", "1e-9", "1e-10", "1e-12")
    )


class exp_of_large_logits:
    """You write the loss as log(1 + exp(z)) - y z, which is right on paper; but exp(1000) is infinite, and so is your loss.
    Take exp of -|z|, which is never above 1, or use np.logaddexp(0, z). (lecture L2)"""

    edits = {LOSS: "(np.log(1 + np.exp(z)) - y * z).mean()"}


class stable_form_incomplete:
    """Your form with the larger of 0 and z lacks a part. It is max(z, 0) - y z + log(1 + exp(-|z|)): the maximum for what was taken
    out of the sum, and the size of z in the exponential for what is left there. (lecture L2)"""

    edits = (
        {LOSS: "(np.maximum(z, 0) - y * z + np.log1p(np.exp(-z))).mean()"},
        {LOSS: "(z - y * z + np.log1p(np.exp(-np.abs(z)))).mean()"},
        {LOSS: "(np.log1p(np.exp(-np.abs(z))) - y * z).mean()"},
    )


class labels_taken_for_plus_and_minus_one:
    """You use log(1 + exp(-y z)), which is right for targets of 1 and -1. Here a no is a 0, and exp(-0 z) is 1 whatever z says:
    write max(z, 0) - y z + log(1 + exp(-|z|)), or turn the targets into 2 y - 1 first. (lecture L2)"""

    edits = {LOSS: "np.logaddexp(0, -y * z).mean()"}


class sigmoid_overflows:
    """Your gradient takes the sigmoid as exp(z) / (1 + exp(z)), which is infinity over infinity, nan, for a large z. The form
    1 / (1 + exp(-z)) gives 1 there; sigmoid_forward is at hand. (lecture L2)"""

    edits = {"a, _ = sigmoid_forward(z)": "a = np.exp(z) / (1 + np.exp(z))"}


class logits_taken_for_probabilities:
    """You treat z as if it were a probability. The function is given logits, any numbers at all: a = sigmoid(z) is the
    probability. (lecture L2)"""

    edits = {
        LOGS: """
            p = np.clip(z, 1e-12, 1 - 1e-12)
            minus_log_a, minus_log_not_a = -np.log(p), -np.log(1 - p)
        """,
        "a, _ = sigmoid_forward(z)": "a = z",
    }


class sigmoid_taken_twice:
    """You send z through the sigmoid twice. One sigmoid makes a probability of a logit; a second squeezes all probabilities
    between 0.5 and 0.73. (lecture L2)"""

    edits = {LOGS: f"z, _ = sigmoid_forward(z)\n{LOGS}"}


class sum_over_the_batch:
    """You added the examples up and did not divide by N. Losses in this course are means over the batch, so that the learning
    rate need not change with its size. (lecture L2)"""

    edits = {LOSS: "(y * minus_log_a + (1 - y) * minus_log_not_a).sum()", DZ: "a - y"}


class gradient_of_the_sum:
    """Your loss is a mean and your gradient is not divided by N. The gradient belongs to the loss that you return.
    (lecture L2)"""

    edits = {DZ: "a - y"}


class derivative_by_a:
    """You stopped at the derivative by a, (a - y) / (a (1 - a)). The function is asked for the derivative by z: one more step
    of the chain rule multiplies by a (1 - a), and the fraction is gone. (lecture L2)"""

    edits = {DZ: "(a - y) / (a * (1 - a)) / N"}


class slope_of_the_sigmoid_left_in:
    """Your gradient carries the slope a (1 - a) of the sigmoid. That is the gradient of the squared error; the logarithm is
    there to cancel this factor, and with it the slow start. (lecture L2)"""

    edits = {DZ: "(a - y) * a * (1 - a) / N"}


class target_minus_prediction:
    """Your gradient points the wrong way: y - a says where to go, and the gradient says where the loss rises. It is a - y.
    (lecture L2)"""

    edits = {DZ: "(y - a) / N"}


class forgets_the_zeros:
    """Your loss looks at the examples with target 1 only. With target 0 the neuron should say no, and -log(1 - a) counts how
    surprised it is; without that term, saying yes to everything is perfect. (lecture L2)"""

    edits = {LOSS: "(y * minus_log_a / N).sum()", DZ: "y * (a - 1) / N"}


class targets_the_other_way_round:
    """You pair log a with 1 - y and log(1 - a) with y. a is the probability of the target 1, so log a belongs to y.
    (lecture L2)"""

    edits = {LOSS: "((1 - y) * minus_log_a / N + y * minus_log_not_a / N).sum()"}


class forgets_the_minus:
    """Your loss is negative: the logarithm of a probability is at most 0, and the loss is minus that, so that a surprise costs
    something. (lecture L2)"""

    edits = {LOSS: "-(y * minus_log_a / N + (1 - y) * minus_log_not_a / N).sum()"}


class loss_for_each_example:
    """Your loss is a vector with an entry for each example. Training needs one number to walk down on: the mean of them.
    (lecture L2)"""

    edits = {LOSS: "y * minus_log_a + (1 - y) * minus_log_not_a"}


class logarithm_to_base_two:
    """You used the logarithm to base 2. That measures surprise in bits and is as good a loss, but a - y is the gradient of the
    natural logarithm, np.log. (lecture L2)"""

    edits = {LOSS: f"{LOSS} / np.log(2)"}


class logits_as_a_column:
    """You made a column of z and left y a row. NumPy then pairs every logit with every target, and your gradient is a table:
    keep both of shape (N,). (lecture L2)"""

    edits = {LOGS: f"z = z.reshape(-1, 1)\n{LOGS}"}


class logits_changed_in_place:
    """You turn the signs of the caller's z on the way (`z *= ...`). Whoever handed it to you still
    needs it: make a new array. (lecture L2)"""

    edits = {
        LOSS: "np.logaddexp(0, (1 - 2 * y) * z).mean()",
        "return loss, (a - y) / N": "z *= 1 - 2 * y\nreturn loss, (a - y) / N",
    }


class clipped_logits:
    """You clip z before you use it. No exponential overflows any more, but beyond the clip the loss stops growing, just where the
    neuron is most wrong. A form with exp(-|z|) needs no clip. (lecture L2)"""

    edits = tuple(
        {"N = len(z)": f"N = len(z)\nz = np.clip(z, -{size}, {size})"} for size in (10, 20, 30, 50, 100, 500, 700, 709)
    )
