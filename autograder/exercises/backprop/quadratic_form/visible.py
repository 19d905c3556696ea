for W, x, f_by_hand, dW_by_hand, dx_by_hand in (
    ([[0.1, 0.5], [-0.3, 0.8]], [0.2, 0.4], 0.116, [[0.088, 0.176], [0.104, 0.208]], [-0.112, 0.636]),
    ([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]], [1.0, 1.0, 1.0], 18.0, np.full((2, 3), 6.0), [6.0, 18.0, 12.0]),
):
    f, dW, dx = checks.assert_unchanged(quadratic_form, np.array(W), np.array(x))
    hint = "f is one number: what is squared, what is added, and in which order?"
    checks.assert_close(f, f_by_hand, name="f", hint=hint, lecture="B3")
    hint = "Which index of W_ij does q have, and which does x have?"
    checks.assert_close(dW, dW_by_hand, name="dW", like="W", hint=hint, lecture="B3")
    hint = "Along how many paths does x_j reach f?"
    checks.assert_close(dx, dx_by_hand, name="dx", like="x", hint=hint, lecture="B3")
