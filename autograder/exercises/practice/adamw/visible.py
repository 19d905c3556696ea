# By hand, with rho1 = 0.5, rho2 = 0.75 and a delta too small to be seen: Adam's first step is lr long, its second, for
# a gradient of 0, (4/3) / sqrt(48/7). Beside it w loses lr * lam = a tenth of itself, however large its gradient is.
w, state = np.array([10.0, 10.0]), None
for k, (g, by_hand) in enumerate([(4.0, 10.0 - 1.0 - 1.0), (0.0, 8.0 - (4 / 3) / (48 / 7) ** 0.5 - 0.8)], 1):
    given = w, np.array([g, 100 * g]), state, 1.0
    w, state = checks.assert_unchanged(adamw_step, *given, rho1=0.5, rho2=0.75, delta=1e-12, lam=0.1)
    hint = "What does Adam alone make of g, and what does w lose beside that?"
    checks.assert_close(w, [by_hand, by_hand], name=f"w after step {k}", like="w", hint=hint, lecture="R4")

w, _ = adamw_step(np.array([[5.0, -5.0]]), np.zeros((1, 2)), None, 0.5, lam=0.2)
hint = "Without a gradient nothing but the decay moves w."
checks.assert_close(w, [[4.5, -4.5]], name="w without a gradient", like="w", hint=hint, lecture="R4")

w, _ = adamw_step(np.array(2.0), np.array(0.5), None)
hint = "Where do the values come from that are not given?"
checks.assert_close(w, 2.0 - 1e-3 - 1e-3 * 0.01 * 2.0, name="w with all defaults", rtol=1e-8, hint=hint, lecture="O6")
