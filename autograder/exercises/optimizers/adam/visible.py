# By hand, with rho1 = 0.5, rho2 = 0.75 and a delta too small to be seen. Gradient 4: s_hat is 4, r_hat is 16.
# Then gradient 0: s is 1, and 1 / (1 - 0.25) is 4/3; r is 3, and 3 / (1 - 0.5625) is 48/7.
w, state = np.array([10.0, 10.0]), None
for k, (g, by_hand) in enumerate([(4.0, 9.0), (0.0, 9.0 - (4 / 3) / (48 / 7) ** 0.5)], 1):
    given = w, np.array([g, 100 * g]), state, 1.0
    w, state = checks.assert_unchanged(adam_step, *given, rho1=0.5, rho2=0.75, delta=1e-12)
    hint = "Which t belongs to this step, and what are s and r before they are corrected?"
    checks.assert_close(w, [by_hand, by_hand], name=f"w after step {k}", like="w", hint=hint, lecture="O6")

# With a constant gradient each step is lr long, 1e-3 when it is not given; two parameters keep apart.
a, b, state_a, state_b = np.array(0.0), np.array(0.0), None, None
for k in range(1, 4):
    a, state_a = adam_step(a, np.array(0.5), state_a)
    b, state_b = adam_step(b, np.array(-70.0), state_b)
    hint = "What do the means become when all gradients are equal? Does state None begin anew, with t = 0?"
    checks.assert_close(
        [a, b], [-1e-3 * k, 1e-3 * k], name=f"a and b after step {k}", rtol=1e-5, hint=hint, lecture="O6"
    )

# A large delta shows where it stands: 4 / (4 + 12), from r_hat = 16.
w, state = adam_step(np.zeros((1, 3)), np.full((1, 3), 4.0), None, 1.0, delta=12.0)
hint = "First correct r, then take the root, then add delta."
checks.assert_close(w, np.full((1, 3), -0.25), name="w with delta = 12", like="w", hint=hint, lecture="O6")
