x = np.array([[1.0, -2.0], [3.0, 1.0], [-1.0, 0.0]])
W1, b1 = np.array([[1.0, 1.0], [2.0, 0.0]]), np.array([0.0, -1.0])
params = {"W1": W1, "b1": b1, "W2": np.array([[1.0, 1.0]]), "b2": np.array([-3.0])}

# z1 = [[-1, 1], [4, 5], [-1, -3]], so h1 = [[0, 1], [4, 5], [0, 0]] with ReLU; the last layer adds them up and takes
# 3 away.
out, cache = checks.assert_unchanged(deep_forward, params, x, "relu")
hint = "Which layers have an activation behind them?"
checks.assert_close(out, [[-2.0], [6.0], [-3.0]], name="out", hint=hint, lecture="N3")
grads = checks.assert_unchanged(deep_backward, np.ones((3, 1)), cache)
by_hand = {"W1": [[3.0, 1.0], [4.0, -1.0]], "b1": [1.0, 2.0], "W2": [[4.0, 6.0]], "b2": [3.0]}
hint = "Which z went through the activation here, and what was W multiplied by?"
checks.assert_close(grads, by_hand, name="grads", hint=hint, lecture="B9")

# sigmoid(-1) + sigmoid(1) = 1 and tanh(-1) + tanh(1) = 0: so much of the first example meets the last bias.
# Whatever the activation, the gradients are the slopes of your own output.
for activation, first in (("sigmoid", -2.0), ("tanh", -3.0)):
    out, cache = deep_forward(params, x, activation)
    checks.assert_close(out[0], [first], name=f"out[0] with {activation}", lecture="N3")
    grads, name = deep_backward(np.ones((3, 1)), cache), f"grads with {activation}"
    checks.gradcheck(
        lambda moved, f=activation: deep_forward(moved, x, f)[0].sum(), params, grads, name=name, lecture="B9"
    )
