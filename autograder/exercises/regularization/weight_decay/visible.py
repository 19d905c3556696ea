# By hand, with lr = 0.5 and lam = 0.2: the factor in front of w is 0.9.
w, g = np.array([10.0, -10.0, 0.0]), np.array([2.0, 2.0, -4.0])
got = checks.assert_unchanged(weight_decay_step, w, g, 0.5, 0.2)
hint = "What does one step of gradient descent on L + lam / 2 w^2 subtract?"
checks.assert_close(got, [8.0, -10.0, 2.0], name="w", like="w", hint=hint, lecture="R4")

# The penalty alone shrinks a weight by the same share in every step: 0.9, 0.81, 0.729.
for remains in (9.0, 8.1, 7.29):
    w = checks.assert_unchanged(weight_decay_step, w, np.zeros(3), 0.5, 0.2)
    checks.assert_close(w, [remains, -remains, 0.0], name="w without a gradient", like="w", lecture="R4")
