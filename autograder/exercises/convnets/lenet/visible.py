# Six images of 9 x 11 pixels with two channels: 7 x 9 places, 3 x 4 after the pool, 2 x 2, and 1 x 1 in the end.
rng = np.random.default_rng(4)
x, y = rng.normal(size=(6, 2, 9, 11)), np.array([0, 1, 0, 1, 1, 0])
shapes = {"conv1_w": (3, 2, 3, 3), "conv1_b": (3,), "conv2_w": (4, 3, 2, 3), "conv2_b": (4,)}
shapes |= {"fc1_w": (5, 4), "fc1_b": (5,), "fc2_w": (2, 5), "fc2_b": (2,)}
params = {name: rng.normal(size=shape) for name, shape in shapes.items()}

# With fc2_w = 0 the biases of fc2 alone speak: probabilities 3/4 and 1/4.
blind = params | {"fc2_w": np.zeros((2, 5)), "fc2_b": np.array([0.0, -np.log(3.0)])}
loss, grads = checks.assert_unchanged(lenet_loss, blind, x, y)
hint = "What stands between the last linear layer and the loss?"
checks.assert_close(loss, np.log(16 / 3) / 2, name="loss with fc2_w = 0", hint=hint, lecture="N7")
for name in params:
    checks.assert_shape(grads[name], shapes[name], name=f"grads[{name!r}]", like=name, lecture="N7")

# One white image: each map of conv1 is 2 * 9 * 0.1 - 2 = -0.2 everywhere, each of conv2 18 * -0.2 + 4 = 0.4, and
# each unit of fc1 4 * 0.4 = 1.6.
white = {name: np.ones(shape) for name, shape in shapes.items()}
white |= {"conv1_w": np.full((3, 2, 3, 3), 0.1), "conv1_b": np.full(3, -2.0), "conv2_b": np.full(4, 4.0)}
white |= {"fc1_b": np.zeros(5), "fc2_w": np.array([[1.0] * 5, [0.5] * 5]), "fc2_b": np.zeros(2)}
loss, grads = lenet_loss(white, np.ones((1, 2, 9, 11)), np.array([1]))
by_hand = np.log(1 + np.exp(8.0 - 4.0))
hint = "Where does this network have an activation, and where not?"
checks.assert_close(loss, by_hand, name="loss of a white image", hint=hint, lecture="N7")

# The gradients must be the slopes of your own loss.
loss, grads = lenet_loss(params, x, y)
checks.gradcheck(lambda at: lenet_loss(at, x, y)[0], params, grads, name="grads", lecture="N7")
