# A line through three points: loss and gradients of w x + b, and a step whose state counts how often it was taken.
x, y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0])
params, taken = {"w": np.array(0.0), "b": np.array(0.0)}, []


def line(params, x, y):
    error = params["w"] * x + params["b"] - y
    return (error**2).mean(), {"w": 2 * (error * x).mean(), "b": 2 * error.mean()}


def counting_step(w, g, state, lr):
    taken.append(state or 0)
    return w - lr * g, (state or 0) + 1


# One epoch in one batch, by hand: the loss is (1 + 9 + 25) / 3, the gradients are -26/3 and -6.
given = line, (x, y), counting_step, 0.1, 1, 3, np.random.default_rng(0)
trained, history = checks.assert_unchanged(train, params, *given)
hint = "Which gradient belongs to which parameter, and how far does the step go?"
checks.assert_close(trained, {"w": 26 / 30, "b": 0.6}, name="params after one step", hint=hint, lecture="O1")
checks.assert_close(history, [35 / 3], name="history", hint="A loss for each step: which?", lecture="O1")

# Two hundred epochs in batches of two find the line 2 x + 1: two steps an epoch, for each of two parameters.
taken.clear()
trained, history = train(params, line, (x, y), counting_step, 0.1, 200, 2, np.random.default_rng(0))
checks.assert_close(
    trained, {"w": 2.0, "b": 1.0}, name="params", rtol=1e-3, hint="Does every batch count?", lecture="O1"
)
checks.assert_shape(history, (400,), name="history", hint="How many iterations has an epoch?", lecture="O10")
hint = "Each parameter keeps the state that its own last step returned."
checks.assert_close(
    sorted(taken), np.repeat(np.arange(400), 2), name="the counts in the states", hint=hint, lecture="O3"
)
