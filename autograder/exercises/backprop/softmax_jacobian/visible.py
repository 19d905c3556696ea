from course import checks

p = np.array([0.5, 0.3, 0.2])
J = softmax_jacobian(p)
expected = np.array([[0.25, -0.15, -0.10], [-0.15, 0.21, -0.06], [-0.10, -0.06, 0.16]])
hint = "Raise one logit: its own probability grows, and who pays for it?"
checks.assert_close(J, expected, name="J", hint=hint, lecture="L3")
checks.assert_close(J.sum(axis=1), np.zeros(3), name="row sums of J", atol=1e-12, lecture="L3")
print("softmax_jacobian: the visible checks pass")
