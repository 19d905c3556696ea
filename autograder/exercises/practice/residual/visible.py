# z = [[-1, 1, 1], [4, 5, -2]], so h = [[0, 1, 1], [4, 5, 0]]; what is added to x is [[2.5, 0], [4.5, -5]].
x, W1, b1 = (
    np.array([[1.0, -2.0], [3.0, 1.0]]),
    np.array([[1.0, 1.0], [2.0, 0.0], [0.0, -1.0]]),
    np.array([0.0, -1, -1]),
)
W2, b2 = np.array([[1.0, 0.0, 2.0], [0.0, -1.0, 1.0]]), np.array([0.5, 0.0])
out, cache = checks.assert_unchanged(residual_forward, x, W1, b1, W2, b2)
hint = "What goes through the layers, what goes past them, and where do the two meet?"
checks.assert_close(out, [[3.5, -2.0], [7.5, -4.0]], name="out", like="x", hint=hint, lecture="I1")

# dh = [[1, 0, 2], [2, -1, 5]], of which the ReLU lets [[0, 0, 2], [2, -1, 0]] through.
dx, grads = checks.assert_unchanged(residual_backward, np.array([[1.0, 0.0], [2.0, 1.0]]), cache)
hint = "By how many ways does x reach out?"
checks.assert_close(dx, [[1.0, -2.0], [2.0, 3.0]], name="dx", like="x", hint=hint, lecture="I1")
by_hand = {
    "W1": [[6.0, 2.0], [-3.0, -1.0], [2.0, -4.0]],
    "b1": [2.0, -1.0, 2.0],
    "W2": [[8.0, 11.0, 1.0], [4.0, 5.0, 0.0]],
    "b2": [3.0, 1.0],
}
hint = "A parameter lies in the branch: does the way past it change its gradient?"
checks.assert_close(grads, by_hand, name="grads", hint=hint, lecture="B4")
