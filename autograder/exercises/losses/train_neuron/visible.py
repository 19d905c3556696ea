for loss in ("quadratic", "cross_entropy"):
    losses = checks.assert_unchanged(train_neuron, 0.6, 0.9, 1.5, 0.0, loss, 0.15, 300)
    hint = "A number for each step, also for the first."
    checks.assert_shape(losses, (300,), name=f"{loss} losses", hint=hint, lecture="L4")
    start, dw, db = neuron_gradient(0.6, 0.9, 1.5, 0.0, loss)
    hint = "The loss is noted before the step: what is it at the very start?"
    checks.assert_close(losses[0], start, name=f"{loss} losses[0]", hint=hint, lecture="L4")
    after = neuron_gradient(0.6 - 0.15 * dw, 0.9 - 0.15 * db, 1.5, 0.0, loss)[0]
    hint = "One step: both numbers move against their own gradient, from the same place."
    checks.assert_close(losses[1], after, name=f"{loss} losses[1]", hint=hint, lecture="L4")
    falls = bool(np.all(np.diff(np.array(losses)) < 0))
    checks.assert_close(falls, True, name=f"'the {loss} loss falls in every step'", lecture="L4")

# After 300 steps towards 0 the neuron still says 0.070 under one loss and 0.007 under the other.
for loss, value in (("quadratic", 0.00245), ("cross_entropy", 0.0071)):
    last = train_neuron(0.6, 0.9, 1.5, 0.0, loss, 0.15, 300)[-1]
    checks.assert_close(last, value, rtol=0.02, name=f"{loss} losses[-1]", lecture="L4")
