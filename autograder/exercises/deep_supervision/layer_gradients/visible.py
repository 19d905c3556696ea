# The sizes in W1 are 1, 2, 3, 0: their mean is 1.5. In W2 they are 4 and 4. The biases are left out.
grads = {"W1": np.array([[1.0, -2.0], [3.0, 0.0]]), "b1": np.array([10.0]), "W2": np.array([[-4.0, 4.0]])}
layers = checks.assert_unchanged(mean_abs_gradients, grads)
hint = "A layer is called by what is left of the name; its number is a mean of sizes."
checks.assert_close(layers, {"1": 1.5, "2": 4.0}, name="layers", hint=hint, lecture="D3")
checks.assert_close(mean_abs_gradients(grads, "b"), {"1": 10.0}, name="layers", hint=hint, lecture="D3")

# In LeNet the layer comes first: prefix "" and suffix "_w".
grads = {"conv1_w": np.full((2, 1, 2, 2), -0.5), "conv1_b": np.array([3.0, 1.0]), "fc1_w": np.array([[0.0, 0.5]])}
layers = checks.assert_unchanged(mean_abs_gradients, grads, prefix="", suffix="_w")
hint = "Which names end in _w, and what stands in front of that?"
checks.assert_close(layers, {"conv1": 0.5, "fc1": 0.25}, name="layers", hint=hint, lecture="D3")
