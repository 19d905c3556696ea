"""Hidden suite of optimizers/train.

With all examples in one batch their order does not matter, and the run is compared number by number. Of small batches a
log is kept beside the student's code, and what is said of it out here is what all right loops share.
"""

import functools

import numpy as np
import pytest

from course.checks import assert_close

EPOCHS = 3
NO_STEP = "No parameter was moved: the step that is given was never called. (lectures O1)"
LOSS = """
def loss_and_grads(params, x, y):
    error = x @ params["w"] + params["b"] - y
    return (error**2).mean(), {"w": 2 * x.T @ error / len(y), "b": np.array(2 * error.mean())}
"""

STEP = """
def step(w, g, state, lr):
    v = (0.0 if state is None else 0.8 * state) - lr * g
    return w + v, v
"""

# Each step adds 1 to a parameter, so that parameters say how often they have moved; the loss is that number for a, a
# gradient is that number for all of them. Parameters are told apart by their shapes, examples by their inputs.
LOGGED = """
def logged(n, batch_size, epochs, rate, rng):
    x, y = np.arange(1.0, n + 1)[:, None], 10 * np.arange(1, n + 1)
    names = {(2,): "a", (1, 3): "b", (4,): "c"}
    params = {name: np.zeros(shape) for shape, name in names.items()}
    start, taken, log = dict(params), {"a": 0, "b": 0, "c": 0}, []

    def loss_and_grads(params, x, y):
        log.append(("batch", np.array(x), np.array(y)))
        moved = {name: float(value.flat[0]) for name, value in params.items()}
        same = moved["a"] if len(set(moved.values())) == 1 else -1.0
        return moved["a"], {name: np.full(shape, same) for shape, name in names.items()}

    def step(w, g, state, lr):
        name = names[w.shape]
        log.append((name, np.array(w), np.array(g), state, lr))
        taken[name] += 1
        return w + 1.0, (name, taken[name])

    _, history = train(params, loss_and_grads, (x, y), step, rate, epochs, batch_size, rng)
    kept = params.keys() == start.keys() and all(params[name] is start[name] for name in start)
    return log, np.ravel(history), kept, not any(value.any() for value in start.values())
"""


@functools.cache
def looking(n, batch_size, lr):
    """The question what is true of a training with small batches."""

    def look(student, rng, rehearsal):
        run(student, rng, *draw(rng, 4), 0, 2)  # says so when it is not written yet
        log, history, *kept = student.define(LOGGED)(n, batch_size, EPOCHS, lr, generator(student, rng))
        steps = true_of_steps([entry for entry in log if entry[0] != "batch"], lr)
        kept = dict(zip(("dict kept", "arrays kept"), kept, strict=True))
        return {"history": np.asarray(history, float).tolist(), **steps, **true_of_batches(log, n), **kept}

    return look


def true_of_steps(steps, rate):
    """Of each: which state, learning rate, point and gradient it has got."""
    taken, right = {"a": 0, "b": 0, "c": 0}, {"state": True, "lr": True, "point": True}
    for name, w, g, state, lr in steps:
        right["state"] &= state is None if taken[name] == 0 else state == (name, taken[name])
        right["lr"] &= bool(np.all(lr == rate))
        right["point"] &= bool(g.shape == w.shape and (g == taken[name]).all() and (w == taken[name]).all())
        taken[name] += 1
    return right | {"taken": taken}


def true_of_batches(log, n):
    """The batch of a step is the one that was looked at last: to look at others, for a report, is nobody's fault."""
    batches, together, last = [], True, []
    for entry in log:
        if entry[0] == "batch":
            last = entry[1][:, 0].tolist()
            together &= bool((entry[2] == 10 * entry[1][:, 0]).all())
        elif entry[0] == "a":
            batches.append(last)
    flat = [number for batch in batches for number in batch]
    seen, everything = [flat[k * n : (k + 1) * n] for k in range(EPOCHS)], list(range(1, n + 1))
    return {
        "each once": len(flat) == n * EPOCHS and all(sorted(order) == everything for order in seen),
        "together": together,
        "sizes": [len(batch) for batch in batches],
        "as they lay": seen[0] == everything,
        "every epoch the same": all(order == seen[0] for order in seen),
    }


def local(source, name):
    """The function of this source on our side."""
    scope = {"np": np}
    exec(source, scope)  # noqa: S102  # our own text
    return scope[name]


def draw(rng, n, dtype=np.float64):
    """Parameters, and examples of a plane with noise."""
    x = rng.normal(size=(n, 3))
    y = x @ [1.0, -2.0, 0.5] + 3.0 + rng.normal(size=n)
    params = {"w": rng.normal(size=3), "b": np.array(rng.normal())}
    return {name: value.astype(dtype) for name, value in params.items()}, (x.astype(dtype), y.astype(dtype))


def generator(student, rng):
    return student.rng(int(rng.integers(2**31)))


def descend(params, data, lr, steps):
    """The same by hand, with all examples in each step."""
    loss_and_grads, step = local(LOSS, "loss_and_grads"), local(STEP, "step")
    states, history = dict.fromkeys(params), []
    for _ in range(steps):
        loss, grads = loss_and_grads(params, *data)
        moved = {name: step(params[name], grads[name], states[name], lr) for name in params}
        params, states = ({name: pair[k] for name, pair in moved.items()} for k in (0, 1))
        history.append(loss)
    return params, np.array(history)


def run(student, rng, params, data, epochs, batch_size, lr=0.05):
    loss_and_grads, step = student.define(LOSS), student.define(STEP)
    return student.train(params, loss_and_grads, data, step, lr, epochs, batch_size, generator(student, rng))


def look(student, n, batch_size, lr=0.05):
    """What is true of a training with small batches."""
    return student.once(looking(n, batch_size, lr))


@pytest.mark.parametrize("batch_size", [17, 40])
def test_descends_with_all_examples(student, rng, batch_size):
    """With all examples in one batch every epoch is one step, for every parameter, by the step that was given"""
    params, data = draw(rng, 17)
    got, _ = run(student, rng, params, data, 6, batch_size)
    hint = "One batch: loss and gradients from it, then a step for each parameter with its own gradient and state."
    assert_close(got, descend(params, data, 0.05, 6)[0], name="params", rtol=1e-6, hint=hint, lecture="O1")


def test_history_is_the_loss_before_each_step(student, rng):
    """history has a loss for each iteration, the one that came with its gradient"""
    params, data = draw(rng, 17)
    hint = "Keep the loss that loss_and_grads returns, once for each batch."
    for epochs in (6, 1):
        _, history = run(student, rng, params, data, epochs, 17)
        expected = descend(params, data, 0.05, epochs)[1]
        assert_close(history, expected, name="history", rtol=1e-6, hint=hint, lecture="O1")
    found = look(student, 20, 6)["history"]
    assert_close(found, np.arange(12.0), name="history, with small batches,", hint=hint, lecture="O1")


# An epoch from each generator: in the order in which the examples came.
ORDERS = """
def orders(n, generators):
    def order(rng):
        seen = []

        def loss_and_grads(params, x, y):
            seen.extend(float(number) for number in x[:, 0])
            return 0.0, {"w": np.zeros(2)}

        def step(w, g, state, lr):
            return w + 0.0, None

        train({"w": np.zeros(2)}, loss_and_grads, (np.arange(n)[:, None], np.arange(n)), step, 0.1, 1, 8, rng)
        return seen

    return [order(rng) for rng in generators]
"""


def repeated(student, rng, rehearsal):
    """Whether two generators in the same state give the same batches, and whether another one gives others."""
    start = int(rng.integers(2**31))
    one, other, third = student.define(ORDERS)(50, [student.rng(seed) for seed in (start, start, start + 1)])
    return {"same": one == other, "always": one == third}


@pytest.mark.parametrize(("n", "batch_size"), [(20, 6), (20, 5), (7, 1)])
def test_every_epoch_sees_every_example(student, n, batch_size):
    """Every epoch sees every example once, with its own target, in batches of batch_size and a rest"""
    found = look(student, n, batch_size)
    assert found["together"], "Inputs come with the targets of other examples. (lectures O1)"
    assert found["each once"], "In an epoch every example should be seen exactly once. (lectures O1)"
    sizes = [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
    assert found["sizes"] == 3 * sizes, "The batches have other sizes than minibatches makes them. (lectures O10)"


# 50 examples: that two random orders are equal happens once in 50! = 3e64 runs.
def test_order_changes_from_epoch_to_epoch(student):
    """The order of the examples is random, another one in each epoch, and drawn from the generator that was given"""
    found = look(student, 50, 8)
    assert not found["as they lay"], "The examples come in the order in which they lie. (lectures O1)"
    assert not found["every epoch the same"], "Every epoch has the same order of examples. (lectures O1)"
    told = student.once(repeated)
    assert told["same"], (
        "Two generators in the same state gave different orders. Hand `rng` on to minibatches. (lectures O1)"
    )
    assert not told["always"], (
        "Generators in different states gave the same order: `rng` has no say. Hand it on to minibatches, and do not "
        "make or seed a generator inside. (lectures O1)"
    )


def test_gradients_of_one_batch_from_one_point(student):
    """Each batch moves every parameter once, and all of them from the same point"""
    found = look(student, 20, 6)
    assert set(found["taken"].values()) == {12}, (
        "Every batch should move every parameter once: 20 examples in batches of 6 are 4 steps an epoch. (lectures O1)"
    )
    assert found["point"], (
        "A parameter got a gradient that belongs to another point, or did not move on from where it was. (lectures O1)"
    )


def test_each_parameter_has_its_own_state(student):
    """A parameter's step gets the state that its own last step returned; None only in the very first one"""
    found = look(student, 20, 6)
    assert any(found["taken"].values()), NO_STEP
    assert found["state"], (
        "A step got a state that is not the one that the last step of the same parameter returned. (lectures O3)"
    )


@pytest.mark.parametrize("lr", [0.05, 30.0])
def test_lr_goes_to_the_step_as_it_is(student, lr):
    """The learning rate reaches the step as it was given, and so do the gradients"""
    found = look(student, 20, 6, lr=lr)
    assert any(found["taken"].values()), NO_STEP
    hint = "The loss is a mean, and its gradient has been divided by N already. (lectures O10)"
    assert found["lr"], f"The step got another learning rate than train was given. {hint}"
    assert found["point"], f"The step got other numbers than loss_and_grads returned. {hint}"


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_no_epoch_and_float32(student, rng, dtype):
    """No epoch changes nothing; float32 numbers come out right too"""
    params, data = draw(rng, 17, dtype)
    got, history = run(student, rng, params, data, 0, 4)
    assert_close(got, params, name="params after no epoch", lecture="O1")
    assert len(history) == 0, "history should be empty when there was no epoch. (lectures O1)"
    got, history = run(student, rng, params, data, 3, 17)
    expected = descend(params, data, 0.05, 3)
    assert_close(got, expected[0], name="params", rtol=1e-3, lecture="O1")
    assert_close(history, expected[1], name="history", rtol=1e-3, lecture="O1")


def test_arguments_unchanged(student, rng):
    """params, its arrays and the data are left as they were"""
    found = look(student, 20, 6)
    assert found["dict kept"], "The dict params was changed. Put new parameters into a new dict. (lectures O1)"
    assert found["arrays kept"], "The arrays in params were changed. Leave them, and keep new ones. (lectures O1)"
    run(student, rng, *draw(rng, 17), 2, 5)
    student.assert_arguments_unchanged()
