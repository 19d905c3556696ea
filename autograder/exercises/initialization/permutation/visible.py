params = {
    "W1": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
    "b1": np.array([0.1, 0.2, 0.3]),
    "W2": np.array([[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]]),
    "b2": np.array([-1.0, -2.0]),
}

# The new unit 0 is the old unit 2, the new 1 is the old 0, the new 2 is the old 1.
moved = checks.assert_unchanged(permute_hidden, params, np.array([2, 0, 1]))
hint = "order[i] is the old place of the new unit i."
checks.assert_close(moved["W1"], [[5.0, 6.0], [1.0, 2.0], [3.0, 4.0]], name="params['W1']", hint=hint, lecture="I11")
for key, value in params.items():
    checks.assert_shape(moved[key], value.shape, name=f"params[{key!r}]", like=key, lecture="I11")

# Whatever the order, the network gives what it gave before.
x = np.array([[0.5, -1.0], [2.0, 1.0]])
outputs = [np.maximum(x @ p["W1"].T + p["b1"], 0) @ p["W2"].T + p["b2"] for p in (params, moved)]
hint = "Which numbers belong to a hidden unit? Those that it reads with, its own, and those by which it is read."
checks.assert_close(outputs[1], outputs[0], name="the output of the new network", hint=hint, lecture="I11")
