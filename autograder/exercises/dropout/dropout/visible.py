x, dout, rng = np.arange(1.0, 2001.0).reshape(50, 40), np.full((50, 40), 3.0), np.random.default_rng(0)

# Training: with p = 0.75 a quarter of the units stays, four times as large; with p = 0.2 most stay, a little larger.
for p, factor in [(0.2, 1.25), (0.75, 4.0)]:
    out, cache = checks.assert_unchanged(dropout_forward, x, p, rng, training=True)
    hint = "What stays makes up for what is missing."
    checks.assert_dropped(out, x, p, factor, name=f"out for p = {p}", like="x", hint=hint, lecture="R8")
    dx = checks.assert_unchanged(dropout_backward, dout, cache)
    hint = "By what was this very unit multiplied on the way forward?"
    checks.assert_close(dx, dout * (out / x), name=f"dx for p = {p}", like="x", hint=hint, lecture="R8")

# Evaluation: as if the layer were not there.
out, cache = checks.assert_unchanged(dropout_forward, x, 0.75, rng, training=False)
checks.assert_close(out, x, name="out with training=False", like="x", lecture="R8")
dx = checks.assert_unchanged(dropout_backward, dout, cache)
checks.assert_close(dx, dout, name="dx with training=False", like="x", lecture="R8")
