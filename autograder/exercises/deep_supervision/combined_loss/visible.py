# By hand: 2 + 0.5 * 4 + 0.25 * 12 = 7. The main loss has no weight of its own.
hint = "Each side loss has its own weight; the main loss counts as it is."
loss = checks.assert_unchanged(deeply_supervised_loss, 2.0, [4.0, 12.0], [0.5, 0.25])
checks.assert_close(loss, 7.0, name="loss", hint=hint, lecture="D1")

# With all weights at 0 the side losses have no say, and with a single one there is little to add.
hint = "What is left of L + sum alpha_j l_j?"
checks.assert_close(deeply_supervised_loss(2.0, [4.0, 12.0], [0.0, 0.0]), 2.0, name="loss", hint=hint, lecture="D1")
checks.assert_close(deeply_supervised_loss(2.0, [3.0], [10.0]), 32.0, name="loss", hint=hint, lecture="D1")
