from course import checks

W, x = np.array([[0.1, 0.5], [-0.3, 0.8]]), np.array([0.2, 0.4])
f, dW, dx = quadratic_form(W, x)
checks.assert_close(f, 0.116, name="f", hint="One number: the sum of the squares of q.", lecture="B3")
by_hand = [[0.088, 0.176], [0.104, 0.208]]
checks.assert_close(dW, by_hand, name="dW", like="W", hint="Row i belongs to q_i, column j to x_j.", lecture="B3")
checks.assert_close(dx, [-0.112, 0.636], name="dx", like="x", hint="x_j reaches f through every q_i.", lecture="B3")

W, x = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]]), np.array([1.0, 1.0, 1.0])  # 2 rows, 3 columns
f, dW, dx = quadratic_form(W, x)
checks.assert_close(f, 18.0, name="f", lecture="B3")
checks.assert_close(dW, np.full((2, 3), 6.0), name="dW", like="W", hint="W need not be square.", lecture="B3")
checks.assert_close(dx, [6.0, 18.0, 12.0], name="dx", like="x", hint="W need not be square.", lecture="B3")
print("quadratic_form: the visible checks pass")
