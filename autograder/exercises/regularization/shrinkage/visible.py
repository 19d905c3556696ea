# L2 with a diagonal Hessian, by hand: the shares kept are 1 / (1 + 1), 3 / (3 + 1), 0 / (0 + 1).
H, theta_star = np.diag([1.0, 3.0, 0.0]), np.array([4.0, -4.0, 4.0])
theta = checks.assert_unchanged(l2_optimum, H, theta_star, 1.0)
hint = "Where is H (theta - theta*) + lam theta equal to 0?"
checks.assert_close(theta, [2.0, -3.0, 0.0], name="theta under L2", like="theta_star", hint=hint, lecture="R4")

# A Hessian that is not diagonal: at the minimum both gradients cancel.
H, theta_star = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -2.0])
theta = checks.assert_unchanged(l2_optimum, H, theta_star, 0.5)
checks.assert_close(
    H @ (theta - theta_star) + 0.5 * theta, np.zeros(2), name="the gradient at theta", atol=1e-9, lecture="R4"
)

# L1: every weight moves by lam / h towards 0, and stays there once it has arrived.
theta = checks.assert_unchanged(l1_optimum, np.array([1.0, 2.0, 4.0]), np.array([5.0, -5.0, 0.1]), 2.0)
hint = "By how much does the penalty move a weight whose curve is steep, and where does it stop?"
checks.assert_close(theta, [3.0, -4.0, 0.0], name="theta under L1", like="theta_star", hint=hint, lecture="R5")
