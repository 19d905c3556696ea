# Two images, two channels, 1 by 2 pixels: channel 0 holds 1 5 5 1 (mean 3, variance 4), channel 1 0 0 0 8 (2, 12).
x = np.array([[[[1.0, 5.0]], [[0.0, 0.0]]], [[[5.0, 1.0]], [[0.0, 8.0]]]])
gamma, beta = np.array([6.0, 4.0]), np.array([10.0, 20.0])
running = {"mean": np.array([7.0, 2.0]), "var": np.array([0.0, 12.0])}
layer = spatial_batchnorm_forward, x, gamma, beta, running
out, cache, new = checks.assert_unchanged(*layer, True, momentum=0.75, eps=4.0)
hint = "A channel's numbers come from all images and all pixels."
by_hand = [[[18.0, 18.0]], [[18.0, 26.0]]]
checks.assert_close(out[:, 1], by_hand, name="channel 1 of out in training", hint=hint, lecture="BN1")
checks.assert_close(new, {"mean": [6.0, 2.0], "var": [1.0, 12.0]}, name="running", hint=hint, lecture="BN4")

dout = np.array([[[[1.0, 2.0]], [[3.0, 0.0]]], [[[5.0, 4.0]], [[1.0, 2.0]]]])
dx, dgamma, dbeta = checks.assert_unchanged(spatial_batchnorm_backward, dout, cache)
checks.assert_close(dbeta, [12.0, 6.0], name="dbeta", like="beta", hint="Over what is it added up?", lecture="BN3")
checks.assert_close(dgamma, [2.0**0.5, 1.0], name="dgamma", like="gamma", hint="What met gamma?", lecture="BN3")
checks.gradcheck(lambda x: np.sum(spatial_batchnorm_forward(x, *layer[2:], True, eps=4.0)[0] * dout), x, dx, "dx")

# At test time the roots are 2 and 4, and the means 7 and 2.
out, _, new = checks.assert_unchanged(*layer, False, eps=4.0)
by_hand = [[[-8.0, 4.0]], [[4.0, -8.0]]]
checks.assert_close(out[:, 0], by_hand, name="channel 0 of out at test time", lecture="BN4")
checks.assert_close(new, running, name="running at test time", lecture="BN4")
