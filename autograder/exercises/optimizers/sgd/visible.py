# Two parameters by hand: one has to go down, the other up, and by how much?
w, g = np.array([1.0, -2.0]), np.array([2.0, -0.5])
stepped = checks.assert_unchanged(sgd_step, w, g, 0.1)
hint = "Which way does the gradient point, and how far along it do you go?"
checks.assert_close(stepped, [0.8, -1.95], name="w", like="w", hint=hint, lecture="O1")
checks.assert_close(sgd_step(w, g, 0.0), w, name="w with lr = 0", like="w", lecture="O1")

# A matrix of parameters, and one that is a single number.
checks.assert_close(
    sgd_step(np.ones((2, 3)), np.ones((2, 3)), 0.25), np.full((2, 3), 0.75), name="w", like="w", lecture="O1"
)
checks.assert_close(sgd_step(np.array(3.0), np.array(4.0), 0.5), 1.0, name="w, a single number", like="w", lecture="O1")

# The bowl w^2 / 2 has the gradient w: with lr = 0.5 each step halves the distance to its lowest point.
w = np.array([16.0])
for k in range(1, 5):
    w = sgd_step(w, w, 0.5)
    checks.assert_close(w, [16.0 / 2**k], name=f"w after step {k} in the bowl", hint=hint, lecture="O1")
