x, y = np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([1, 0])
W1, b1 = np.array([[1.0, -1.0], [2.0, 0.0], [0.0, 1.0]]), np.array([0.5, -1.0, 0.0])
params = {"W1": W1, "b1": b1, "W2": np.zeros((2, 3)), "b2": np.array([0.0, -np.log(3.0)])}

# W2 is zero, so b2 alone speaks: the classes have the probabilities 3/4 and 1/4. The squares in W1 sum to 7.
for lam, penalty in ((0.0, 0.0), (0.2, 0.7)):
    loss, grads = checks.assert_unchanged(mlp_loss, params, x, y, lam)
    hint = "What lies between x and the loss? Which parameters does the penalty count, and with which factor?"
    checks.assert_close(loss, np.log(16 / 3) / 2 + penalty, name=f"loss with lam={lam}", hint=hint, lecture="N4 B8")
for name in params:
    checks.assert_shape(grads[name], params[name].shape, name=f"grads[{name!r}]", like=name, lecture="B8")

# Now class 1 hears the first hidden unit, which is off for the first example and says 2.5 for the second.
params["W2"] = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
loss, grads = mlp_loss(params, x, y, 0.0)
hint = "What do the hidden units say, and what is a unit that is off?"
by_hand = (np.log(4.0) + np.log(1.0 + np.exp(2.5) / 3.0)) / 2
checks.assert_close(loss, by_hand, name="loss with a hidden unit", hint=hint, lecture="N4 N5")

# The gradients must be the slopes of your own loss, whatever the weights are.
params["W2"] = np.array([[0.3, -0.2, 0.5], [-0.4, 0.1, 0.2]])
loss, grads = mlp_loss(params, x, y, 0.2)
checks.gradcheck(lambda moved: mlp_loss(moved, x, y, 0.2)[0], params, grads, name="grads", lecture="B8")
