hint = "Which inputs are multiplied by the slope?"
h = checks.assert_unchanged(leaky_relu, np.array([-2.0, 0.0, 3.0]))
checks.assert_close(h, np.array([-0.02, 0.0, 3.0]), name="h", hint=hint)
checks.assert_close(leaky_relu(np.array([-2.0]), slope=0.5), np.array([-1.0]), name="h with slope=0.5", hint=hint)
