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

# Two examples, two folds: y / (1 + lam) of one is the prediction for the other.
# Without a penalty the errors are (1 - 4)^2 = 9 both times; with lam = 1 they are (1/2 - 4)^2 and (2 - 1)^2.
hint = "On which examples is the fit made, with which penalty, and on which is it judged?"
for lam, by_hand in ((0.0, 9.0), (1.0, 6.625)):
    x, y = np.array([0.0, 1.0]), np.array([1.0, 4.0])
    _, errors = checks.assert_unchanged(choose_degree, x, y, [0], lam, 2, np.random.default_rng(0))
    checks.assert_close(errors, [by_hand], name=f"errors for lam = {lam}", hint=hint, lecture="R3")

# A parabola: degree 2 is enough, and degree 1 is not.
x = np.linspace(-1.0, 1.0, 20)
degree, errors = choose_degree(x, 1.0 - x + 2.0 * x**2, [1, 2, 0], 1e-9, 5, np.random.default_rng(0))
checks.assert_shape(errors, (3,), name="errors", like="degrees", lecture="R3")
checks.assert_shape(degree, (), name="degree", lecture="R3")
assert degree == 2, f"The degree for a parabola should be 2, got {degree}. Which has the lowest error? (lectures R3)"
