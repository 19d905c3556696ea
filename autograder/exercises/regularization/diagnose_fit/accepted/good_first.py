def diagnose_fit(train_error, validation_error, acceptable):
    fits = not train_error > acceptable
    carries_over = not validation_error - train_error > acceptable
    if fits and carries_over:
        return "good"
    if fits:
        return "overfitting"
    return "underfitting"
