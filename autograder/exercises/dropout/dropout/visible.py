from course import checks

x = np.array([[1.0, -2.0, 3.0, -4.0], [5.0, -6.0, 7.0, -8.0]])
dout = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
x_before, dout_before = x.copy(), dout.copy()

# With p = 0.75 a quarter of the units is kept, four times as large.
out, cache = dropout_forward(x, 0.75, np.random.default_rng(0), training=True)
checks.assert_close(x, x_before, name="x after the call", hint="Make a new array: `out = x * mask`, not `x *= mask`.")
checks.assert_shape(out, (2, 4), name="out", like="x", lecture="R8")
kept = out != 0
checks.assert_close(
    out,
    np.where(kept, 4.0 * x, 0.0),
    name="out",
    like="x",
    lecture="R8",
    hint="A unit is either 0 or x / (1 - p).",
)

# Backward: the slope of out is 4 where the unit was kept and 0 where it was dropped.
dx = dropout_backward(dout, cache)
checks.assert_close(dout, dout_before, name="dout after the call", hint="Make a new array for dx.")
checks.assert_close(
    dx,
    np.where(kept, 4.0 * dout, 0.0),
    name="dx",
    like="x",
    lecture="R8",
    hint="Keep the mask of the forward pass in the cache.",
)

# Evaluation: nothing is dropped and nothing is scaled.
out, cache = dropout_forward(x, 0.75, np.random.default_rng(0), training=False)
checks.assert_close(out, x, name="out with training=False", lecture="R8")
checks.assert_close(dropout_backward(dout, cache), dout, name="dx with training=False", lecture="R8")

# Twenty thousand ones: p of them fall, and the mean stays where it was.
out, _ = dropout_forward(np.ones((50, 400)), 0.2, np.random.default_rng(1), training=True)
assert (out[0] != out[1]).any(), (
    "Two examples got the same mask: draw one number for each unit of each row. (lectures R8)"
)
checks.assert_close(
    (out == 0).mean(),
    0.2,
    atol=0.03,
    name="share of dropped units for p = 0.2",
    lecture="R8",
    hint="A unit falls when a number that is uniform between 0 and 1 is below p.",
)
checks.assert_close(
    out.mean(),
    1.0,
    atol=0.03,
    name="mean of the output for an input of ones",
    lecture="R8",
    hint="What is kept is scaled up so that the mean stays.",
)
print("dropout: the visible checks pass")
