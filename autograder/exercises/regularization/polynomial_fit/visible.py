# Three examples and the powers from 0 to 3, by hand.
x = np.array([2.0, -1.0, 0.0])
X = checks.assert_unchanged(polynomial_features, x, 3)
by_hand = [[1.0, 2.0, 4.0, 8.0], [1.0, -1.0, 1.0, -1.0], [1.0, 0.0, 0.0, 0.0]]
hint = "A row for each example. Which powers does a polynomial of degree 3 have?"
checks.assert_close(X, by_hand, name="X", hint=hint, lecture="R2")

# One feature, always 1: the minimum of mean((w - y)^2) / 2 + lam / 2 w^2 is mean(y) / (1 + lam).
ones, y = np.ones((4, 1)), np.array([3.0, 5.0, 7.0, 9.0])
for lam, by_hand in ((0.0, 6.0), (1.0, 3.0), (2.0, 2.0)):
    w = checks.assert_unchanged(ridge_fit, ones, y, lam)
    hint = "Set the derivative of mean and penalty to 0. How does the number of examples enter?"
    checks.assert_close(w, [by_hand], name=f"w for lam = {lam}", hint=hint, lecture="R4")

# Without a penalty a polynomial of degree 2 goes through three points.
w = ridge_fit(polynomial_features(x, 2), np.array([7.0, 4.0, 1.0]), 0.0)
checks.assert_close(polynomial_features(x, 2) @ w, [7.0, 4.0, 1.0], name="X @ w through three points", lecture="R2")
