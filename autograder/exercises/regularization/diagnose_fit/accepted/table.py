import numpy as np


def diagnose_fit(train_error, validation_error, acceptable):
    # the first rule that holds
    rules = np.array([train_error > acceptable, validation_error - train_error > acceptable, True])
    return ["underfitting", "overfitting", "good"][int(np.argmax(rules))]
