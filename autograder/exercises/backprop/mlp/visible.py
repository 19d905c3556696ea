from course import checks

x, y = np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([1, 0])
params = {
    "W1": np.array([[1.0, -1.0], [2.0, 0.0], [0.0, 1.0]]),
    "b1": np.array([0.5, -1.0, 0.0]),
    "W2": np.zeros((2, 3)),
    "b2": np.array([0.0, -np.log(3.0)]),
}

# W2 is zero, so b2 alone speaks: the classes have the probabilities 3/4 and 1/4. The squares in W1 sum to 7.
cross_entropy = -(np.log(0.25) + np.log(0.75)) / 2
loss, grads = mlp_loss(params, x, y, 0.0)
checks.assert_close(loss, cross_entropy, name="loss with lam=0", lecture="N4")
loss, grads = mlp_loss(params, x, y, 0.2)
checks.assert_close(
    loss, cross_entropy + 0.7, name="loss with lam=0.2", hint="s = lam / 2 times the squares.", lecture="B8"
)
for key in params:
    checks.assert_shape(grads[key], params[key].shape, name=f"grads[{key!r}]", like=key, lecture="B8")

# The gradients must be the slopes of your own loss, whatever the weights are.
params["W2"] = np.array([[0.3, -0.2, 0.5], [-0.4, 0.1, 0.2]])
loss, grads = mlp_loss(params, x, y, 0.2)
checks.gradcheck(lambda moved: mlp_loss(moved, x, y, 0.2)[0], params, grads, name="grads", lecture="B8")
print("mlp: the visible checks pass")
