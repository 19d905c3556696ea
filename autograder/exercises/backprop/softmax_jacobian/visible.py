J = checks.assert_unchanged(softmax_jacobian, np.array([0.5, 0.3, 0.2]))
by_hand = [[0.25, -0.15, -0.10], [-0.15, 0.21, -0.06], [-0.10, -0.06, 0.16]]
hint = "Raise one logit: its own probability grows, and who pays for it?"
checks.assert_close(J, by_hand, name="J", hint=hint, lecture="L3")
checks.assert_close(J.sum(axis=1), np.zeros(3), name="row sums of J", atol=1e-12, hint=hint, lecture="L3")
