# One image of 3 x 4 pixels, one kernel of 2 x 2: it subtracts from each pixel the one below to the right.
x = np.array([[[[1.0, 2.0, 0.0, 4.0], [0.0, 5.0, 1.0, 0.0], [3.0, 0.0, 0.0, 2.0]]]])
w, b = np.array([[[[1.0, 0.0], [0.0, -1.0]]]]), np.array([10.0])
out, cache = checks.assert_unchanged(conv2d_forward, x, w, b)
by_hand = [[[[6.0, 11.0, 10.0], [10.0, 15.0, 9.0]]]]
hint = "Which pixels lie under the kernel, and does it lie as it is written, or turned round?"
checks.assert_close(out, by_hand, name="out", hint=hint, lecture="N6")
dout = np.array([[[[1.0, 0.0, 0.0], [0.0, 2.0, 0.0]]]])
dx, dw, db = checks.assert_unchanged(conv2d_backward, dout, cache)
by_hand = [[[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, -2.0, 0.0]]]]
hint = "Each number of dout goes back to the pixels of its window. Where windows overlap, two gifts meet."
checks.assert_close(dx, by_hand, name="dx", like="x", hint=hint, lecture="B10")
hint = "A weight meets one pixel for each number of out: which, and what comes from above there?"
checks.assert_close(dw, [[[[11.0, 4.0], [0.0, 5.0]]]], name="dw", like="w", hint=hint, lecture="B10")
checks.assert_close(db, [3.0], name="db", like="b", hint="How often is b used?", lecture="B10")

# Two images, three channels, four kernels that are not square. With a stride of 2 a last row fills no window.
rng = np.random.default_rng(0)
given = {"x": rng.normal(size=(2, 3, 6, 7)), "w": rng.normal(size=(4, 3, 3, 2)), "b": rng.normal(size=4)}
for stride, pad, shape in ((1, 0, (2, 4, 4, 6)), (2, 0, (2, 4, 2, 3)), (2, 1, (2, 4, 3, 4))):
    out, cache = conv2d_forward(**given, stride=stride, pad=pad)
    checks.assert_shape(out, shape, name=f"out with stride={stride}, pad={pad}", lecture="N6")
    dout = rng.normal(size=shape)
    dx, dw, db = conv2d_backward(dout, cache)

    def total(at, dout=dout, stride=stride, pad=pad):
        return np.sum(conv2d_forward(**at, stride=stride, pad=pad)[0] * dout)

    hint = f"Here stride={stride} and pad={pad}."
    checks.gradcheck(total, given, {"x": dx, "w": dw, "b": db}, name="the gradients", hint=hint, lecture="B10")
