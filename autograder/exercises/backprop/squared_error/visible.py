t_hat = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])  # 2 examples, 3 outputs
t = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, -2.0]])
loss, dt_hat = checks.assert_unchanged(squared_error, t_hat, t)
checks.assert_close(loss, 9.0, name="loss", hint="Over which axis do you add, over which average?", lecture="L1")
hint = "Is it the gradient of the very loss that you return, every factor included?"
by_hand = [[0.0, 2.0, 3.0], [-1.0, 0.0, 2.0]]
checks.assert_close(dt_hat, by_hand, name="dt_hat", like="t_hat", hint=hint, lecture="B6")
checks.gradcheck(lambda moved: squared_error(moved, t)[0], t_hat, dt_hat, name="dt_hat", hint=hint, lecture="B6")
