# x @ W1.T is [1, 5, 1, 5] and [-4, 0, 0, 0]; with W2 = 0 only b2 speaks: the classes have probabilities 3/4 and 1/4.
x, y = np.array([[1.0, -2.0], [5.0, 0.0], [1.0, 0.0], [5.0, 0.0]]), np.array([0, 1, 1, 0])
params = {"W1": np.diag([1.0, 2.0]), "gamma": np.array([1.0, -2.0]), "beta": np.array([0.5, 0.25])}
params |= {"W2": np.zeros((2, 2)), "b2": np.array([np.log(3.0), 0.0])}
running = {"mean": np.array([1.0, 2.0]), "var": np.array([2.0, 8.0])}
loss, grads, new = checks.assert_unchanged(batchnorm_mlp_loss, params, running, x, y, True)
checks.assert_close(loss, np.log(16 / 3) / 2, name="loss", hint="What lies between x and the loss?", lecture="BN1")
hint = "Which layer collects, and what: what comes in, before the ReLU?"
checks.assert_close(new, {"mean": [1.2, 1.7], "var": [2.2, 7.5]}, name="running", hint=hint, lecture="BN4")
for name in params:
    checks.assert_shape(grads[name], params[name].shape, name=f"grads[{name!r}]", like=name, lecture="BN3")

# The gradients must be the slopes of your own loss, in both modes and whatever the weights are.
params |= {"W1": np.array([[0.3, -1.0], [2.0, 0.7]]), "W2": np.array([[0.3, -0.2], [-0.4, 0.9]])}
for training in (True, False):
    loss, grads, new = batchnorm_mlp_loss(params, running, x, y, training)
    name = f"grads with training={training}"
    checks.gradcheck(
        lambda moved, mode=training: batchnorm_mlp_loss(moved, running, x, y, mode)[0],
        params,
        grads,
        name,
        lecture="BN3",
    )
checks.assert_close(new, running, name="running at test time", hint="Is anything collected here?", lecture="BN4")
