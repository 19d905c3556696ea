"""Known-wrong quadratic forms."""


class forgot_the_two:
    """Your gradients are half of what they should be: the derivative of q_i^2 is 2 q_i. Look at the first step of your
    backward pass, from f to q. (lecture B3)"""

    edits = {"np.outer(dq, x)": "np.outer(q, x)", "W.T @ dq": "W.T @ q"}


class forgot_the_two_in_dW:
    """Your dW is half of what it should be: its rows are made with q where 2 q belongs, the derivative of the squares. In dx
    the 2 is there. (lecture B3)"""

    edits = {"np.outer(dq, x)": "np.outer(q, x)"}


class forgot_the_two_in_dx:
    """Your dx is half of what it should be: W^T is multiplied by q where 2 q belongs, the derivative of the squares. In dW
    the 2 is there. (lecture B3)"""

    edits = {"W.T @ dq": "W.T @ q"}


class transposed_dW:
    """Your dW is transposed: its rows belong to x. Row i of W makes q_i, so row i of dW holds q_i; put q first in the
    outer product. (lecture B3)"""

    edits = {"np.outer(dq, x)": "np.outer(x, dq)"}


class dx_without_transpose:
    """On the way back you multiply by W as on the way forward. Forward, W turns x into q; backward, a gradient shaped
    like q must become one shaped like x, and that is what the transpose does. (lecture B3)"""

    edits = {"W.T @ dq": "W @ dq"}


class length_not_squared:
    """You returned the length of W x, with its root. The function here is the squared length: the sum of the squares,
    without a root. (lecture B3)"""

    edits = {"f = q @ q": "f = np.sqrt(q @ q)"}


class value_not_summed:
    """Your f is a vector: the squares of q, one for each row. A gradient belongs to one number; add the squares up.
    (lecture B3)"""

    edits = {"f = q @ q": "f = q**2"}


class squares_before_adding:
    """You squared every product W_ij x_j and added the squares. The entries of a row are added first, into q_i, and
    q_i is squared afterwards, so products of different columns matter as well. (lecture B3)"""

    edits = {
        "q = W @ x": "q = W * x",
        "f = q @ q": "f = (q**2).sum()",
        "np.outer(dq, x)": "dq * x",
        "W.T @ dq": "(W * dq).sum(axis=0)",
    }


class local_derivative_only:
    """Your dW and dx are the derivatives of q alone. The chain rule multiplies them by what comes from above, df/dq,
    which is 2 q. (lecture B3)"""

    edits = {"dq = 2 * q": "dq = np.ones_like(q)"}


class doubles_in_place:
    """`x *= 2` doubles the caller's x as well, and the next function that uses it gets a wrong input. Write `2 * x`,
    which makes a new array. (lecture B3)"""

    edits = {"dW = np.outer(dq, x)": "x *= 2\ndW = np.outer(q, x)"}


class one_gradient_for_each_q:
    """Your dx still has a row for every q_i. x_j reaches f along several paths, one through each q_i; the gradients of
    all paths are added. (lecture B3)"""

    edits = {"W.T @ dq": "W * dq[:, None]"}


class half_the_squared_length:
    """You put 1/2 in front of the squared length, as some books do, and f and its gradients are half of what is asked for. Here f is
    |W x|^2 as it stands, with the gradient 2 q. (lecture B3)"""

    edits = {"q @ q": "q @ q / 2", "dq = 2 * q": "dq = q"}


class mean_of_the_squares:
    """You take the mean of the squares. The squared length is their sum: nothing is divided by the number of entries.
    (lecture B3)"""

    edits = (
        {"q @ q": "(q**2).mean()", "dq = 2 * q": "dq = 2 * q / len(q)"},
        {"q @ q": "(q**2).mean()"},
    )


class length_and_its_own_gradient:
    """You return the length of W x, with its root, and the gradients of that. The function here is the squared length, without a root:
    its gradient is 2 q, and nothing is divided by a length that could be 0. (lecture B3)"""

    edits = {"q @ q": "np.sqrt(q @ q)", "dq = 2 * q": "dq = q / f"}


class x_W_x_for_the_length:
    """You computed x^T W x, the other quadratic form, where |W x|^2 is asked for: first q = W x, then the sum of its squares,
    q^T q. W need not even be square for that. (lecture B3)"""

    edits = (
        {"f = q @ q": "f = x @ q", "np.outer(dq, x)": "np.outer(x, x)", "W.T @ dq": "(W + W.T) @ x"},
        {"f = q @ q": "f = x @ q", "np.outer(dq, x)": "np.outer(x, x)", "W.T @ dq": "2 * W @ x"},
        {"f = q @ q": "f = x @ q"},
    )


class gradients_in_another_order:
    """Your gradients stand in another order than the one that is asked for: f, then dW, then dx. Whoever calls you takes them
    apart by their places. (lecture B3)"""

    edits = {"return f, dW, dx": "return f, dx, dW"}
