from course import checks

# W2 = 0 makes both classes equally likely: the loss is log 2, and with lam = 0.1 the penalty adds 0.05 * |W1|^2.
# The two examples are alike, so the mean over the batch is what each of them gives.
params = {
    "W1": np.array([[1.0, 2.0], [-3.0, 0.5], [0.0, 1.0]]),
    "b1": np.ones(3),
    "W2": np.zeros((2, 3)),
    "b2": np.zeros(2),
}
x, y = np.array([[1.0, 2.0], [1.0, 2.0]]), np.array([0, 0])
loss, grads = dropout_mlp_loss(params, x, y, 0.0, 0.0, 0.1, np.random.default_rng(0), training=True)
checks.assert_close(loss, np.log(2.0) + 0.05 * 15.25, name="loss with W2 = 0", lecture="R4")
checks.assert_close(
    grads,
    {
        "W1": 0.1 * params["W1"],
        "b1": np.zeros(3),
        "W2": np.array([[-3.0, 0.0, -1.5], [3.0, 0.0, 1.5]]),
        "b2": np.array([-0.5, 0.5]),
    },
    name="grads",
    lecture="B8",
    hint="The hidden units are relu([6, -1, 3]); softmax minus one-hot is [-0.5, 0.5].",
)

# One example, 400 inputs that are 1. A kept input counts twice, and dW1[j] = db1[j] * inputs shows each one.
many = {"W1": np.zeros((8, 400)), "b1": np.ones(8), "W2": np.array([np.ones(8), -np.ones(8)]), "b2": np.zeros(2)}
_, grads = dropout_mlp_loss(many, np.ones((1, 400)), y[:1], 0.5, 0.0, 0.0, np.random.default_rng(0), training=True)
seen = grads["W1"].sum(axis=0) / grads["b1"].sum()
checks.assert_close(seen, np.where(seen != 0, 2.0, 0.0), name="inputs that reach W1 for p_input = 0.5", lecture="R8")
checks.assert_close(
    (seen == 0).mean(),
    0.5,
    atol=0.15,
    name="share of inputs dropped",
    lecture="R8",
    hint="dropout_forward on x, with p_input.",
)

# The same for 400 hidden units: dW2[k] = db2[k] * hidden units. At test time nothing falls.
wide = {"W1": np.zeros((400, 2)), "b1": np.ones(400), "W2": np.zeros((2, 400)), "b2": np.zeros(2)}
_, grads = dropout_mlp_loss(wide, x[:1], y[:1], 0.0, 0.5, 0.0, np.random.default_rng(0), training=True)
seen = grads["W2"][1] / grads["b2"][1]
checks.assert_close(
    seen, np.where(seen != 0, 2.0, 0.0), name="hidden units that reach W2 for p_hidden = 0.5", lecture="R8"
)
checks.assert_close(
    (seen == 0).mean(),
    0.5,
    atol=0.15,
    name="share of hidden units dropped",
    lecture="R8",
    hint="dropout_forward on the hidden units after the ReLU, with p_hidden.",
)
_, grads = dropout_mlp_loss(wide, x[:1], y[:1], 0.5, 0.5, 0.0, np.random.default_rng(0), training=False)
checks.assert_close(
    grads["W2"][1] / grads["b2"][1],
    np.ones(400),
    name="hidden units with training=False",
    lecture="R8",
    hint="Hand `training` on to dropout_forward.",
)

# Gradients are slopes of the loss: the same seed draws the same masks, so the loss is a function of params alone.
rng = np.random.default_rng(1)
params = {"W1": 0.05 * rng.normal(size=(5, 4)), "b1": np.array([1.0, 2.0, -2.0, 1.5, -1.0])}
params |= {"W2": rng.normal(size=(3, 5)), "b2": np.zeros(3)}
x, y = rng.uniform(0.5, 1.0, size=(6, 4)), np.array([0, 1, 2, 0, 1, 2])


def loss_at(params):
    return dropout_mlp_loss(params, x, y, 0.25, 0.5, 0.1, np.random.default_rng(2), training=True)[0]


before = {"x": x.copy()} | {key: value.copy() for key, value in params.items()}
_, grads = dropout_mlp_loss(params, x, y, 0.25, 0.5, 0.1, np.random.default_rng(2), training=True)
for key, value in before.items():
    after = ({"x": x} | params)[key]
    checks.assert_close(
        after, value, name=f"{key} after the call", hint="Make new arrays: `x = x * mask`, not `x *= mask`."
    )
checks.gradcheck(
    loss_at, params, grads, name="grads", hint="Backward goes through the masks of this forward pass.", lecture="R8"
)
print("dropout_mlp: the visible checks pass")
