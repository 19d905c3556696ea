"""Known-wrong initialisers, and what of random weights tells them apart."""

import numpy as np

from autograder.grading.diagnosis import near


class variance_for_standard_deviation:
    """You hand the variance to rng.normal, which takes the standard deviation: 2 / fan_in in place of its root. With
    200 inputs your weights are ten times too small, and the signal is gone after a few layers. (lectures I7 I8)"""

    edits = {
        "xavier_normal": {"np.sqrt(2 / (fan_in + fan_out))": "2 / (fan_in + fan_out)"},
        "he_normal": {"np.sqrt(2 / fan_in)": "2 / fan_in"},
    }


class fan_out_for_fan_in:
    """In He's and PyTorch's initialisation you count the layer's units where its inputs count. shape is (fan_out,
    fan_in), and a unit adds up fan_in products: their number decides how large its sum gets. (lectures I6 I8)"""

    edits = {
        "torch_linear_init": {"_, fan_in = shape": "fan_in, _ = shape"},
        "he_normal": {"_, fan_in = shape": "fan_in, _ = shape"},
        "he_uniform": {"_, fan_in = shape": "fan_in, _ = shape"},
    }


class he_counts_the_units_of_the_layer:
    """In He's initialisation you divide by the number of the layer's units, as n^[l] on a slide suggests. That is He's
    other variant, which keeps the gradients; the course's keeps the activations and divides by fan_in. (lecture I8)"""

    edits = {
        "he_normal": {"_, fan_in = shape": "fan_in, _ = shape"},
        "he_uniform": {"_, fan_in = shape": "fan_in, _ = shape"},
    }


class weights_transposed:
    """Your weights have the shape (fan_in, fan_out). In this course W has a row for each unit: (fan_out, fan_in), as
    in z = x @ W.T. (lecture I6)"""

    edits = {
        "constant_init": {"np.full(shape,": "np.full(shape[::-1],"},
        "normal_init": {"std, shape)": "std, shape[::-1])"},
        "torch_linear_init": {"bound, shape)": "bound, shape[::-1])"},
        "xavier_normal": {"fan_out)), shape)": "fan_out)), shape[::-1])"},
        "xavier_uniform": {"bound, shape)": "bound, shape[::-1])"},
        "he_normal": {"fan_in), shape)": "fan_in), shape[::-1])"},
        "he_uniform": {"bound, shape)": "bound, shape[::-1])"},
    }


class standard_deviation_for_bound:
    """You take Xavier's and He's standard deviation for the bound of the uniform distribution. U(-a, a) has the
    variance a^2 / 3, so the bound is the root of 3 times as large: the 2 becomes a 6. (lectures I7 I8)"""

    edits = {
        "np.sqrt(6 / (fan_in + fan_out))": "np.sqrt(2 / (fan_in + fan_out))",
        "np.sqrt(6 / fan_in)": "np.sqrt(2 / fan_in)",
    }


class sum_of_the_fans_for_their_mean:
    """In Xavier's initialisation you divide 1 by the sum of both fans. It is their mean that counts: forward asks for
    1 / fan_in, backward for 1 / fan_out, and the compromise is 2 / (fan_in + fan_out). (lecture I7)"""

    edits = {
        "np.sqrt(2 / (fan_in + fan_out))": "np.sqrt(1 / (fan_in + fan_out))",
        "np.sqrt(6 / (fan_in + fan_out))": "np.sqrt(3 / (fan_in + fan_out))",
    }


class xavier_from_the_inputs_alone:
    """Your Xavier variance is 1 / fan_in, as some libraries have it. That keeps the activations and lets the gradients
    go where they will; Xavier's compromise takes the mean of both fans. (lecture I7)"""

    edits = {
        "xavier_normal": {"np.sqrt(2 / (fan_in + fan_out))": "np.sqrt(1 / fan_in)"},
        "xavier_uniform": {"np.sqrt(6 / (fan_in + fan_out))": "np.sqrt(3 / fan_in)"},
    }


class he_without_the_two:
    """Your He variance is 1 / fan_in. ReLU sets half of what it gets to 0, and with it half of the mean square; the 2
    in 2 / fan_in makes up for that. (lecture I8)"""

    edits = {"np.sqrt(2 / fan_in)": "np.sqrt(1 / fan_in)", "np.sqrt(6 / fan_in)": "np.sqrt(3 / fan_in)"}


class he_with_the_two_counted_twice:
    """Your He variance is 4 / fan_in: the 2 is under the root, and the root is multiplied by the root of 2 once more.
    ReLU takes away half of the mean square, once: the variance is 2 / fan_in. (lecture I8)"""

    edits = {"np.sqrt(2 / fan_in)": "np.sqrt(4 / fan_in)", "np.sqrt(6 / fan_in)": "np.sqrt(12 / fan_in)"}


class he_with_both_fans:
    """Your He initialisation divides by the sum of both fans and is Xavier's. He's variance is 2 / fan_in: it looks at
    the way forward alone. (lecture I8)"""

    edits = {
        "he_normal": {"_, fan_in = shape": "fan_in = shape[0] + shape[1]"},
        "he_uniform": {"_, fan_in = shape": "fan_in = shape[0] + shape[1]"},
    }


class only_positive_weights:
    """You draw uniform weights between 0 and the bound. Their mean is then half the bound and not 0, every unit adds
    up its inputs with the same sign, and the activations drift. Draw between -bound and bound. (lecture I6)"""

    edits = {
        "torch_linear_init": {"-bound, bound": "0, bound"},
        "xavier_uniform": {"-bound, bound": "0, bound"},
        "he_uniform": {"-bound, bound": "0, bound"},
    }


class torch_bound_without_the_root:
    """Your bound in torch_linear_init is 1 / fan_in. A sum of fan_in independent terms grows like the root of their
    number, so it is 1 / sqrt(fan_in). (lecture I6)"""

    edits = {"1 / np.sqrt(fan_in)": "1 / fan_in"}


class torch_bound_as_standard_deviation:
    """Your torch_linear_init is normal with 1 / sqrt(fan_in) as its standard deviation. PyTorch draws from a uniform
    distribution, and the number is its bound. (lecture I6)"""

    edits = {"torch_linear_init": {"rng.uniform(-bound, bound, shape)": "rng.normal(0, bound, shape)"}}


class normal_in_every_initialiser:
    """Your uniform initialisers draw from a normal distribution: the spread is right, and the bound is missing. What
    xavier_uniform and he_uniform promise is that no weight is larger than the bound. (lectures I7 I8)"""

    edits = {
        "xavier_uniform": {"rng.uniform(-bound, bound, shape)": "rng.normal(0, bound / np.sqrt(3), shape)"},
        "he_uniform": {"rng.uniform(-bound, bound, shape)": "rng.normal(0, bound / np.sqrt(3), shape)"},
    }


class std_taken_for_the_variance:
    """In normal_init you draw with the root of std. std is the standard deviation already, not the variance: hand it
    on as it is. (lecture I6)"""

    edits = {"rng.normal(0, std, shape)": "rng.normal(0, np.sqrt(std), shape)"}


class square_of_std:
    """In normal_init you draw with std squared. rng.normal takes the standard deviation itself, not the variance: hand it
    on as it is. (lecture I6)"""

    edits = {"rng.normal(0, std, shape)": "rng.normal(0, std**2, shape)"}


class std_ignored:
    """Your normal_init draws with standard deviation 1, whatever std says. Multiply by std, or hand it to rng.normal.
    (lecture I6)"""

    edits = {"rng.normal(0, std, shape)": "rng.normal(0, 1, shape)"}


class zeros_for_every_constant:
    """Your constant_init returns zeros, whatever value is. All weights equal does not mean all 0: fill with the value,
    np.full(shape, value). (lecture I6)"""

    edits = {"np.full(shape, float(value))": "np.zeros(shape)"}


class global_random_state:
    """You draw from np.random and not from the generator `rng` that you were given, so a run cannot be repeated from
    its seed. Use rng.normal and rng.uniform. (lecture I6)"""

    edits = {
        "normal_init": {"rng.normal": "np.random.normal"},
        "torch_linear_init": {"rng.uniform": "np.random.uniform"},
        "xavier_normal": {"rng.normal": "np.random.normal"},
        "xavier_uniform": {"rng.uniform": "np.random.uniform"},
        "he_normal": {"rng.normal": "np.random.normal"},
        "he_uniform": {"rng.uniform": "np.random.uniform"},
    }


class generator_seeded_inside:
    """You make a generator with a fixed seed inside the function, so all layers of one shape get the same weights.
    Draw from the `rng` that you were given: it goes on from call to call. (lecture I6)"""

    edits = {
        "normal_init": {"rng.normal": "np.random.default_rng(0).normal"},
        "torch_linear_init": {"rng.uniform": "np.random.default_rng(0).uniform"},
        "xavier_normal": {"rng.normal": "np.random.default_rng(0).normal"},
        "xavier_uniform": {"rng.uniform": "np.random.default_rng(0).uniform"},
        "he_normal": {"rng.normal": "np.random.default_rng(0).normal"},
        "he_uniform": {"rng.uniform": "np.random.default_rng(0).uniform"},
    }


def _observed(arguments, result):
    """What students with one idea share, however they draw: shape, spread, centre, and whether there is a bound."""
    W = np.asarray(result)
    told = {"shape": list(W.shape)}
    if W.size < 10_000 or W.dtype.kind != "f":
        return told
    spread = float(W.std()) or 1e-300
    kind = "uniform" if np.abs(W - W.mean()).max() < 2 * spread else "other"
    return told | {"spread": near(np.log(spread), 0.05), "centre": near(W.mean() / spread, 0.1), "kind": kind}


observe_normal_init = observe_torch_linear_init = _observed
observe_xavier_normal = observe_xavier_uniform = _observed
observe_he_normal = observe_he_uniform = _observed
