import numpy as np


def diagnose_fit(train_error, validation_error, acceptable):
    # a word of NumPy's
    words = np.array(["good", "overfitting", "underfitting"])
    too_wide = validation_error - train_error > acceptable
    return words[2 if train_error > acceptable else int(too_wide)]
