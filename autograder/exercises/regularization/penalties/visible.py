# Two matrices and lam = 10: the squares sum to 9 + 1 + 4 + 16 = 30, the absolute values to 3 + 1 + 2 + 4 = 10.
weights = {"W1": np.array([[3.0, -1.0], [0.0, 2.0]]), "W2": np.array([[-4.0, 0.0]])}
value, grads = checks.assert_unchanged(l2_penalty, weights, 10.0)
hint = "Which of the two conventions does this course use: with the half or without?"
checks.assert_close(value, 150.0, name="value of L2", hint=hint, lecture="R4")
by_hand = {"W1": np.array([[30.0, -10.0], [0.0, 20.0]]), "W2": np.array([[-40.0, 0.0]])}
checks.assert_close(grads, by_hand, name="grads of L2", hint="The derivative of w^2 is 2w.", lecture="R4")

value, grads = checks.assert_unchanged(l1_penalty, weights, 10.0)
checks.assert_close(value, 100.0, name="value of L1", lecture="R5")
by_hand = {"W1": np.array([[10.0, -10.0], [0.0, 10.0]]), "W2": np.array([[-10.0, 0.0]])}
hint = "What is the slope of |w| on either side of 0, and what do we take at 0?"
checks.assert_close(grads, by_hand, name="grads of L1", hint=hint, lecture="R5")

value, grads = checks.assert_unchanged(elastic_net, weights, 10.0, 0.5)
checks.assert_close(value, 250.0, name="value of the elastic net", hint="lam stands in front of both.", lecture="R6")
by_hand = {"W1": np.array([[40.0, -20.0], [0.0, 30.0]]), "W2": np.array([[-50.0, 0.0]])}
checks.assert_close(grads, by_hand, name="grads of the elastic net", lecture="R6")
