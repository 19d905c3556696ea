ln2, ln3 = np.log(2.0), np.log(3.0)
sigmoid = "sigmoid", "N1", sigmoid_forward, sigmoid_backward
tanh = "tanh", "N2", tanh_forward, tanh_backward
relu = "relu", "N1", relu_forward, relu_backward
for (name, lecture, forward, backward), x, h_by_hand, dh, dx_by_hand in (
    (sigmoid, [[0, ln3], [-ln3, 2 * ln3]], [[1 / 2, 3 / 4], [1 / 4, 0.9]], [[4, 16], [32, 100]], [[1, 3], [6, 9]]),
    (sigmoid, [-1000, 0, 1000], [0, 0.5, 1], [1, 4, 1], [0, 1, 0]),
    (tanh, [0, ln2, -1000], [0, 0.6, -1], [1, 10, 1], [1, 6.4, 0]),
    (relu, [[-2, 0, 3]], [[0, 0, 3]], [[4, 5, -6]], [[0, 0, -6]]),
):
    h, cache = checks.assert_unchanged(forward, np.array(x, dtype=float))
    checks.assert_close(h, h_by_hand, name=f"{name} h", lecture=lecture)
    dx = checks.assert_unchanged(backward, np.array(dh, dtype=float), cache)
    hint = f"How steep is the {name} there, and what came from above?"
    checks.assert_close(dx, dx_by_hand, name=f"{name} dx", hint=hint, lecture="B5")
