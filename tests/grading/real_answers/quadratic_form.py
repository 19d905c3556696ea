"""Wrong quadratic forms as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class two_missing_in_dW:
    """forgot_the_two_in_dW"""

    def quadratic_form(W, x):
        q = W.dot(x)
        f = np.sum(q**2)
        dW = np.outer(q, x)
        dx = 2 * W.T.dot(q)
        return f, dW, dx


class transposed_and_no_two:
    """forgot_the_two_in_dx+transposed_dW"""

    def quadratic_form(W, x):
        q = W @ x
        return q @ q, 2 * np.outer(x, q), W.T @ q
