def diagnose_fit(train_error, validation_error, acceptable):
    too_simple = train_error > acceptable
    gap = validation_error - train_error
    return "underfitting" if too_simple else "overfitting" if gap > acceptable else "good"
