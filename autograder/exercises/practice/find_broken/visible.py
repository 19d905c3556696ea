x = np.array([[1.0, 0.0, -2.0], [0.5, 0.0, 3.0]])  # two of its entries lie on the ReLU's kink
layers = {
    "twice": (lambda x: (2 * x, None), lambda dout, cache: 2 * dout, x),
    "swap": (lambda x: (x[:, ::-1], None), lambda dout, cache: dout, x),
    "relu": (lambda x: (np.maximum(x, 0), x > 0), lambda dout, cache: dout * cache, x),
    "exp": (lambda x: (np.exp(x), np.exp(x)), lambda dout, cache: cache, x),
    "cube": (lambda x: (x**3, x), lambda dout, cache: 2 * cache**2 * dout, x),
}
names = checks.assert_unchanged(find_broken, layers, np.random.default_rng(0))
# "swap" hands the gradient on without swapping it back, "exp" forgets dout, the slope of x^3 is 3 x^2.
hint = "Which dout do you use, and at which points is a ReLU differentiable?"
checks.assert_close(list(names), ["cube", "exp", "swap"], name="names", hint=hint, lecture="B1")
right = {name: layers[name] for name in ("twice", "relu")}
checks.assert_close(list(find_broken(right, np.random.default_rng(1))), [], name="names of right layers", lecture="B1")
