# Logits whose exponentials are 1, 1, 2 and 3, 1, 4: the labels have the probabilities 1/2 and 3/8.
z, y = np.log(np.array([[1.0, 1.0, 2.0], [3.0, 1.0, 4.0]])), np.array([2, 0])
p = checks.assert_unchanged(softmax, z)
hint = "Which entries have to sum to 1?"
by_hand = np.array([[2.0, 2.0, 4.0], [3.0, 1.0, 4.0]]) / 8
checks.assert_close(p, by_hand, name="p", like="z", hint=hint, lecture="L3")
hint = "exp(1000) overflows. What may be done to a row of logits without changing its probabilities?"
checks.assert_close(softmax(z + 1000.0), p, name="softmax(z + 1000)", hint=hint, lecture="L3")

loss, dz = checks.assert_unchanged(softmax_cross_entropy, z, y)
hint = "Which of a row's probabilities counts? Is it a sum over the batch or a mean?"
checks.assert_close(loss, np.log(16 / 3) / 2, name="loss", hint=hint, lecture="L3")
hint = "One step up in a logit: how does the *mean* loss move?"
by_hand = np.array([[2.0, 2.0, -4.0], [-5.0, 1.0, 4.0]]) / 16
checks.assert_close(dz, by_hand, name="dz", like="z", hint=hint, lecture="B7")
