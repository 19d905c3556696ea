x, rng = np.arange(1.0, 2001.0).reshape(50, 40), np.random.default_rng(0)
for p, part in [(0.2, 0.8), (0.75, 0.25)]:
    # Training: a unit is dropped, or passes as it is.
    out = checks.assert_unchanged(plain_dropout, x, p, rng, training=True)
    checks.assert_dropped(out, x, p, name=f"out for p = {p}", like="x", lecture="R9")

    # Evaluation: every unit is there, as large as the next layer has seen it on average.
    out = checks.assert_unchanged(plain_dropout, x, p, rng, training=False)
    name, hint = f"out for p = {p} with training=False", "In what share of the training passes was a unit there?"
    checks.assert_close(out, part * x, name=name, like="x", hint=hint, lecture="R9")
