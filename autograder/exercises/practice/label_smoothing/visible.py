# Logits whose exponentials are 1, 1, 2 and 4, 2, 2: probabilities in quarters. With smooth = 0.3 and three classes the
# label's target is 0.7 + 0.1 = 0.8, that of each other class 0.1.
z, y = np.log(np.array([[1.0, 1.0, 2.0], [4.0, 2.0, 2.0]])), np.array([2, 1])
loss, dz = checks.assert_unchanged(label_smoothing_cross_entropy, z, y, 0.3)
first, second = 0.2 * np.log(4) + 0.8 * np.log(2), 0.1 * np.log(2) + 0.9 * np.log(4)
hint = "Every class has a target, the label's own class too: what do the targets of an example add up to?"
checks.assert_close(loss, (first + second) / 2, name="loss", hint=hint, lecture="L3")
by_hand = np.array([[0.15, 0.15, -0.3], [0.4, -0.55, 0.15]]) / 2
checks.assert_close(dz, by_hand, name="dz", like="z", hint="What is p compared with now?", lecture="L3")

loss, _ = label_smoothing_cross_entropy(z + np.array([[1000.0], [-1000.0]]), y, 0.3)
hint = "What may be done to a row of logits without changing its probabilities?"
checks.assert_close(loss, (first + second) / 2, name="loss of shifted rows", hint=hint, lecture="L3")
