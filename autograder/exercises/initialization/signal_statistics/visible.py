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
x, weights = (
    np.array([[0.5, -1.0], [1.0, 2.0]]),
    [np.array([[0.5, 0.1], [-0.3, 0.2], [0.4, 0.6]]), np.array([[1.0, -2.0, 0.5]])],
)
for activation in ("sigmoid", "tanh", "relu"):
    stds = activation_std(x, weights, activation)
    checks.assert_shape(stds, (2,), name=f"stds with {activation}", lecture="I9")
    norms = gradient_norms(x, weights, activation, np.ones((2, 1)))
    checks.assert_shape(norms, (2,), name=f"norms with {activation}", lecture="I1")
    # The activation follows the last layer, too: h_2 has one unit.
    h_2 = lambda W, f={"sigmoid": sigmoid_forward, "tanh": tanh_forward, "relu": relu_forward}[activation]: f(
        f(x @ weights[0].T)[0] @ W.T
    )[0]
    slopes = [(h_2(weights[1] + d).sum() - h_2(weights[1] - d).sum()) / 2e-6 for d in 1e-6 * np.eye(3)]
    hint = "The activation follows every layer, and so its slope stands in every layer's gradient."
    checks.assert_close(
        norms[1], np.linalg.norm(slopes), name=f"norms[1] with {activation}", rtol=1e-5, hint=hint, lecture="I1"
    )
