# One example, one unit in each of two hidden layers, two classes: h_1 = 2, h_2 = 3 * 2 - 2 = 4, and all scores are 0.
# So each of the three classifiers loses log 2, and each has ds = [-1/2, 1/2].
params = {"W1": np.array([[2.0]]), "b1": np.zeros(1), "W2": np.array([[3.0]]), "b2": np.array([-2.0])}
params |= {"W3": np.zeros((2, 1)), "b3": np.zeros(2)}
params |= {"S1": np.zeros((2, 1)), "c1": np.zeros(2), "S2": np.zeros((2, 1)), "c2": np.zeros(2)}
x, y, alphas = np.array([[1.0]]), np.array([0]), [0.5, 0.25]
loss, grads = checks.assert_unchanged(deeply_supervised_mlp, params, x, y, alphas)
hint = "Three losses: the main one as it is, each other one times its alpha."
checks.assert_close(loss, 1.75 * np.log(2), name="loss", hint=hint, lecture="D1")
by_hand = {"W3": [[-2.0], [2.0]], "S1": [[-0.5], [0.5]], "S2": [[-0.5], [0.5]], "c1": [-0.25, 0.25]}
hint = "ds^T h_l, as for any linear layer. Which factor does the loss of this classifier carry?"
for key, value in by_hand.items():
    checks.assert_close(grads[key], value, name=f"grads[{key!r}]", hint=hint, lecture="D1")

# Now S1 looks at its layer, and c1 keeps its scores at 0: ds_1 S1 = -1/2 * 1 + 1/2 * -1 = -1, and alpha_1 is 1/2.
turned = params | {"S1": np.array([[1.0], [-1.0]]), "c1": np.array([-2.0, 2.0])}
_, grads = deeply_supervised_mlp(turned, x, y, alphas)
hint = "What does the side classifier send to its layer, and with which weight?"
checks.assert_close(grads["b1"], [-0.5], name="grads['b1']", hint=hint, lecture="D1")

# Whatever the activation, the gradients are the slopes of your own loss.
rng = np.random.default_rng(1)
params = {key: rng.normal(size=value.shape) for key, value in params.items()}
x, y = rng.normal(size=(5, 1)), np.array([1, 0, 1, 1, 0])
hint = "Which gradients meet at a hidden layer, and what is done with them there?"
for f in ("sigmoid", "tanh", "relu"):
    _, grads = checks.assert_unchanged(deeply_supervised_mlp, params, x, y, alphas, f)
    checks.gradcheck(
        lambda at, f=f: deeply_supervised_mlp(at, x, y, alphas, f)[0], params, grads, f"grads with {f}", hint=hint
    )
