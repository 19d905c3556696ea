# From 0.8 to 0 in four epochs: a quarter of the way down in each. Then nothing, for good.
hint = "Which share of the training is still to come?"
for epoch, by_hand in enumerate([0.8, 0.6, 0.4, 0.2, 0.0, 0.0, 0.0]):
    alpha = decay_alpha(0.8, epoch, 4)
    checks.assert_close(alpha, by_hand, name=f"alpha in epoch {epoch} of 4", hint=hint, lecture="D1")

# Half of the way through, half is left.
checks.assert_close(decay_alpha(3.0, 10, 20), 1.5, name="alpha in epoch 10 of 20", hint=hint, lecture="D1")
