# The three units differ by up to 2 in the first column and by up to 7 in the second.
params = {"W1": np.array([[1.0, 5.0], [3.0, -2.0], [2.0, 0.0]])}
gap = checks.assert_unchanged(hidden_unit_gap, params)
checks.assert_close(gap, 7.0, name="gap", hint="Rows are units: what do they have at the same place?", lecture="I5")

# One step by hand: h = [1, 1], both classes get 2, so p = [1/2, 1/2] and do = [1/2, -1/2].
x, y, rng = np.array([[1.0]]), np.array([1]), np.random.default_rng(0)
params = checks.assert_unchanged(train_from_constant, x, y, 2, 1.0, 1.0, 1, 0.0, rng)
by_hand = {"W1": [[1.0], [1.0]], "b1": [0.0, 0.0], "W2": [[0.5, 0.5], [1.5, 1.5]], "b2": [-0.5, 0.5]}
hint = "Which of the four have moved after the first step, and which way?"
checks.assert_close(params, by_hand, name="params after one step", hint=hint, lecture="I5")

# Ten more, on two examples and three classes: the numbers move, and the units stay alike.
x, y = np.array([[1.0, 2.0], [3.0, 0.5]]), np.array([2, 0])
params = train_from_constant(x, y, 4, 0.2, 0.1, 10, 0.0, rng)
checks.assert_shape(params["W2"], (3, 4), name="params['W2']", like="(classes, hidden units)", lecture="I5")
checks.assert_close(hidden_unit_gap(params) < 1e-12, True, name="a gap of 0 without dropout", lecture="I5")

# With dropout, one step again: a unit that was dropped has not moved, the others made up for it.
params = train_from_constant(np.array([[1.0]]), np.array([1]), 2000, 1.0, 1.0, 1, 0.75, rng)
moved, hint = 2 * (1.0 - params["W2"][0]), "By what is a hidden unit multiplied that was kept?"
checks.assert_dropped(moved, np.ones(2000), 0.75, 4.0, name="what W2 saw of the hidden units", hint=hint, lecture="R8")
