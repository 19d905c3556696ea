"""Known-wrong epochs of mini-batches."""

import numpy as np


class no_shuffling:
    """Your batches come in the order of the data. Data often lie sorted, all cats before all dogs; then every batch is
    one-sided, and always in the same way. Draw a random order with rng.permutation. (lecture O1)"""

    edits = {"rng.permutation(len(x))": "np.arange(len(x))"}


class short_batch_dropped:
    """You leave out the examples that do not fill a whole batch. In an epoch every example is seen once: the last batch
    may be shorter, and when batch_size is larger than N it is the only one. (lecture O1)"""

    edits = {"range(0, len(x), batch_size)": "range(0, len(x) - batch_size + 1, batch_size)"}


class batches_made_equal:
    """You cut the order into batches of nearly equal size, as np.array_split does. Each batch but the last has
    batch_size examples, and the last one takes what is left: cut at batch_size, 2 batch_size and so on. (lecture O1)"""

    def minibatches(x, y, batch_size, rng):
        order = rng.permutation(len(x))
        for batch in np.array_split(order, -(-len(x) // batch_size)):
            yield x[batch], y[batch]


class last_batch_filled_up:
    """You fill the last batch up with examples from the beginning of the epoch, so they are seen twice. Let the last
    batch be shorter. (lecture O1)"""

    edits = {"order[start : start + batch_size]": "np.take(order, range(start, start + batch_size), mode='wrap')"}


class last_batch_moved_back:
    """Your last batch begins earlier, so that it is full, and sees some examples for the second time. Let the last batch
    be shorter. (lecture O1)"""

    edits = {"order[start : start + batch_size]": "order[max(0, min(start, len(x) - batch_size)) :][:batch_size]"}


class empty_batch_at_the_end:
    """When N is a multiple of batch_size you yield one batch more, with nothing in it. The mean of nothing is no number:
    stop when all examples have been seen. (lecture O1)"""

    edits = {"range(0, len(x), batch_size)": "range(0, len(x) + 1, batch_size)"}


class pairs_torn_apart:
    """You shuffle inputs and targets each in an order of its own, so an input gets the target of another one. Draw one
    order and use it for both. (lecture O1)"""

    edits = {
        "y[batch]": "y[other[start : start + batch_size]]",
        "order = rng": "other = rng.permutation(len(x))\norder = rng",
    }


class targets_not_shuffled:
    """You take the inputs in a random order and the targets in the old one. Each target belongs to its input: use the
    same order for both. (lecture O1)"""

    edits = {"y[batch]": "y[start : start + batch_size]"}


class drawn_with_replacement:
    """You draw each batch anew from all examples, so some come twice and others not at all. In an epoch every example
    is seen exactly once: draw one order and cut it into pieces. (lecture O1)"""

    edits = (
        {"order[start : start + batch_size]": "rng.integers(len(x), size=min(batch_size, len(x) - start))"},
        {"order[start : start + batch_size]": "rng.choice(len(x), min(batch_size, len(x)), replace=False)"},
    )


class only_the_batches_are_shuffled:
    """You shuffle the order of the batches, and each batch is a piece of the data as they lie. Neighbours then always
    meet in the same batch. Shuffle the examples. (lecture O1)"""

    edits = (
        {
            "rng.permutation(len(x))": "np.arange(len(x))",
            "in range(0, len(x), batch_size)": "in batch_size * rng.permutation(-(-len(x) // batch_size))",
        },
        {
            "order = rng.permutation(len(x))": """
                pieces = np.split(np.arange(len(x)), range(batch_size, len(x), batch_size))
                order = np.concatenate([pieces[k] for k in rng.permutation(len(pieces))])
            """
        },
    )


class begun_at_a_random_place:
    """You begin at a random place and go through the data as they lie. Neighbours then always meet in a batch, and data
    often lie sorted. Shuffle the examples: rng.permutation. (lecture O1)"""

    edits = {"rng.permutation(len(x))": "np.roll(np.arange(len(x)), rng.integers(len(x)))"}


class generator_seeded_inside:
    """You make a generator with a fixed seed inside the function, so every epoch has the same order. Draw from the rng
    that you were given: it goes on from epoch to epoch. (lecture O1)"""

    edits = {"rng.permutation": "np.random.default_rng(0).permutation"}


class global_random_state:
    """You draw from np.random and not from the generator that you were given, so a training cannot be repeated from its
    seed. Use rng.permutation. (lecture O1)"""

    edits = {"rng.permutation": "np.random.permutation"}


class data_shuffled_in_place:
    """Your batches are right, but you shuffle x and y themselves. Whoever called still has the old order in mind, for
    the names of the examples, say. Shuffle indices: x[order] is a new array. (lecture O1)"""

    edits = {"order = rng.permutation(len(x))": "order = rng.permutation(len(x))\nx[:], y[:] = x[order], y[order]"}


class first_batch_only:
    """You return within the loop, so there is one batch and the function is over. `yield` hands out a batch and goes on
    from there when the next one is asked for. (lecture O1)"""

    edits = {"yield x[batch], y[batch]": "return [(x[batch], y[batch])]"}


class return_for_yield:
    """You return the first pair within the loop, and the function is over: who asks for batches gets its x and its y one after the
    other. `yield` hands out a pair and goes on from there when the next one is asked for. (lecture O1)"""

    edits = {"yield x[batch], y[batch]": "return x[batch], y[batch]"}


class inputs_without_targets:
    """Your batches are rows of x alone. A batch is a pair, the inputs and the targets that belong to them: yield x[batch], y[batch].
    (lecture O1)"""

    edits = {"yield x[batch], y[batch]": "yield x[batch]"}
