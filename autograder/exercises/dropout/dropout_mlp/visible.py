# All inputs and hidden units are 1, and softmax minus one-hot is [1, -1]: quite sure, and wrong.
# For a single example dW is db times what went into the layer, so the gradients show what was dropped.
x, y, rng = np.ones((2, 400)), np.array([1, 1]), np.random.default_rng(0)
params = {"W1": np.zeros((300, 400)), "b1": np.ones(300), "W2": np.outer([1.0, -1.0], np.ones(300)), "b2": np.zeros(2)}
_, grads = checks.assert_unchanged(dropout_mlp_loss, params, x[:1], y[:1], 0.2, 0.5, 0.0, rng, training=True)
inputs, hidden = grads["W1"].sum(axis=0) / grads["b1"].sum(), grads["W2"][0] / grads["b2"][0]
hint = "What goes into this layer, and which p belongs to it?"
checks.assert_dropped(inputs, x[0], 0.2, factor=1.25, name="what reaches W1", hint=hint, lecture="R9")
checks.assert_dropped(hidden, np.ones(300), 0.5, factor=2.0, name="what reaches W2", hint=hint, lecture="R9")

# Two such examples lose 600 each when all units are there; the squares in W1 and W2 sum to 1200 and 600.
params["W1"] = np.tile([0.1, -0.1], (300, 200))
loss, grads = checks.assert_unchanged(dropout_mlp_loss, params, x, y, 0.2, 0.5, 0.1, rng, training=False)
checks.assert_close(loss, 600.0 + 90.0, name="loss with training=False", lecture="R4")
checks.assert_close(grads["W2"], 1.1 * params["W2"], name="grads['W2'] with training=False", lecture="B8")

# The same seed draws the same masks, so the loss depends on params alone: grads are its slopes under these masks.
params |= {"W1": rng.uniform(-0.1, 0.1, size=(3, 4)), "b1": np.array([1.0, -1.0, 2.0]), "W2": rng.normal(size=(2, 3))}
given = rng.uniform(0.5, 1.0, size=(6, 4)), np.array([0, 1, 1, 0, 1, 0]), 0.25, 0.5, 0.1
loss, grads = checks.assert_unchanged(dropout_mlp_loss, params, *given, np.random.default_rng(2), training=True)
checks.gradcheck(lambda at: dropout_mlp_loss(at, *given, np.random.default_rng(2), True)[0], params, grads, "grads")
