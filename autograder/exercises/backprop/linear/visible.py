from course import checks

x = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0]])  # 2 examples, 3 inputs
W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])  # 4 outputs, 3 inputs
b = np.array([0.0, 10.0, 20.0, 30.0])
z, cache = linear_forward(x, W, b)
by_hand = [[-2.0, 14.0, 23.0, 36.0], [0.0, 11.0, 20.0, 31.0]]
checks.assert_close(z, by_hand, name="z", hint="z is x W^T + b: a row for each example.", lecture="B4")

dz = np.array([[1.0, 0.0, 0.0, 2.0], [0.0, -1.0, 0.0, 1.0]])
dx, dW, db = linear_backward(dz, cache)
by_hand = [[3.0, 2.0, 1.0], [-1.0, 0.0, 1.0]]
checks.assert_close(dx, by_hand, name="dx", like="x", hint="The slide's W^T dz, row by row.", lecture="B4")
by_hand = [[1.0, 2.0, 3.0], [0.0, -1.0, 0.0], [0.0, 0.0, 0.0], [2.0, 5.0, 6.0]]
checks.assert_close(dW, by_hand, name="dW", like="W", hint="The slide's dz x^T, added over the batch.", lecture="B4")
by_hand = [1.0, -1.0, 0.0, 3.0]
checks.assert_close(db, by_hand, name="db", like="b", hint="b is used once per example: add up.", lecture="B4")

checks.gradcheck(lambda W: np.sum(linear_forward(x, W, b)[0] * dz), W, dW, name="dW", lecture="B4")
print("linear: the visible checks pass")
