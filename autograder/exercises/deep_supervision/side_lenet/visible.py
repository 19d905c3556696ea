# Six images of 9 x 11 pixels with two channels: 7 x 9 places, 3 x 4 after the pool, so the side sees 3 * 3 * 4 = 36.
rng = np.random.default_rng(4)
x, y = rng.normal(size=(6, 2, 9, 11)), np.array([0, 1, 0, 1, 1, 0])
shapes = {"conv1_w": (3, 2, 3, 3), "conv1_b": (3,), "conv2_w": (4, 3, 2, 3), "conv2_b": (4,)}
shapes |= {"fc1_w": (5, 4), "fc1_b": (5,), "fc2_w": (2, 5), "fc2_b": (2,), "side_w": (2, 36), "side_b": (2,)}
params = {name: rng.normal(size=shape) for name, shape in shapes.items()}

# Where both last layers are blind, their biases speak: 3/4 and 1/4 here, 1/5 and 4/5 at the side.
blind = params | {"fc2_w": np.zeros((2, 5)), "fc2_b": np.array([0.0, -np.log(3.0)])}
blind |= {"side_w": np.zeros((2, 36)), "side_b": np.array([0.0, np.log(4.0)])}
loss, grads = checks.assert_unchanged(side_lenet_loss, blind, x, y, 0.5)
by_hand = np.log(16 / 3) / 2 + 0.5 * np.log(25 / 4) / 2
checks.assert_close(loss, by_hand, name="loss", hint="The main loss, and alpha times the side's.", lecture="D2")
hint = "The gradient of alpha times the side's loss: (p - onehot) / N, times alpha, summed over the images."
checks.assert_close(grads["side_b"], [-0.15, 0.15], name="grads['side_b']", hint=hint, lecture="D2")
for name in params:
    checks.assert_shape(grads[name], shapes[name], name=f"grads[{name!r}]", like=name, lecture="D2")

# What the side sees of a white image: 2 * 9 * 0.1 - 2 = -0.2 everywhere, as there is no ReLU in between.
white = {name: np.zeros(shape) for name, shape in shapes.items()}
white |= {
    "conv1_w": np.full((3, 2, 3, 3), 0.1),
    "conv1_b": np.full(3, -2.0),
    "side_w": np.array([[1.0], [0.0]]) * np.ones(36),
}
loss, _ = side_lenet_loss(white, np.ones((1, 2, 9, 11)), np.array([1]), 1.0)
hint = "What stands between the first pool and the side's scores?"
checks.assert_close(loss, np.log(2) + np.log(1 + np.exp(-7.2)), name="loss of a white image", hint=hint, lecture="D2")

# The gradients must be the slopes of your own loss.
loss, grads = side_lenet_loss(params, x, y, 0.5)
hint = "Which losses stand above this layer?"
checks.gradcheck(lambda at: side_lenet_loss(at, x, y, 0.5)[0], params, grads, name="grads", hint=hint, lecture="D2")
