# With z = log 3 the neuron says yes with probability 3/4, with z = 0 it has no idea, with z = -log 3 it says 1/4.
z, y = np.array([np.log(3.0), 0.0, -np.log(3.0), -np.log(3.0)]), np.array([1, 0, 0, 1])
loss, dz = checks.assert_unchanged(binary_cross_entropy, z, y)
by_hand = -(np.log(3 / 4) + np.log(1 / 2) + np.log(3 / 4) + np.log(1 / 4)) / 4
hint = "Which probability did each example give to what was true?"
checks.assert_close(loss, by_hand, name="loss", hint=hint, lecture="L2")
hint = "How far is each probability from its target, and what did the mean do?"
checks.assert_close(dz, [-1 / 16, 1 / 8, 1 / 16, -3 / 16], name="dz", like="z", hint=hint, lecture="L2")
checks.gradcheck(lambda moved: binary_cross_entropy(moved, y)[0], z, dz, name="dz", lecture="L2")

# Very sure: twice right, which costs nothing, and once wrong, which costs as much as the logit is large.
loss, dz = checks.assert_unchanged(binary_cross_entropy, np.array([1000.0, -1000.0, 900.0]), np.array([1, 0, 0]))
hint = "Can the logarithm and the exponential of the formula be joined before a number gets too large or too small?"
checks.assert_close(loss, 300.0, name="loss of large logits", hint=hint, lecture="L2")
checks.assert_close(dz, [0.0, 0.0, 1 / 3], name="dz of large logits", like="z", atol=1e-12, lecture="L2")
