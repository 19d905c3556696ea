# ReLU passes positive numbers as they are: a_0 = 5, a_1 = 2 * 5 = 10, a_2 = 3 * 10 = 30.
# So a_2 = w_2 * w_1 * x, and its slopes are w_2 * x = 15 by w_1 and w_1 * x = 10 by w_2.
w = np.array([2.0, 3.0])
dws = checks.assert_unchanged(chain_gradients, w, 5.0, "relu")
hint = "Which weights lie between this one and the output, and what was this one multiplied by?"
checks.assert_close(dws, [15.0, 10.0], name="dws with relu", like="w", hint=hint, lecture="I4")

# A bias of -4 leaves a_1 = 6; a_2 = 18.
dws = checks.assert_unchanged(chain_gradients, w, 5.0, "relu", np.array([-4.0, 0.0]))
checks.assert_close(dws, [15.0, 6.0], name="dws with relu and a bias", like="w", lecture="I4")

# One sigmoid neuron at z = 0: its slope is 1/4, its input 2.
dws = chain_gradients(np.array([3.0]), 2.0, b=np.array([-6.0]))
checks.assert_close(dws, [0.5], name="dws of one neuron", like="w", hint="What is the slope at z = 0?", lecture="I4")

# For sigmoid and tanh the derivatives must be slopes too: those of a_2, written out for two neurons.
for name, f in [("sigmoid", lambda z: 1 / (1 + np.exp(-z))), ("tanh", np.tanh)]:
    w, b = np.array([0.8, -1.5]), np.array([0.3, 0.2])
    dws = checks.assert_unchanged(chain_gradients, w, 0.7, name, b)
    checks.gradcheck(
        lambda w, f=f, b=b: f(w[1] * f(w[0] * 0.7 + b[0]) + b[1]),
        w,
        dws,
        name=f"dws with {name}",
        like="w",
        lecture="B9",
    )
