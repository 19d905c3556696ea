h = leaky_relu(np.array([-2.0, 0.0, 3.0]))
checks.assert_close(h, np.array([-0.02, 0.0, 3.0]), name="h", hint="Which inputs are multiplied by the slope?")
