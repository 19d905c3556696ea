# The mean is 3, the variance 4: with eps = 5 the root is 3, and x_hat = [-2/3, -2/3, 2/3, 2/3].
x, gamma, beta = np.array([[1.0], [1.0], [5.0], [5.0]]), np.array([6.0]), np.array([10.0])
running = {"mean": np.array([1.0]), "var": np.array([20.0])}
out, cache, new = checks.assert_unchanged(batchnorm_forward, x, gamma, beta, running, True, momentum=0.75, eps=5.0)
checks.assert_close(out, [[6.0], [6.0], [14.0], [14.0]], name="out in training", like="x", lecture="BN2")
hint = "Which share of the old one stays, and what of the batch comes in?"
for name, by_hand in (("mean", [1.5]), ("var", [16.0])):
    checks.assert_close(new[name], by_hand, name=f"running[{name!r}]", hint=hint, lecture="BN4")

dx, dgamma, dbeta = checks.assert_unchanged(batchnorm_backward, np.array([[1.0], [2.0], [3.0], [6.0]]), cache)
checks.assert_close(dbeta, [12.0], name="dbeta", like="beta", hint="How often is beta used?", lecture="BN3")
checks.assert_close(dgamma, [4.0], name="dgamma", like="gamma", hint="What stands beside gamma?", lecture="BN3")
checks.assert_close(dx.sum(), 0.0, name="the sum of dx", atol=1e-12, hint="Through the mean, too?", lecture="BN3")
weights = np.array([[1.0], [2.0], [3.0], [6.0]])
checks.gradcheck(
    lambda x: np.sum(batchnorm_forward(x, gamma, beta, running, True, eps=5.0)[0] * weights), x, dx, "dx", lecture="BN3"
)

# At test time the root is that of 20 + 5, and the mean 1.
out, cache, new = checks.assert_unchanged(batchnorm_forward, x, gamma, beta, running, False, eps=5.0)
hint = "Which statistics, and what happens to x_hat afterwards?"
checks.assert_close(out, [[10.0], [10.0], [14.8], [14.8]], name="out at test time", hint=hint, lecture="BN4")
for name, old in running.items():
    words = {"name": f"running[{name!r}] at test time", "hint": "Is anything collected here?", "lecture": "BN4"}
    checks.assert_close(new[name], old, **words)
dx, _, _ = batchnorm_backward(weights, cache)
hint = "Do the statistics depend on x here?"
checks.assert_close(dx, 1.2 * weights, name="dx at test time", like="x", hint=hint, lecture="BN4")
