x = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
grad = checks.assert_unchanged(numerical_gradient, lambda x: float((x**2).sum()), x)
hint = "What else moves while one entry moves?"
checks.assert_close(grad, 2 * x, name="grad of sum(x^2)", rtol=1e-6, atol=1e-8, like="x", hint=hint, lecture="B1")

# x^3 at 1 with the huge step 0.5: the text above works it out.
grad = numerical_gradient(lambda x: float((x**3).sum()), np.array([1.0]), eps=0.5)
hint = "Which two points do you compare, and how far apart are they?"
checks.assert_close(grad, np.array([3.25]), name="grad with eps=0.5", hint=hint, lecture="B1")

# Near 100 float32 has no room for a step of 0.00001; the answer is 200 all the same.
x = np.array([100.0], dtype=np.float32)
grad = numerical_gradient(lambda x: float((x.astype(float) ** 2).sum()), x)
hint = "What dtype do the points have that you hand to f?"
checks.assert_close(grad, 2 * x, name="grad at a float32 x", hint=hint, lecture="B1")
