# Without noise it is least squares, however many copies there are: a line through 0 and three points.
X, y = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 6.0])
w = checks.assert_unchanged(noisy_least_squares, X, y, 0.0, 5, np.random.default_rng(0))
checks.assert_close(w, [2.0], name="w without noise", lecture="R10")

# With noise the slope falls. For very many copies it is sum(x y) / sum(x^2 + std^2), here 28 / (14 + 3 * 4).
w = checks.assert_unchanged(noisy_least_squares, X, y, 2.0, 20_000, np.random.default_rng(0))
hint = "What does noise of standard deviation std add to the sum of the squares, on average?"
checks.assert_close(w, [28.0 / 26.0], name="w for std = 2 and many copies", rtol=0.05, hint=hint, lecture="R10")

# A ridge penalty of that strength has the same slope, written out: sum(x y) / (sum(x^2) + N lam).
for std in (0.5, 2.0):
    lam = equivalent_lam(std)
    hint = "Compare the two fractions."
    slopes = 28.0 / (14.0 + 3 * lam), 28.0 / (14.0 + 3 * std**2)
    checks.assert_close(slopes[0], slopes[1], name=f"the slope with equivalent_lam({std})", hint=hint, lecture="R10")
