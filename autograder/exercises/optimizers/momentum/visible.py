# By hand, with lr = 0.1 and alpha = 0.5: v is -0.2, then -0.3, then -0.35; and then the gradient turns round.
w, state = np.array([1.0]), None
for k, (g, by_hand) in enumerate([(2.0, 0.8), (2.0, 0.5), (2.0, 0.15), (-2.0, 0.175)], 1):
    w, state = checks.assert_unchanged(momentum_step, w, np.array([g]), state, 0.1, alpha=0.5)
    hint = "What is left of the last step, and what does the gradient add to it?"
    checks.assert_close(w, [by_hand], name=f"w after step {k}", like="w", hint=hint, lecture="O3")

# When the gradient is gone, it coasts: each step is alpha times the one before.
far, state = momentum_step(np.zeros((2, 3)), np.full((2, 3), -1.0), None, 1.0)
coasting, state = momentum_step(far, np.zeros((2, 3)), state, 1.0)
hint = "alpha is 0.9 when it is not given."
checks.assert_close(coasting - far, 0.9 * far, name="the step without a gradient", like="w", hint=hint, lecture="O13")

# Two parameters take turns, each with its own state.
a, state_a = momentum_step(np.array(0.0), np.array(-1.0), None, 1.0)
b, state_b = momentum_step(np.array(0.0), np.array(-5.0), None, 1.0)
a, state_a = momentum_step(a, np.array(-1.0), state_a, 1.0)
checks.assert_close(a, 2.9, name="the first parameter", hint="Where do you keep the velocity?", lecture="O3")
