# One example of 4 numbers, layers of 3 and 2 units, 8 bytes a number.
params = {"W1": np.ones((3, 4)), "b1": np.zeros(3), "W2": np.ones((2, 3)), "b2": np.zeros(2)}
got = checks.assert_unchanged(activation_bytes, params, np.ones((1, 4)), training=True)
hint = "x, z1, h1 and z2 are kept: which of them is how long?"
checks.assert_close(got, 8 * (4 + 3 + 3 + 2), name="bytes in training", hint=hint, lecture="B12")
got = checks.assert_unchanged(activation_bytes, params, np.ones((1, 4)), training=False)
hint = "While the first layer works there are x and z1. When the second one does, x is gone."
checks.assert_close(got, 8 * (4 + 3), name="bytes in prediction", hint=hint, lecture="B12")

# Ten times the examples, ten times the bytes; numbers of half the size, half of them.
half = {key: value.astype(np.float32) for key, value in params.items()}
got = activation_bytes(half, np.ones((10, 4), np.float32), True)
checks.assert_close(got, 10 * 4 * 12, name="bytes in training, 10 examples in float32", lecture="B12")
