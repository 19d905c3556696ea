y_hat = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
y = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, -2.0]])
# The errors are 0, 2, 3 and -1, 0, 2: six numbers, whose squares sum to 18 and whose sizes sum to 8.
for name, function, loss_by_hand, dy_hat_by_hand in (
    ("mse", mse, 3.0, [[0.0, 2 / 3, 1.0], [-1 / 3, 0.0, 2 / 3]]),
    ("mae", mae, 4 / 3, [[0.0, 1 / 6, 1 / 6], [-1 / 6, 0.0, 1 / 6]]),
):
    loss, dy_hat = checks.assert_unchanged(function, y_hat, y)
    hint = "What is done to each error, and how many of them are there?"
    checks.assert_close(loss, loss_by_hand, name=f"{name} loss", hint=hint, lecture="L1")
    hint = "Is it the slope of the very loss that you return? And what did the text say about an error of 0?"
    checks.assert_close(dy_hat, dy_hat_by_hand, name=f"{name} dy_hat", like="y_hat", hint=hint, lecture="L1")

# Predictions in a row, and nothing wrong with them.
for name, function in (("mse", mse), ("mae", mae)):
    loss, dy_hat = checks.assert_unchanged(function, np.array([2.0, -1.0]), np.array([2.0, -1.0]))
    checks.assert_close(loss, 0.0, name=f"{name} loss of a perfect prediction", lecture="L1")
    checks.assert_close(dy_hat, [0.0, 0.0], name=f"{name} dy_hat of a perfect prediction", like="y_hat", lecture="L1")
