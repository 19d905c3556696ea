# The layer swaps its two inputs. With ReLU the activations are 1, 0, 5 and 2: their mean is 2, their variance 14/4.
x, swap = np.array([[-3.0, 1.0], [2.0, 5.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
stds = checks.assert_unchanged(activation_std, x, [swap], "relu")
hint = "All activations of the layer in one heap; the squares of their distances from the mean are averaged."
checks.assert_close(stds, [np.sqrt(3.5)], name="stds", hint=hint, lecture="I9")

# Two layers of one unit each, x = 3, weights 2 and 5: h_1 = 6, h_2 = 30. The slope by W_2 is 6, that by W_1 is 5 * 3.
x, weights = np.array([[3.0]]), [np.array([[2.0]]), np.array([[5.0]])]
norms = checks.assert_unchanged(gradient_norms, x, weights, "relu", np.ones((1, 1)))
hint = "Which gradient does the exercise ask for, and what was the weight multiplied by?"
checks.assert_close(norms, [15.0, 6.0], name="norms", hint=hint, lecture="I1")

# A layer of three units that read two inputs, then one unit that reads three: each has a number in both lists.
# The slopes of h_2 by its own weights, measured, tell the norm of the second layer's gradient.
x, W_1 = np.array([[0.5, -1.0], [1.0, 2.0]]), np.array([[0.5, 0.1], [-0.3, 0.2], [0.4, 0.6]])
W_2, forward = np.array([[1.0, -2.0, 0.5]]), {"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}
for activation, f in forward.items():
    stds = activation_std(x, [W_1, W_2], activation)
    checks.assert_shape(stds, (2,), name=f"stds with {activation}", lecture="I9")
    norms = gradient_norms(x, [W_1, W_2], activation, np.ones((2, 1)))
    checks.assert_shape(norms, (2,), name=f"norms with {activation}", lecture="I1")
    h_1 = f(x @ W_1.T)[0]
    steps = 1e-6 * np.eye(3)
    slopes = [(f(h_1 @ (W_2 + d).T)[0] - f(h_1 @ (W_2 - d).T)[0]).sum() / 2e-6 for d in steps]
    hint, name = (
        "The activation follows every layer, and so its slope stands in every gradient.",
        f"norms[1] with {activation}",
    )
    checks.assert_close(norms[1], np.linalg.norm(slopes), name=name, rtol=1e-5, hint=hint, lecture="I1")
