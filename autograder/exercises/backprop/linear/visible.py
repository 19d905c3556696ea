x = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])  # 3 examples, 3 inputs
W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])  # 4 outputs, 3 inputs
b = np.array([0.0, 10.0, 20.0, 30.0])
z, cache = checks.assert_unchanged(linear_forward, x, W, b)
by_hand = [[-2.0, 14.0, 23.0, 36.0], [0.0, 11.0, 20.0, 31.0], [1.0, 12.0, 20.0, 31.0]]
hint = "A row of z belongs to one example. Which row of W makes its first entry, and what else belongs to it?"
checks.assert_close(z, by_hand, name="z", hint=hint, lecture="B4")

dz = np.array([[1.0, 0.0, 0.0, 2.0], [0.0, -1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0]])
dx, dW, db = checks.assert_unchanged(linear_backward, dz, cache)
by_hand = [[3.0, 2.0, 1.0], [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]]
checks.assert_close(dx, by_hand, name="dx", like="x", hint="Do two examples ever meet in dx?", lecture="B4")
by_hand = [[1.0, 2.0, 3.0], [0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [2.0, 5.0, 6.0]]
hint = "Which operand is transposed, and where do the examples go?"
checks.assert_close(dW, by_hand, name="dW", like="W", hint=hint, lecture="B4")
hint = "How often is b used in a batch?"
checks.assert_close(db, [1.0, -1.0, 1.0, 3.0], name="db", like="b", hint=hint, lecture="B4")
checks.gradcheck(lambda W: np.sum(linear_forward(x, W, b)[0] * dz), W, dW, name="dW", lecture="B4")
