"""A scalar product."""

import numpy as np


def deeply_supervised_loss(main_loss, side_losses, alphas):
    return float(np.dot(alphas, side_losses)) + main_loss
