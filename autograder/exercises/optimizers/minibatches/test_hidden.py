"""Hidden suite of optimizers/minibatches.

Any iterable of pairs is right, and any way to draw the order. So the epochs are looked at beside the student's code, by
a helper that says what all right answers share: which examples, in what sizes, together with what.
"""

import numpy as np
import pytest

# Several epochs from one generator, and one more from another generator in the same state. Example i is recognised by
# the entries of x, all of them i + 1, and of y, all of them 10 times that. What it says does not depend on the order;
# of a few examples it does not say what chance alone can bring about.
LOOK = """
def look(shape, labels, batch_size, epochs, first, again):
    n = shape[0]
    x = np.broadcast_to(np.arange(1.0, n + 1).reshape(-1, *(1,) * (len(shape) - 1)), shape).copy()
    y = np.broadcast_to(10 * np.arange(1, n + 1).reshape(-1, *(1,) * (len(labels) - 1)), labels).copy()
    kept = x.copy(), y.copy()
    orders, sizes, shapes, together, dtypes, torn = [], [], True, True, True, []
    for rng in (*[first] * epochs, again):
        order, size = [], []
        batches = list(minibatches(x, y, batch_size, rng))
        if not all(isinstance(batch, (tuple, list)) and len(batch) == 2 for batch in batches):
            arrays = all(isinstance(batch, np.ndarray) for batch in batches)
            return {"pairs": False, "how many": min(len(batches), 3), "arrays": arrays}
        for a, b in batches:
            a, b = np.asarray(a), np.asarray(b)
            shapes &= a.shape[1:] == shape[1:] and b.shape[1:] == labels[1:] and len(a) == len(b)
            if not shapes:
                return {"pairs": True, "shapes": False}
            numbers, targets = a.reshape(len(a), -1)[:, 0], b.reshape(len(b), -1)[:, 0]
            together &= bool((targets == 10 * numbers).all())
            dtypes &= b.dtype.kind == "i"
            torn.extend(targets)
            order.append([int(number) for number in numbers])
            size.append(len(a))
        orders.append(order)
        sizes.append(size)
    flat = [[number for batch in order for number in batch] for order in orders]
    everything, many = list(range(1, n + 1)), n >= 40
    return {
        "pairs": True,
        "shapes": shapes,
        "dtypes": dtypes,
        "together": together,
        "targets as they lay": many and torn[:n] == [10 * number for number in everything],
        "sizes": sizes if len({tuple(sorted(size)) for size in sizes}) == 1 else "vary",
        "each once": all(sorted(seen) == everything for seen in flat),
        "twice": any(len(set(seen)) < len(seen) for seen in flat),
        "missing": any(len(set(seen)) < n for seen in flat),
        "as they lay": many and flat[0] == everything,
        "neighbours": many
        and (
            all(max(batch, default=0) - min(batch, default=0) < max(len(batch), 1) for seen in orders for batch in seen)
            or all(sum(abs(b - a) == 1 for a, b in zip(seen, seen[1:])) > n / 2 for seen in flat)
        ),
        "in a ring": many and all(len({(b - a) % n for a, b in zip(seen, seen[1:])}) == 1 for seen in flat),
        "every epoch the same": many and epochs > 1 and all(seen == flat[0] for seen in flat[:epochs]),
        "repeats": many and flat[0] == flat[-1],
        "unchanged": bool((x == kept[0]).all() and (y == kept[1]).all()),
    }
"""


def look(student, rng, shape, batch_size, labels=None, epochs=2):
    """What is true of some epochs over examples of this shape."""
    seed = int(rng.integers(2**31))
    student.minibatches(np.ones((2, 1)), np.ones(2), 1, student.rng(seed))  # says so when it is not written yet
    helper = student.define(LOOK)
    found = helper(shape, labels or shape[:1], batch_size, epochs, student.rng(seed), student.rng(seed))
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
def test_every_example_once(student, rng, n, batch_size):
    """In an epoch every example is seen exactly once, whether or not N is a multiple of the batch size"""
    found = look(student, rng, (n, 3), batch_size)
    assert not found["missing"], "Some examples are not seen in an epoch. (lectures O1)"
    assert not found["twice"], "Some examples are seen twice in an epoch. (lectures O1)"
    assert found["each once"], "The examples of an epoch are not those that were given. (lectures O1)"


@pytest.mark.parametrize(("n", "batch_size"), CASES)
def test_sizes_of_the_batches(student, rng, n, batch_size):
    """Every batch has batch_size examples; only the last one may be shorter, and none is empty"""
    sizes = look(student, rng, (n, 3), batch_size, epochs=40)["sizes"]  # a short batch that moves is seen to
    whole, rest = divmod(n, batch_size)
    expected = [batch_size] * whole + [rest] * (rest > 0)
    assert sizes != "vary", "The sizes of the batches are not the same in every epoch. (lectures O1)"
    assert 0 not in sizes[0], "There is an empty batch. (lectures O1)"
    assert sum(sizes[0]) == n, "The sizes of the batches do not sum to the number of examples. (lectures O1)"
    assert all(size == expected for size in sizes), (
        "All batches but the last should have batch_size examples, and the last one what is left. (lectures O1)"
    )


def test_inputs_and_targets_belong_together(student, rng):
    """Each input comes with its own target"""
    found = look(student, rng, (40, 3), 7)
    assert found["together"] or not found["targets as they lay"], (
        "The inputs are shuffled and the targets are not. (lectures O1)"
    )
    assert found["together"], "Inputs come with the targets of other examples. (lectures O1)"


# 50 examples: that a random order is the old one, or equal to another one, happens once in 50! = 3e64 runs.
def test_order_is_random(student, rng):
    """The examples come in a random order, another one in each epoch"""
    found = look(student, rng, (50, 2), 8, epochs=3)
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


def test_order_comes_from_the_generator(student, rng):
    """Two generators in the same state give the same epoch"""
    found = look(student, rng, (50, 2), 8, epochs=3)
    assert found["repeats"], "Two generators in the same state gave different orders. Draw from rng. (lectures O1)"


@pytest.mark.parametrize(
    ("shape", "labels"), [((11,), (11,)), ((11, 2, 3, 2), (11,)), ((1, 4), (1, 2)), ((11, 3), (11, 2, 2))], ids=str
)
def test_arrays_of_any_shape(student, rng, shape, labels):
    """Inputs and targets with any number of dimensions; a single example too; labels stay whole numbers"""
    found = look(student, rng, shape, 4, labels)
    assert found["each once"], "Not every example is seen exactly once. (lectures O1)"
    assert found["together"], "Inputs come with the targets of other examples. (lectures O1)"
    assert found["dtypes"], "Labels that were whole numbers came back as something else. (lectures O1)"


def test_arguments_unchanged(student, rng):
    """x and y are left as they were"""
    found = look(student, rng, (30, 2), 8)
    assert found["unchanged"], (
        "x or y was shuffled in place. Make new arrays with x[order]: whoever called still needs the old ones."
    )
