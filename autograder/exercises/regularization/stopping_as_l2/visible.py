# By hand, with eps = 0.5: along the eigenvalue 1 half of what is missing is left after each step.
eigenvalues = np.array([1.0, 2.0, 0.0])
for steps, shares in ((1, [0.5, 1.0, 0.0]), (2, [0.75, 1.0, 0.0]), (3, [0.875, 1.0, 0.0])):
    factors = checks.assert_unchanged(early_stopping_factors, eigenvalues, 0.5, steps)
    hint = "What share is still *missing* after one step, and after two?"
    checks.assert_close(
        factors, shares, name=f"factors after {steps} steps", like="eigenvalues", hint=hint, lecture="R12"
    )

# Small eigenvalues: both shares are proportional to the eigenvalue, and equal when lam is the right one.
eigenvalues = np.array([1e-6, 2e-6])
lam = equivalent_l2(0.1, 50)
hint = "For a small eigenvalue v, descent reaches about eps * steps * v, and L2 leaves about v / lam."
shares = early_stopping_factors(eigenvalues, 0.1, 50)
checks.assert_close(lam, eigenvalues[0] / shares[0], name="lam", rtol=1e-3, hint=hint, lecture="R12")
