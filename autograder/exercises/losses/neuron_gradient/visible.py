# z = 2 * 0.5 - 1 = 0, so a = 1/2: the sigmoid is steepest here, with slope 1/4. The target is 1, the error -1/2.
value, dw, db = checks.assert_unchanged(neuron_gradient, 2.0, -1.0, 0.5, 1.0, "quadratic")
checks.assert_close(value, 1 / 8, name="quadratic value", hint="(a - y)^2 / 2, with a = 1/2.", lecture="L4")
hint = "From the loss to a, from a to z, from z to b: which derivative belongs to each step?"
checks.assert_close(db, -1 / 8, name="quadratic db", hint=hint, lecture="L4")
checks.assert_close(dw, -1 / 16, name="quadratic dw", hint="What does w multiply?", lecture="L4")
value, dw, db = checks.assert_unchanged(neuron_gradient, 2.0, -1.0, 0.5, 1.0, "cross_entropy")
checks.assert_close(value, np.log(2.0), name="cross-entropy value", lecture="L4")
checks.assert_close(db, -1 / 2, name="cross-entropy db", hint="What was the wish of the lecture?", lecture="L4")
checks.assert_close(dw, -1 / 4, name="cross-entropy dw", hint="What does w multiply?", lecture="L4")


# Somewhere else the gradients must be the slopes of your own values.
def value_at(place):
    return neuron_gradient(place["w"], place["b"], -1.5, 0.0, loss)[0]


for loss in ("quadratic", "cross_entropy"):
    _, dw, db = neuron_gradient(0.6, 0.9, -1.5, 0.0, loss)
    checks.gradcheck(value_at, {"w": 0.6, "b": 0.9}, {"w": dw, "b": db}, name=f"{loss} gradient", lecture="L4")
