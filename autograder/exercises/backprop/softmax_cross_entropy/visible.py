from course import checks

# Logits whose exponentials are 1, 1, 2 and 3, 1, 4: the probabilities can be seen without a computer.
z = np.log(np.array([[1.0, 1.0, 2.0], [3.0, 1.0, 4.0]]))
y = np.array([2, 0])

p = softmax(z)
checks.assert_close(p, np.array([[2.0, 2.0, 4.0], [3.0, 1.0, 4.0]]) / 8, name="p", like="z", lecture="L3")
hint = "exp(1000) overflows. What can you subtract from a row without changing its probabilities?"
checks.assert_close(softmax(z + 1000.0), p, name="softmax(z + 1000)", hint=hint, lecture="L3")

loss, dz = softmax_cross_entropy(z, y)
hint = "It is a mean over the batch."
checks.assert_close(loss, -(np.log(4 / 8) + np.log(3 / 8)) / 2, name="loss", hint=hint, lecture="L3")
hint = "One step up in a logit: how does the *mean* loss move?"
expected = np.array([[2.0, 2.0, -4.0], [-5.0, 1.0, 4.0]]) / 16
checks.assert_close(dz, expected, name="dz", like="z", hint=hint, lecture="B7")
print("softmax_cross_entropy: the visible checks pass")
