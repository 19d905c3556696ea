"""Known-wrong numerical gradients."""


class one_sided_difference:
    """You compare f(x) with f on one side of it: a one-sided difference, whose error shrinks like eps. Going eps to both
    sides costs as many calls and the error shrinks like eps squared. (lecture B1)"""

    edits = (
        {"(f(x + step) - f(x - step)) / (2 * eps)": "(f(x + step) - f(x)) / eps"},
        {"(f(x + step) - f(x - step)) / (2 * eps)": "(f(x) - f(x - step)) / eps"},
    )


class divided_by_one_eps:
    """You divide by eps, but from x - eps to x + eps it is 2 eps: the gradient comes out twice too large. (lecture
    B1)"""

    edits = {"/ (2 * eps)": "/ eps"}


class sign_turned_round:
    """You subtract the value above from the value below, f(x - eps) - f(x + eps): every slope has the wrong sign.
    (lecture B1)"""

    edits = {"f(x + step) - f(x - step)": "f(x - step) - f(x + step)"}


class eps_ignored:
    """Your step is always 1e-5; the argument eps is never used. Who calls the function chooses the step, so use the
    argument in both places where a step stands. (lecture B1)"""

    edits = {"step[index] = eps": "step[index] = 1e-5", "(2 * eps)": "(2 * 1e-5)"}


class both_names_for_one_array:
    """`above = x` and `below = x` are two names for one array: the steps up and down undo each other before f is
    called, and every difference is 0. Make two copies: x.copy(). (lecture B1)"""

    edits = tuple(
        {
            "step = np.zeros(x.shape)": copies,
            "step[index] = eps": "above[index] += eps\nbelow[index] -= eps",
            "f(x + step) - f(x - step)": "f(above) - f(below)",
        }
        for copies in ("above, below = x, x", "above = below = x.copy()", "above = below = x.astype(float)")
    )


class entry_not_put_back:
    """After its turn an entry stays at - eps, so that later entries are differentiated at another point. Put the
    old value back before the next entry moves, or start each time from a fresh copy. (lecture B1)"""

    edits = tuple(
        {
            "grad = np.zeros_like(x)": copy,
            "step = np.zeros(x.shape)": "x[index] += eps\nabove = f(x)",
            "step[index] = eps": "x[index] -= 2 * eps",
            "f(x + step) - f(x - step)": "above - f(x)",
        }
        for copy in ("x = x.astype(float)\ngrad = np.zeros_like(x)", "grad = np.zeros(x.shape)")
    )


class all_entries_move_together:
    """You move all entries at once, f(x + eps) - f(x - eps): that is one number, the slope along the diagonal, and
    it was written to every entry. A partial derivative moves one entry and holds the others still. (lecture B1)"""

    edits = {"f(x + step) - f(x - step)": "f(x + eps) - f(x - eps)"}


class multiplied_by_eps:
    """You wrote / 2 * eps, and Python reads that from the left: divided by 2, then multiplied by eps. The whole distance belongs below
    the line: / (2 * eps). (lecture B1)"""

    edits = {"/ (2 * eps)": "/ 2 * eps"}


class two_dimensions_only:
    """Your loops run over rows and columns, so they stop at an x that is no table: a vector, a single number, a batch of images.
    np.ndindex(x.shape) walks through the entries of every shape. (lecture B1)"""

    edits = {
        "for index in np.ndindex(x.shape):": "for index in [(i, j) for i in range(x.shape[0]) for j in range(x.shape[1])]:"
    }


class whole_rows_move_together:
    """Your loop runs over the first axis alone, so `x[i] += eps` moves a whole row of a matrix and every entry of
    the row gets the sum. Loop over all entries: np.ndindex(x.shape). (lecture B1)"""

    edits = {"np.ndindex(x.shape)": "range(len(x))"}


class f_given_a_flat_array:
    """You hand f a flattened x. A function that multiplies x by a matrix, say, needs the shape: give every array
    that f gets the shape of x again. (lecture B1)"""

    edits = {"f(x + step) - f(x - step)": "f((x + step).ravel()) - f((x - step).ravel())"}


class step_rounded_in_float32:
    """Your copies keep the dtype of x. A float32 near 100 has no room for a step of 0.00001: x + eps is rounded,
    and the slope is divided by a step that was never taken. Move a float64 copy: x.astype(float). (lecture B1)"""

    edits = {"step = np.zeros(x.shape)": "step = np.zeros_like(x)"}


class x_moved_in_place:
    """You move the entries of x itself. + eps, - 2 eps, + eps does not come back exactly, so the caller's x has
    changed in its last digits after the call. Work on a copy. (lecture B1)"""

    edits = {
        "step = np.zeros(x.shape)": "x[index] += eps\nabove = f(x)",
        "step[index] = eps": "x[index] -= 2 * eps\nbelow = f(x)",
        "grad[index] = (f(x + step) - f(x - step))": "x[index] += eps\ngrad[index] = (above - below)",
    }


class gradient_comes_back_flat:
    """Your slopes come back in one long row. The gradient is shaped like x: reshape it to x.shape before you return it, or write
    each slope to the index of its entry. (lecture B1)"""

    edits = {"return grad": "return grad.ravel()"}


class share_of_the_entry_as_the_step:
    """Your step is a share of the entry, x[i] times 1 + eps and 1 - eps, and you divide by 2 eps. An entry then moves by eps
    times x[i] and not by eps, and one that is 0 does not move at all: add eps and subtract it. (lecture B1)"""

    edits = {"step[index] = eps": "step[index] = eps * x[index]"}
