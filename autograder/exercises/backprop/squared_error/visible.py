from course import checks

t_hat = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])  # 2 examples, 3 outputs
t = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, -2.0]])
loss, dt_hat = squared_error(t_hat, t)
checks.assert_close(loss, 9.0, name="loss", hint="The mean of 4 + 9 and 1 + 4.", lecture="L1")
by_hand = [[0.0, 2.0, 3.0], [-1.0, 0.0, 2.0]]
checks.assert_close(dt_hat, by_hand, name="dt_hat", like="t_hat", hint="2 (t_hat - t), over 2 examples.", lecture="B6")
checks.gradcheck(lambda t_hat: squared_error(t_hat, t)[0], t_hat, dt_hat, name="dt_hat", lecture="B6")
print("squared_error: the visible checks pass")
