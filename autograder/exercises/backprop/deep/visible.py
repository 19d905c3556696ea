from course import checks

params = {
    "W1": np.array([[1.0, 1.0], [2.0, 0.0]]),
    "b1": np.array([0.0, -1.0]),
    "W2": np.array([[1.0, 1.0]]),
    "b2": np.array([-3.0]),
}
x = np.array([[1.0, -2.0], [3.0, 1.0]])

# z1 = [[-1, 1], [4, 5]], so h1 = [[0, 1], [4, 5]] with ReLU; the last layer adds them up and takes 3 away.
out, cache = deep_forward(params, x, "relu")
checks.assert_close(
    out, np.array([[-2.0], [6.0]]), name="out", hint="Nothing comes after the last layer.", lecture="N3"
)
grads = deep_backward(np.ones((2, 1)), cache)
checks.assert_close(grads["W2"], np.array([[4.0, 6.0]]), name="grads['W2']", like="W2", lecture="B9")
checks.assert_close(grads["W1"], np.array([[3.0, 1.0], [4.0, -1.0]]), name="grads['W1']", like="W1", lecture="B9")
checks.assert_close(grads["b1"], np.array([1.0, 2.0]), name="grads['b1']", like="b1", lecture="B9")

# tanh(-1) + tanh(1) = 0: with tanh the first example gets the last layer's bias alone.
out, _ = deep_forward(params, x, "tanh")
checks.assert_close(out[0], np.array([-3.0]), name="out[0] with tanh", lecture="N2")

# Whatever the activation, the gradients are the slopes of your own output.
for activation in ("sigmoid", "tanh"):
    out, cache = deep_forward(params, x, activation)
    grads = deep_backward(np.ones((2, 1)), cache)
    checks.gradcheck(
        lambda moved, activation=activation: float(deep_forward(moved, x, activation)[0].sum()),
        params,
        grads,
        name=f"grads with {activation}",
        lecture="B9",
    )
print("deep: the visible checks pass")
