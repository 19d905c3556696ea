import numpy as np


def diagnose_fit(train_error, validation_error, acceptable):
    # an array without axes that holds one word
    close = validation_error - train_error <= acceptable
    return np.where(train_error > acceptable, "underfitting", np.where(close, "good", "overfitting"))
