# By hand, with rho = 0.75 and a delta too small to be seen: r is 16, 16, 12 and 18, and 100^2 times that beside it.
w, state = np.array([10.0, 10.0]), None
for k, (g, by_hand) in enumerate([(8.0, 8.0), (4.0, 7.0), (0.0, 7.0)], 1):
    w, state = checks.assert_unchanged(rmsprop_step, w, np.array([g, 100 * g]), state, 1.0, rho=0.75, delta=1e-12)
    hint = "How much of the old mean stays, and with which share does the new square come in?"
    checks.assert_close(w, [by_hand, by_hand], name=f"w after step {k}", like="w", hint=hint, lecture="O5")
w, state = rmsprop_step(w, np.array([6.0, 600.0]), state, 1.0, rho=0.75, delta=1e-12)
checks.assert_close(w, [7.0 - 6 / 18**0.5] * 2, name="w after step 4", like="w", hint=hint, lecture="O5")

# A large delta shows where it stands: 4 / (6 + 2), with r = 0.25 * 16.
w, state = rmsprop_step(np.zeros((1, 3)), np.full((1, 3), 4.0), None, 1.0, rho=0.75, delta=6.0)
hint = "Is delta added before the root is taken, or after?"
checks.assert_close(w, np.full((1, 3), -0.5), name="w with delta = 6", like="w", hint=hint, lecture="O5")

# Two parameters take turns, each with its own state.
a, state_a = rmsprop_step(np.array(0.0), np.array(8.0), None, 1.0, rho=0.75)
b, state_b = rmsprop_step(np.array(0.0), np.array(500.0), None, 1.0, rho=0.75)
a, state_a = rmsprop_step(np.array(0.0), np.array(4.0), state_a, 1.0, rho=0.75)
checks.assert_close(a, -1.0, name="the first parameter", hint="Where do you keep r?", lecture="O5")
