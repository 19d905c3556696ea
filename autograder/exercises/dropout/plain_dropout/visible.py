from course import checks

x = np.array([[1.0, -2.0, 3.0, -4.0], [5.0, -6.0, 7.0, -8.0]])
x_before = x.copy()

# Training: a unit is dropped or passes as it is.
out = plain_dropout(x, 0.75, np.random.default_rng(0), training=True)
checks.assert_close(x, x_before, name="x after the call", hint="Make a new array: `x * mask`, not `x *= mask`.")
checks.assert_shape(out, (2, 4), name="out", like="x", lecture="R9")
checks.assert_close(
    out,
    np.where(out != 0, x, 0.0),
    name="out",
    like="x",
    lecture="R9",
    hint="In this form nothing is scaled in training.",
)

# Evaluation: with p = 0.75 a unit was there in one pass of four, so a quarter of it is what the next layer is used to.
out = plain_dropout(x, 0.75, np.random.default_rng(0), training=False)
checks.assert_close(
    out,
    x / 4,
    name="out with training=False",
    like="x",
    lecture="R9",
    hint="How often was a unit there in training? p = 0.75 is how often it was not.",
)

# A large layer of ones: the average of training is the output of the evaluation.
ones, rng = np.ones((50, 400)), np.random.default_rng(1)
training, evaluation = plain_dropout(ones, 0.2, rng, True), plain_dropout(ones, 0.2, rng, False)
assert (training[0] != training[1]).any(), (
    "Two examples got the same mask: draw one number for each unit. (lectures R8)"
)
checks.assert_close(training.mean(), 0.8, atol=0.03, name="mean in training of ones with p = 0.2", lecture="R9")
checks.assert_close(evaluation.mean(), 0.8, name="mean at test time of ones with p = 0.2", lecture="R9")
print("plain_dropout: the visible checks pass")
