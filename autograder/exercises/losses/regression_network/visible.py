x, t = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]]), np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]])
W, b = np.array([[1.0, -1.0], [0.5, 0.0], [0.0, 1.0], [-1.0, 0.5]]), np.array([0.5, -1.0, 0.0, 0.2])
params = {"W": W, "b": b, "theta": np.zeros((2, 4)), "c": np.array([1.0, 1.0])}

# theta is zero, so c alone speaks and every prediction is (1, 1): the squared errors sum to 1, 2 and 4.
loss, grads = checks.assert_unchanged(regression_network, params, x, t)
hint = "Summed over the outputs, averaged over the examples, as in squared_error."
checks.assert_close(loss, 7 / 3, name="loss", hint=hint, lecture="N5")
for name in params:
    checks.assert_shape(grads[name], params[name].shape, name=f"grads[{name!r}]", like=name, lecture="B6")
hint = "Nothing gets past a theta of 0 on its way back."
checks.assert_close(grads["W"], np.zeros((4, 2)), name="grads['W'] with theta = 0", like="W", hint=hint, lecture="B6")

# One hidden unit whose z is artanh(1/2), so h = 1/2 and t_hat = 4/2 - 1 = 1: too large by 1.
one = {"W": np.array([[1.0]]), "b": np.array([0.0]), "theta": np.array([[4.0]]), "c": np.array([-1.0])}
loss, grads = checks.assert_unchanged(regression_network, one, np.array([[np.arctanh(0.5)]]), np.array([[0.0]]))
by_hand = {"c": [2.0], "theta": [[1.0]], "b": [6.0], "W": [[6 * np.arctanh(0.5)]]}
checks.assert_close(grads, by_hand, name="grads", hint="Which number stands at each node?", lecture="B6")

# With any other weights the gradients must be the slopes of your own loss.
params["theta"] = np.array([[0.3, -0.2, 0.5, 1.0], [-0.4, 0.1, 0.2, 0.6]])
loss, grads = regression_network(params, x, t)
checks.gradcheck(lambda moved: regression_network(moved, x, t)[0], params, grads, name="grads", lecture="B6")
