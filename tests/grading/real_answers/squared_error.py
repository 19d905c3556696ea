"""Wrong squared errors as students write them. A docstring is what they must be told; an empty one: nothing."""

import numpy as np


class mean_of_all_squares:
    """loss_averaged_over_everything"""

    def squared_error(t_hat, t):
        loss = ((t_hat - t) ** 2).mean()
        dt_hat = 2 * (t_hat - t) / t_hat.shape[0]
        return loss, dt_hat


class halved_in_the_loss:
    """half_the_square"""

    def squared_error(t_hat, t):
        N = t.shape[0]
        diff = t_hat - t
        return np.sum(diff**2) / (2 * N), 2 * diff / N
