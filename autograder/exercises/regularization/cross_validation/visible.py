# Seven examples in three folds: each pair holds all of them, each example is in one validation set.
folds = kfold_indices(7, 3, np.random.default_rng(0))
checks.assert_close(len(folds), 3, name="the number of folds", lecture="R3")
for number, (train, validation) in enumerate(folds):
    both = np.sort(np.concatenate([train, validation]))
    hint = "What is left of the seven for training when a fold is set aside?"
    checks.assert_close(
        both, np.arange(7), name=f"training and validation of fold {number}, sorted", hint=hint, lecture="R3"
    )
validated = np.sort(np.concatenate([validation for _, validation in folds]))
checks.assert_close(validated, np.arange(7), name="all validation sets together, sorted", lecture="R3")

# Two examples, two folds: the mean of one is the prediction for the other, (1 - 4)^2 = 9 both times.
degree, errors = checks.assert_unchanged(
    choose_degree, np.array([0.0, 1.0]), np.array([1.0, 4.0]), [0], 0.0, 2, np.random.default_rng(0)
)
hint = "On which examples is the fit made, and on which is it judged?"
checks.assert_close(errors, [9.0], name="errors", hint=hint, lecture="R3")

# A parabola: degree 2 is enough, and degree 1 is not.
x = np.linspace(-1.0, 1.0, 20)
degree, errors = choose_degree(x, 1.0 - x + 2.0 * x**2, [1, 2, 0], 1e-9, 5, np.random.default_rng(0))
checks.assert_shape(errors, (3,), name="errors", like="degrees", lecture="R3")
checks.assert_close(
    degree, 2, name="degree for a parabola", hint="Which of the three has the lowest error?", lecture="R3"
)
