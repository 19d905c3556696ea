"""Known-wrong Monte Carlo averages, and what of a random answer tells them apart."""

import numpy as np


class sample_standard_deviation:
    """You divide by passes - 1 (ddof=1), which estimates the spread of all possible passes. This exercise asks for
    the spread of the passes that were made: divide by passes. For one pass, passes - 1 is 0. (lecture R9)"""

    edits = (
        {"std(axis=0)": "std(axis=0, ddof=1)"},
        {"std(axis=0)": "std(axis=0, ddof=min(1, passes - 1))"},
    )


class standard_error_for_spread:
    """You divide the standard deviation by the root of passes. That is how unsure the *mean* is, and more passes make
    it vanish; asked for is how far single passes lie apart, which is the network's own doubt. (lecture R9)"""

    edits = {"outputs.std(axis=0)": "outputs.std(axis=0) / np.sqrt(passes)"}


class variance_for_spread:
    """You return the variance. The standard deviation is its square root and has the unit of the output. (lecture
    R9)"""

    edits = {"outputs.std": "outputs.var"}


class mean_distance_for_spread:
    """As the spread you average the absolute distances from the mean. The standard deviation squares them first,
    averages, and takes the root. (lecture R9)"""

    edits = {"outputs.std(axis=0)": "np.abs(outputs - outputs.mean(axis=0)).mean(axis=0)"}


class averaged_over_the_examples:
    """You average over the batch as well, so all examples share one answer. Every example has a prediction and a
    doubt of its own: stack the passes along a new axis and average over that axis only. (lecture R9)"""

    edits = {"np.stack": "np.concatenate"}


class one_number_for_everything:
    """You average over passes, examples and outputs at once (no axis), which leaves a single number. Average over the
    passes: axis 0 of the stacked outputs. (lecture R9)"""

    edits = {"outputs.mean(axis=0), outputs.std(axis=0)": "outputs.mean(), outputs.std()"}


class one_pass_repeated:
    """You run forward once and repeat its output. Averaging copies of one draw changes nothing: call forward anew for
    each pass. (lecture R9)"""

    edits = {"[forward(x, rng) for _ in range(passes)]": "[forward(x, rng)] * passes"}


class same_seed_in_every_pass:
    """You make a generator with a fixed seed for each pass, so all passes draw the same masks and the spread is 0.
    Hand on the `rng` that you were given: it moves on from pass to pass. (lecture R9)"""

    edits = {"forward(x, rng)": "forward(x, np.random.default_rng(0))"}


class first_pass_with_a_seed_of_its_own:
    """Your first pass, which you make before the loop, draws from a generator with a fixed seed, and only the others from `rng`.
    So each prediction contains the same masks once more. Hand `rng` to every pass. (lecture R9)"""

    edits = {
        "[forward(x, rng) for _ in range(passes)]": (
            "[forward(x, np.random.default_rng(0)), *(forward(x, rng) for _ in range(passes - 1))]"
        )
    }


class generator_made_inside:
    """You make a fresh generator inside and leave the one that you were given alone, so an answer cannot be repeated
    from its seed. Hand `rng` on to forward. (lecture R9)"""

    edits = {"outputs = ": "rng = np.random.default_rng()\noutputs = "}


class passes_chained:
    """You feed the output of each pass into the next one. The passes are independent looks at the same input: every
    one starts from x. (lecture R9)"""

    edits = {"forward(x, rng)": "x := forward(x, rng)"}


class number_of_passes_fixed:
    """You run a fixed number of passes and do not look at `passes`. How many are worth their time is for the caller
    to say. (lecture R9)"""

    edits = tuple({"range(passes)": f"range({count})"} for count in (10, 20, 50, 100, 1000))


class one_pass_to_see_the_shape:
    """You run forward once more to see the shape of its output and throw that pass away. It costs a whole network and
    shifts the generator: begin the sum with the first pass, or stack a list. (lecture R9)"""

    edits = {
        "outputs = np.stack([forward(x, rng) for _ in range(passes)])": """
            outputs = np.empty((passes, *forward(x, rng).shape))
            for k in range(passes):
                outputs[k] = forward(x, rng)
        """
    }


class last_pass_forgotten:
    """Your sum begins at 0, runs over passes - 1 passes and is divided by passes: range(1, n) has n - 1 steps.
    (lecture R9)"""

    def monte_carlo_predict(forward, x, passes, rng):
        total = square = 0.0
        for _ in range(1, passes):
            out = forward(x, rng)
            total, square = total + out, square + out**2
        mean = total / passes
        return mean, np.sqrt(square / passes - mean**2)


class root_of_a_rounded_difference:
    """You compute the spread as the root of E[o^2] - E[o]^2. On paper that is never negative; in floating point the difference
    of two nearly equal numbers is, whenever the passes agree, and its root is nan. Square the distances from the mean, or
    cut the difference off at 0. (lecture R9)"""

    def monte_carlo_predict(forward, x, passes, rng):
        total = square = 0.0
        for _ in range(passes):
            out = forward(x, rng)
            total, square = total + out, square + out**2
        mean = total / passes
        return mean, np.sqrt(square / passes - mean**2)


class seeds_numbered_by_the_pass:
    """You make a generator for each pass, with the number of the pass as its seed. So every prediction is made by the same few
    masks, whoever asks. Hand on the `rng` that you were given: it moves on from pass to pass. (lecture R9)"""

    edits = {"forward(x, rng) for _": "forward(x, np.random.default_rng(k)) for k"}


class sum_written_into_the_first_output:
    """Your sum begins as the first output itself, and `total += out` writes into that array: the first pass is no longer what it
    was when the distances from the mean are taken. Begin with a copy, or write total = total + out. (lecture R9)"""

    def monte_carlo_predict(forward, x, passes, rng):
        total = forward(x, rng)
        outputs = [total]
        for _ in range(passes - 1):
            outputs.append(forward(x, rng))
            total += outputs[-1]
        mean = total / passes
        return mean, np.sqrt(sum((out - mean) ** 2 for out in outputs) / passes)


def observe_monte_carlo_predict(arguments, result):
    """The tape's answers as they are. Of the noisy network, whose x has one axis, only whether there is any spread."""
    mean, std = result
    if np.ndim(arguments["x"]) > 1:
        return {"mean": mean, "std": std}
    return {"mean": np.shape(mean), "std": np.shape(std), "spread": bool(np.any(np.asarray(std) > 1e-9))}


class passes_miscounted:
    """You run one pass more than was asked for, or one fewer: range(n) has n steps, range(1, n) has n - 1 and range(n + 1) one
    more. (lecture R9)"""

    edits = (
        {"range(passes)": "range(1, passes)"},
        {"range(passes)": "range(passes + 1)"},
    )
