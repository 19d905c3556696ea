"""Known-wrong linear layers."""


class forgets_the_bias:
    """Your z is x W^T without b. The bias is added to every row of z: it is what a unit says when all of its inputs
    are 0. (lecture B4)"""

    edits = {"x @ W.T + b": "x @ W.T"}


class weights_the_other_way:
    """You multiplied by W where W^T belongs. W has a row for each output, shape (M, D), and x has a row for each
    example, shape (N, D): only x W^T fits, unless D and M happen to be equal. (lecture B4)"""

    edits = {"x @ W.T + b": "x @ W + b", "dx = dz @ W": "dx = dz @ W.T", "dz.T @ x": "x.T @ dz"}


class transposed_dW:
    """Your dW is transposed: shape (D, M) where W is (M, D). A gradient is always shaped like what it belongs to; look
    at which operand is transposed in the product. (lecture B4)"""

    edits = {"dz.T @ x": "x.T @ dz"}


class averages_dW_and_db:
    """You divided dW and db by the number of examples. The loss is the mean over the batch and has put 1/N into dz
    already: here the examples are added, and dividing again makes the gradient N times too small. (lecture B4)"""

    edits = {"dz.T @ x": "dz.T @ x / len(x)", "dz.sum(axis=0)": "dz.mean(axis=0)"}


class averages_dW:
    """Your dW is divided by the number of examples and your db is not. Each example adds its share to both; the loss is the
    mean over the batch and has put 1/N into dz already. (lecture B4)"""

    edits = {"dz.T @ x": "dz.T @ x / len(x)"}


class averages_db:
    """Your db is the mean over the batch where dW is the sum. The bias is used once for each example, so its gradient is
    the sum of the rows of dz; the loss has divided by N already. (lecture B4)"""

    edits = {"dz.sum(axis=0)": "dz.mean(axis=0)"}


class db_is_ones:
    """Your db is the plus node's own derivative, dz/db, which is 1. The chain rule multiplies it by what comes from
    above, dz, and every example adds its share. (lecture B4)"""

    edits = {"dz.sum(axis=0)": "np.ones(dz.shape[1])"}


class db_for_each_example:
    """Your db is dz itself, with a row for each example. That is the slide's formula for one example; in a batch all
    examples share the same b, so their rows are added and db is shaped like b. (lecture B4)"""

    edits = {"dz.sum(axis=0)": "dz"}


class db_is_a_number:
    """Your db is one number: you added up all of dz. Each output has a bias of its own, so add over the examples only, axis 0,
    and M numbers are left. (lecture B4)"""

    edits = {"dz.sum(axis=0)": "dz.sum()"}


class db_is_a_row:
    """Your db has the right numbers in shape (1, M), and b has shape (M,). Broadcasting would turn b into a matrix at
    the next update; leave out keepdims, or the reshape, in the sum. (lecture B4)"""

    edits = {"dz.sum(axis=0)": "dz.sum(axis=0, keepdims=True)"}


class db_over_the_outputs:
    """You added dz up over the outputs, not over the examples. The examples are the rows, axis 0; what is left has one
    number for each output, as b has. (lecture B4)"""

    edits = {"dz.sum(axis=0)": "dz.sum(axis=1)"}


class dW_for_each_example:
    """Your dW holds one product for each example, shape (N, M, D). All examples share one W: add their products up over
    the batch, which is what a matrix product does by itself. (lecture B4)"""

    edits = {"dz.T @ x": "dz[:, :, None] * x[:, None, :]"}


class the_last_example_counts_alone:
    """In your loop over the examples each one overwrites what the one before has left: dW and db are those of the last example.
    They add up: `+=`, beginning at 0. (lecture B4)"""

    edits = (
        {
            "dW = dz.T @ x": """
                for i in range(len(x)):
                    dW = np.outer(dz[i], x[i])
            """
        },
        {
            "dW = dz.T @ x": """
                for i in range(len(x)):
                    dW = np.outer(dz[i], x[i])
            """,
            "db = dz.sum(axis=0)": """
                for i in range(len(x)):
                    db = dz[i]
            """,
        },
    )


class outer_of_the_batch:
    """You used np.outer on whole batches. It flattens its arguments and pairs every example with every other; the
    slide's outer product is for one example. Add one product per example, or use a matrix product. (lecture B4)"""

    edits = {"dz.T @ x": "np.outer(dz, x)"}


class forgets_what_came_from_above:
    """Your dx does not use dz: every example gets the same numbers. W alone is the layer's own derivative; the chain
    rule multiplies it by dz. (lecture B4)"""

    edits = {"dx = dz @ W": "dx = np.ones_like(dz) @ W"}


class one_cache_for_all:
    """Your cache is one object that every forward pass overwrites, so a second layer wipes out what the first has kept.
    Make a new tuple in each forward pass and return it. (lecture N3)"""

    edits = {"(x, W, b):": "(x, W, b, kept=[]):", "return z, (x, W)": "kept[:] = x, W\nreturn z, kept"}


class output_kept_for_the_input:
    """You keep z in the cache where dW needs x. What W was multiplied by on the way forward is x: dW = dz^T x. (lecture B4)"""

    edits = {"return z, (x, W)": "return z, (z, W)"}


class cache_used_up:
    """You take x and W out of the cache with pop(), so that it is empty for a second backward pass. Read it without changing it:
    x, W = cache. (lecture B4)"""

    edits = {"return z, (x, W)": "return z, [x, W]", "x, W = cache": "W = cache.pop()\nx = cache.pop()"}


class divided_by_the_batch_again:
    """You divide dz by the number of examples before you use it. The loss is the mean over the batch and has divided by N
    already: every gradient comes out N times too small. (lecture B4)"""

    edits = {"x, W = cache": "x, W = cache\ndz = dz / len(dz)"}


class divides_dz_in_place:
    """`dz /= N` divides by the batch size a second time, which makes every gradient N times too small, and it changes
    the caller's dz as well. The loss has divided by N already: leave the line out. (lecture B4)"""

    edits = {"x, W = cache": "x, W = cache\ndz /= len(dz)"}


class gradients_in_the_order_of_use:
    """Your three gradients stand in another order than the one that is asked for, dx, dW, db. Whoever calls you takes them
    apart by their places. (lecture B4)"""

    edits = (
        {"return dx, dW, db": "return dW, dx, db"},
        {"return dx, dW, db": "return dW, db, dx"},
        {"return dx, dW, db": "return db, dW, dx"},
    )


class updates_in_backward:
    """Your backward pass also moves W, which lies in the cache. It should only say where to go: the step is the
    optimiser's business, and W is still needed for other gradients. (lecture B1)"""

    edits = {"return dx, dW, db": "W -= 0.1 * dW\nreturn dx, dW, db"}


class examples_in_columns:
    """Your z is transposed: a column for each example. That is the slide's z = W x, where an example is a column; here it is a
    row of x, and its outputs are a row of z: x W^T. (lecture B4)"""

    edits = (
        {"x @ W.T + b": "W @ x.T + b[:, None]"},
        {"x @ W.T + b": "W @ x.T + b[:, None]", "x, W = cache": "x, W = cache\ndz = dz.T"},
    )


class dx_added_over_the_examples:
    """Your dx is added up over the examples, as dW and db are. All examples share W and b, but each has an x of its own: dx keeps
    a row for each of them. (lecture B4)"""

    edits = {"dx = dz @ W": "dx = (dz @ W).sum(axis=0)"}
