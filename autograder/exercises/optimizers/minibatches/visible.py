# Ten examples in batches of four: two whole ones, and two examples that are left over. The target of i is 100 i.
x, y, rng = np.arange(20.0).reshape(10, 2), 100 * np.arange(10), np.random.default_rng(0)
orders = []
for _ in range(3):
    batches = list(checks.assert_unchanged(minibatches, x, y, 4, rng))
    for batch in batches:
        pair = isinstance(batch, tuple | list) and len(batch) == 2
        assert pair, (
            "Each batch should be a pair, rows of x and the same rows of y: yield one after the other. (lecture O1)"
        )
    sizes = [len(inputs) for inputs, _ in batches]
    checks.assert_close(
        sizes, [4, 4, 2], name="the sizes of the batches", hint="What becomes of the rest?", lecture="O1"
    )
    inputs = np.concatenate([inputs for inputs, _ in batches])
    targets = np.concatenate([targets for _, targets in batches])
    seen = inputs[:, 0] / 2  # which example it is
    hint = "How often is each example seen in an epoch?"
    checks.assert_close(np.sort(seen), np.arange(10), name="the examples of an epoch", hint=hint, lecture="O1")
    hint = "Are inputs and targets taken in the same order?"
    checks.assert_close(targets, 100 * seen, name="the targets beside their inputs", hint=hint, lecture="O1")
    orders.append(tuple(seen))
assert len(set(orders)) == 3, "The order should be another one in each epoch. (lecture O1)"

# A batch that is larger than N is the whole of the data.
[(inputs, targets)] = minibatches(x, y, 64, rng)
checks.assert_shape(inputs, (10, 2), name="the inputs of the only batch", like="x", lecture="O10")
checks.assert_shape(targets, (10,), name="the targets of the only batch", like="y", lecture="O10")
assert list(y) == list(range(0, 1000, 100)), "y was shuffled in place; it should stay as it was. (lecture O1)"
