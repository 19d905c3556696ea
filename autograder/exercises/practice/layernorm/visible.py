# Deviations -3, -1, 1, 3 with the mean square 5, and -2, -2, -2, 6 with 12: with eps = 4 the roots are 3 and 4.
x = np.array([[1.0, 3.0, 5.0, 7.0], [0.0, 0.0, 0.0, 8.0]])
gamma, beta = np.array([3.0, 6.0, 3.0, 2.0]), np.array([0.0, 1.0, 0.0, -1.0])
out, cache = checks.assert_unchanged(layernorm_forward, x, gamma, beta, eps=4.0)
hint = "Whose mean and whose variance belong to a row, and in which order do scale and shift come?"
checks.assert_close(out, [[-3, -1, 1, 1], [-1.5, -2, -1.5, 2]], name="out", like="x", hint=hint, lecture="BN1")

dout = np.array([[1.0, 0.0, 2.0, 0.0], [0.0, 2.0, 0.0, 4.0]])
dx, dgamma, dbeta = checks.assert_unchanged(layernorm_backward, dout, cache)
hint = "What was multiplied by gamma, and how often was gamma used?"
checks.assert_close(dgamma, [-1.0, -1.0, 2 / 3, 6.0], name="dgamma", like="gamma", hint=hint, lecture="BN3")
checks.assert_close(dbeta, [1.0, 2.0, 2.0, 4.0], name="dbeta", like="beta", lecture="BN3")
hint = "By how many ways does one x of a row reach the outputs of that row?"
checks.gradcheck(
    lambda x: (layernorm_forward(x, gamma, beta, eps=4.0)[0] * dout).sum(), x, dx, name="dx", hint=hint, lecture="BN3"
)
