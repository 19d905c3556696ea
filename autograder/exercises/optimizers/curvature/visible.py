# By hand: g g = 25, and H g = (6, 4), so that g H g = 18 + 16 = 34.
g, H = np.array([3.0, 4.0]), np.array([[2.0, 0.0], [0.0, 1.0]])
hint = "One term for the slope, one for the way it bends. How often does the step stand in each?"
for eps, by_hand in [(0.0, 0.0), (0.1, -2.33), (0.5, -8.25), (2.0, 18.0)]:
    dJ = checks.assert_unchanged(predicted_change, g, H, eps)
    checks.assert_close(dJ, by_hand, name=f"dJ for eps = {eps}", hint=hint, lecture="O7")

# The two parameters act on each other: H g = (3, 4) + (4, 3) = (7, 7), and g H g = 49.
dJ = predicted_change(g, np.ones((2, 2)), 0.1)
checks.assert_close(dJ, -2.255, name="dJ for an H of ones", hint="Which entries of H are used?", lecture="O7")

# At the best step neither a shorter nor a longer one promises more.
eps = checks.assert_unchanged(best_step, g, H)
checks.assert_close(eps, 25 / 34, name="eps", hint="Where is the model lowest?", lecture="O7")
longer = predicted_change(g, H, 1.1 * eps) > predicted_change(g, H, eps) < predicted_change(g, H, 0.9 * eps)
assert longer, "Another step promises more than your best one. (lecture O7)"

# The same H bends down along this gradient: then there is no lowest point.
H = np.array([[2.0, 0.0], [0.0, -1.0]])
hint = "Draw the model for some growing steps. Does it turn?"
checks.assert_close(best_step(np.array([0.0, 4.0]), H), np.inf, name="eps where it bends down", hint=hint, lecture="O7")
