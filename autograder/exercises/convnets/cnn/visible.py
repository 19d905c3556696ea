# Six images of 9 x 11 pixels with two channels: 7 x 9 places, 3 x 4 after the pool, 2 x 2, and 1 x 1 in the end.
rng = np.random.default_rng(4)
x, y = rng.normal(size=(6, 2, 9, 11)), np.array([0, 1, 0, 1, 1, 0])
shapes = {"g1": (3, 2, 3, 3), "g2": (4, 3, 2, 3), "W1": (5, 4), "W2": (2, 5)}
params = {name: rng.normal(size=shape) for name, shape in shapes.items()}

# With W2 = 0 both classes have the probability 1/2, and no gradient gets past it.
blind = params | {"W2": np.zeros((2, 5))}
loss, grads = checks.assert_unchanged(cnn_loss, blind, x, y)
hint = "What stands between a3 and the loss?"
checks.assert_close(loss, np.log(2.0), name="loss with W2 = 0", hint=hint, lecture="N6")
for name in params:
    checks.assert_shape(grads[name], shapes[name], name=f"grads[{name!r}]", like=name, lecture="B14")

# One white image, kernels of ones, and a weight for each of the four maps: 9 pixels under g1, 9 * 6 * 3 under g2.
white = {name: np.ones(shape) for name, shape in shapes.items()} | {"W1": np.full((5, 4), 0.001), "W2": params["W2"]}
a3 = np.full(5, 4 * 0.001 * (2 * 9) * (3 * 6))
scores = params["W2"] @ a3
loss, grads = cnn_loss(white, np.ones((1, 2, 9, 11)), np.array([0]))
by_hand = np.log(np.exp(scores - scores[0]).sum())
hint = "pool(f(g * x)), twice; then f(W1 a2), then W2 a3."
checks.assert_close(loss, by_hand, name="loss of a white image", hint=hint, lecture="N6")

# The gradients must be the slopes of your own loss.
loss, grads = cnn_loss(params, x, y)
hint = "Walk the eight steps: the pools and the ReLUs take part on the way back."
checks.gradcheck(lambda at: cnn_loss(at, x, y)[0], params, grads, name="grads", hint=hint, lecture="B14")
