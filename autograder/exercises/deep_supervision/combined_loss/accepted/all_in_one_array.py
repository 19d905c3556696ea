"""The main loss is one of the losses, with the weight 1."""

import numpy as np


def deeply_supervised_loss(main_loss, side_losses, alphas):
    losses = np.array([main_loss, *side_losses])
    weights = np.array([1.0, *alphas])
    return (weights * losses).sum()
