# By hand, with a delta too small to be seen: the gradients 3, 4, 12 make r = 9, 25, 169, with roots 3, 5, 13.
w, state = np.array([10.0, 10.0]), None
for k, (g, by_hand) in enumerate([(3.0, 9.0), (4.0, 8.2), (12.0, 8.2 - 12 / 13)], 1):
    w, state = checks.assert_unchanged(adagrad_step, w, np.array([g, 100 * g]), state, 1.0, delta=1e-12)
    hint = "A gradient a hundred times as large makes the same steps. What stands below it?"
    checks.assert_close(w, [by_hand, by_hand], name=f"w after step {k}", like="w", hint=hint, lecture="O4")

# A large delta shows where it stands: 4 / (6 + 4) with r = 16.
w, state = adagrad_step(np.zeros((1, 3)), np.full((1, 3), 4.0), None, 1.0, delta=6.0)
hint = "Is delta added before the root is taken, or after?"
checks.assert_close(w, np.full((1, 3), -0.4), name="w with delta = 6", like="w", hint=hint, lecture="O4")

# Two parameters take turns, each with its own state.
a, state_a = adagrad_step(np.array(0.0), np.array(3.0), None, 1.0)
b, state_b = adagrad_step(np.array(0.0), np.array(50.0), None, 1.0)
a, state_a = adagrad_step(np.array(0.0), np.array(4.0), state_a, 1.0)
checks.assert_close(a, -0.8, name="the first parameter", hint="Where do you keep r?", lecture="O4")
