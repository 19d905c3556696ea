"""Hidden suite of optimizers/minibatches.

Any iterable of pairs is right, and any way to draw the order. So the epochs are run beside the student's code, and what
is said of them out here is what all right answers share: which examples, in what sizes, together with what.
"""

import functools
import itertools

import numpy as np
import pytest

# Several epochs from one generator, and one more from another generator in the same state; each as it was handed out.
RUN = """
def run(x, y, batch_size, epochs, first, again):
    ran = []
    for rng in (*[first] * epochs, again):
        batches = list(minibatches(x, y, batch_size, rng))
        pairs = all(isinstance(batch, (tuple, list)) and len(batch) == 2 for batch in batches)
        ran.append([(np.array(a), np.array(b)) for a, b in batches] if pairs else batches[:3])
    return ran
"""


def examples(shape, labels):
    """Example i is recognised by the entries of x, all of them i + 1, and of y, all of them 10 times that."""
    n = shape[0]
    x = np.broadcast_to(np.arange(1.0, n + 1).reshape(-1, *(1,) * (len(shape) - 1)), shape).copy()
    y = np.broadcast_to(10 * np.arange(1, n + 1).reshape(-1, *(1,) * (len(labels) - 1)), labels).copy()
    return x, y


@functools.cache
def looking(shape, batch_size, labels, epochs):
    """The question what is true of such epochs."""

    def look(student, rng, rehearsal):
        seed = int(rng.integers(2**31))
        student.minibatches(np.ones((2, 1)), np.ones(2), 1, student.rng(seed))  # says so when it is not written yet
        generators = student.rng(seed), student.rng(seed)
        ran = student.define(RUN)(*examples(shape, labels), batch_size, epochs, *generators)
        found = what_is_true(ran, shape, labels)
        return found | {"unchanged": not student.changed_arguments}

    return look


def what_is_true(ran, shape, labels):
    """It does not depend on the order, and of a few examples says nothing that chance alone can bring about."""
    for batches in ran:
        if not all(isinstance(batch, tuple | list) and len(batch) == 2 for batch in batches):
            arrays = all(isinstance(batch, np.ndarray) for batch in batches)
            return {"pairs": False, "how many": min(len(batches), 3), "arrays": arrays}
    pairs = [(np.asarray(a), np.asarray(b)) for batches in ran for a, b in batches]
    if not all(a.ndim and a.shape[1:] == shape[1:] and b.shape == (len(a), *labels[1:]) for a, b in pairs):
        return {"pairs": True, "shapes": False}
    targets = [b.reshape(len(b), -1)[:, 0] for _, b in pairs]
    return {
        "pairs": True,
        "shapes": True,
        "dtypes": all(b.dtype.kind == "i" for _, b in pairs),
        "together": all((b == 10 * first_entries(a)).all() for (a, _), b in zip(pairs, targets, strict=True)),
        "targets as they lay": shape[0] >= 40 and as_they_lay(np.concatenate(targets)[: shape[0]] / 10),
        **true_of_orders([[first_entries(np.asarray(a)).tolist() for a, _ in batches] for batches in ran], shape[0]),
    }


def first_entries(a):
    return a.reshape(len(a), -1)[:, 0]


def as_they_lay(seen):
    return list(seen) == list(range(1, len(seen) + 1))


def true_of_orders(orders, n):
    """The same as far as it lies in the numbers of the examples, epoch by epoch and batch by batch."""
    flat = [[number for batch in order for number in batch] for order in orders]
    sizes = [[len(batch) for batch in order] for order in orders]
    epochs, everything, many = len(orders) - 1, list(range(1, n + 1)), n >= 40
    return {
        "sizes": sizes if len({tuple(sorted(size)) for size in sizes}) == 1 else "vary",
        "each once": all(sorted(seen) == everything for seen in flat),
        "twice": any(len(set(seen)) < len(seen) for seen in flat),
        "missing": any(len(set(seen)) < n for seen in flat),
        "as they lay": many and flat[0] == everything,
        "neighbours": many and neighbours_meet(orders, flat, n),
        "in a ring": many and all(len({(b - a) % n for a, b in itertools.pairwise(seen)}) == 1 for seen in flat),
        "every epoch the same": many and epochs > 1 and all(seen == flat[0] for seen in flat[:epochs]),
        "repeats": many and flat[0] == flat[-1],
    }


def neighbours_meet(orders, flat, n):
    batches = [batch for order in orders for batch in order]
    return all(max(batch, default=0) - min(batch, default=0) < max(len(batch), 1) for batch in batches) or all(
        sum(abs(b - a) == 1 for a, b in itertools.pairwise(seen)) > n / 2 for seen in flat
    )


def look(student, shape, batch_size, labels=None, epochs=2):
    """What is true of some epochs over examples of this shape."""
    found = student.once(looking(shape, batch_size, labels or shape[:1], epochs))
    assert found["pairs"], (
        "Each batch should be a pair, rows of x and the same rows of y: `yield x[batch], y[batch]` hands out one pair "
        "after the other, `return` would end the function. (lectures O1)"
    )
    assert found["shapes"], (
        "A batch should be a pair, some rows of x and as many rows of y, each row as it was. (lectures O1)"
    )
    return found


CASES = [
    (24, 6),
    (23, 5),
    (7, 20),
    (9, 1),
    (6, 6),
]  # a multiple, a rest, a batch larger than N, single ones, all at once


@pytest.mark.parametrize(("n", "batch_size"), CASES)
def test_every_example_once(student, n, batch_size):
    """In an epoch every example is seen exactly once, whether or not N is a multiple of the batch size"""
    found = look(student, (n, 3), batch_size)
    assert not found["missing"], "Some examples are not seen in an epoch. (lectures O1)"
    assert not found["twice"], "Some examples are seen twice in an epoch. (lectures O1)"
    assert found["each once"], "The examples of an epoch are not those that were given. (lectures O1)"


@pytest.mark.parametrize(("n", "batch_size"), CASES)
def test_sizes_of_the_batches(student, n, batch_size):
    """Every batch has batch_size examples; only the last one may be shorter, and none is empty"""
    sizes = look(student, (n, 3), batch_size, epochs=40)["sizes"]  # a short batch that moves is seen to
    whole, rest = divmod(n, batch_size)
    expected = [batch_size] * whole + [rest] * (rest > 0)
    assert sizes != "vary", "The sizes of the batches are not the same in every epoch. (lectures O1)"
    assert 0 not in sizes[0], "There is an empty batch. (lectures O1)"
    assert sum(sizes[0]) == n, "The sizes of the batches do not sum to the number of examples. (lectures O1)"
    assert all(size == expected for size in sizes), (
        "All batches but the last should have batch_size examples, and the last one what is left. (lectures O1)"
    )


def test_inputs_and_targets_belong_together(student):
    """Each input comes with its own target"""
    found = look(student, (40, 3), 7)
    assert found["together"] or not found["targets as they lay"], (
        "The inputs are shuffled and the targets are not. (lectures O1)"
    )
    assert found["together"], "Inputs come with the targets of other examples. (lectures O1)"


# 50 examples: that a random order is the old one, or equal to another one, happens once in 50! = 3e64 runs.
def test_order_is_random(student):
    """The examples come in a random order, another one in each epoch"""
    found = look(student, (50, 2), 8, epochs=3)
    assert not found["as they lay"], "The examples come in the order in which they lie. (lectures O1)"
    assert not found["in a ring"], (
        "The examples come in the order in which they lie, begun at another place or turned round: neighbours always "
        "meet. Shuffle the examples. (lectures O1)"
    )
    assert not found["neighbours"], (
        "Pieces of the data stay together as they lie, so neighbours always meet. Shuffle the examples. (lectures O1)"
    )
    assert not found["every epoch the same"], (
        "Every epoch has the same order. Draw a new one from rng in each call. (lectures O1)"
    )


def test_order_comes_from_the_generator(student):
    """Two generators in the same state give the same epoch"""
    found = look(student, (50, 2), 8, epochs=3)
    assert found["repeats"], "Two generators in the same state gave different orders. Draw from rng. (lectures O1)"


@pytest.mark.parametrize(
    ("shape", "labels"), [((11,), (11,)), ((11, 2, 3, 2), (11,)), ((1, 4), (1, 2)), ((11, 3), (11, 2, 2))], ids=str
)
def test_arrays_of_any_shape(student, shape, labels):
    """Inputs and targets with any number of dimensions; a single example too; labels stay whole numbers"""
    found = look(student, shape, 4, labels)
    assert found["each once"], "Not every example is seen exactly once. (lectures O1)"
    assert found["together"], "Inputs come with the targets of other examples. (lectures O1)"
    assert found["dtypes"], "Labels that were whole numbers came back as something else. (lectures O1)"


def test_arguments_unchanged(student):
    """x and y are left as they were"""
    found = look(student, (30, 2), 8)
    assert found["unchanged"], (
        "x or y was shuffled in place. Make new arrays with x[order]: whoever called still needs the old ones."
    )
