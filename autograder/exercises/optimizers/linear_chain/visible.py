# By hand: yhat = 1 * 2 * 3 = 6, the error is 4, and the derivatives are 2 * 4 * 3 = 24 and 2 * 4 * 2 = 16.
w = np.array([2.0, 3.0])
predicted, actual = checks.assert_unchanged(chain_step, w, 1.0, 2.0, 0.01)
hint = "By what is each weight multiplied in yhat, and what does the square of the error bring in?"
checks.assert_close(predicted, -0.01 * (24.0**2 + 16.0**2), name="predicted", hint=hint, lecture="O8")
# The step goes to 2 - 0.24 and 3 - 0.16: yhat is 1.76 * 2.84 = 4.9984, and the loss 2.9984^2.
hint = "A change: what was the loss before?"
checks.assert_close(actual, 2.9984**2 - 16.0, name="actual", hint=hint, lecture="O8")

# Five neurons: a tiny step does what it promises, a longer one overshoots, and the loss grows.
w = np.array([1.5, -1.2, 2.0, 1.1, -0.9])
predicted, actual = chain_step(w, 1.0, 0.0, 1e-6)
checks.assert_close(
    actual, predicted, name="actual for a tiny step", rtol=1e-2, hint="Do all weights move?", lecture="O8"
)
predicted, actual = chain_step(w, 1.0, 0.0, 0.5)
assert predicted < 0 < actual, (
    "With eps = 0.5 the prediction is still a fall of the loss; in truth it grows. (lecture O8)"
)

# One weight is 0: the others do not move it, but it has a derivative of its own, 2 * (0 - 1) * 3.
predicted, _ = chain_step(np.array([0.0, 3.0]), 1.0, 1.0, 0.5)
hint = "How do you take one weight out of the product?"
checks.assert_close(predicted, -18.0, name="predicted with a weight of 0", hint=hint, lecture="O8")
