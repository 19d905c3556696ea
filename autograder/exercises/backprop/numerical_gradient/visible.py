from course import checks

x = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
before = x.copy()
grad = numerical_gradient(lambda x: float((x**2).sum()), x)
checks.assert_close(grad, 2 * x, name="grad of sum(x^2)", rtol=1e-6, atol=1e-8, like="x", lecture="B1")
checks.assert_close(x, before, name="x after the call", hint="Move entries of a copy.", lecture="B1")

# With f = x^3 at x = 1 and the huge step 0.5: (1.5^3 - 0.5^3) / (2 * 0.5) = 3.25.
grad = numerical_gradient(lambda x: float((x**3).sum()), np.array([1.0]), eps=0.5)
checks.assert_close(grad, np.array([3.25]), name="grad with eps=0.5", hint="Go eps up and eps down.", lecture="B1")

# Near 100 float32 has no room for a step of 0.00001; the answer is 200 all the same.
x = np.array([100.0], dtype=np.float32)
grad = numerical_gradient(lambda x: float((x.astype(float) ** 2).sum()), x)
checks.assert_close(grad, 2 * x, name="grad at a float32 x", hint="Move entries of a float64 copy.", lecture="B1")
print("numerical_gradient: the visible checks pass")
