"""Hidden suite of reuse_validation.

A training epoch whose effect is known, running beside the student's functions: it makes new parameters from old ones
and from the data, so that neither the number nor the order of epochs can hide.
"""

import numpy as np

from course.checks import assert_close

EPOCH = """
def epoch(params, data):
    return {"W": 0.5 * params["W"] + data[0], "b": params["b"] + data[1]}
"""

# The error falls by the data's second part in every epoch, along b.
ERROR = """
def error(params):
    return 100.0 - float(params["b"][0])
"""

# The same way down, and then up again: 3, 2, 1, 2, 3, ... along b.
TURNING = """
def turning(params):
    b = float(params["b"][0])
    return abs(3.0 - b) + 1.0 if b < 1000 else 0.0
"""

# What the functions are called with, in their order; called without params they say what they have seen.
WATCHED = """
def watched(which, params, data, target, epochs):
    seen = []

    def note(*what):
        if len(seen) < 100:
            seen.append(what)

    def train_epoch(params, data):
        note("epoch", float(params["b"][0]), float(data[1]))
        return {"W": params["W"] + 1.0, "b": params["b"] + data[1]}

    def error(params):
        note("error", float(params["b"][0]), 0.0)
        return 100.0 - float(params["b"][0])

    if which == "retrain":
        retrain(params, train_epoch, epochs, data)
    else:
        continue_training(params, train_epoch, error, data, target, epochs)
    return [kind for kind, _, _ in seen], [b for _, b, _ in seen], [d for _, _, d in seen]
"""


def start(rng):
    """Parameters, data, and the steps of b: whole numbers of quarters, so that equality is exact."""
    params = {"W": rng.uniform(1.0, 2.0, (3, 2)), "b": 0.25 * rng.integers(4, 20, 2)}
    return params, (float(rng.uniform(1.0, 2.0)), 0.25 * int(rng.integers(2, 6)))


def after(params, data, epochs):
    for _ in range(epochs):
        params = {"W": 0.5 * params["W"] + data[0], "b": params["b"] + data[1]}
    return params


def agree(got, expected, name, hint):
    assert_close(got, expected, name=name, hint=hint, lecture="R7")


def go_on(student, params, data, target, max_epochs):
    epoch, error = student.define(EPOCH), student.define(ERROR)
    return student.continue_training(params, epoch, error, data, target, max_epochs)


def test_retrain_for_as_many_epochs(student, rng):
    """retrain runs exactly as many epochs as it is told"""
    for epochs in (1, 2, int(rng.integers(5, 12))):
        params, data = start(rng)
        got = student.retrain(params, student.define(EPOCH), epochs, data)
        agree(
            got, after(params, data, epochs), "params of retrain", "`epochs` is a number of epochs, not the last one."
        )


def test_retrain_for_no_epoch(student, rng):
    """With 0 epochs the fresh parameters come back"""
    params, data = start(rng)
    agree(student.retrain(params, student.define(EPOCH), 0, data), params, "params of retrain", "No epoch, no change.")


def test_every_epoch_goes_on_from_the_last(student, rng):
    """Each epoch of retrain begins with what the one before has returned, on the data that were handed in"""
    params, data = start(rng)
    kinds, b, handed = student.define(WATCHED)("retrain", params, data, 0.0, 4)
    agree(len(kinds), 4, "the number of calls of train_epoch", "One call an epoch.")
    hint = "train_epoch changes nothing in place: it *returns* the new parameters."
    agree(b, params["b"][0] + data[1] * np.arange(4), "what each epoch begins with", hint)
    agree(handed, np.full(4, data[1]), "data of each epoch", "Hand them on as they are.")


def test_continue_until_the_target(student, rng):
    """continue_training goes on for as many epochs as it takes the error to fall to the target, and says how many"""
    for epochs in (1, 3, int(rng.integers(6, 12))):
        params, data = start(rng)
        target = 100.0 - params["b"][0] - (epochs - 0.5) * data[1]
        got, ran = go_on(student, params, data, float(target), 40)
        hint = "Ask before each epoch whether the error is at most the target."
        agree(ran, epochs, "epochs", hint)
        agree(got, after(params, data, epochs), "params of continue_training", hint)


def test_target_reached_already(student, rng):
    """Where the error is low enough from the start nothing is trained, and it took 0 epochs"""
    params, data = start(rng)
    got, ran = go_on(student, params, data, float(100.0 - params["b"][0] + 1.0), 40)
    hint = "The question comes before the first epoch, too."
    agree(ran, 0, "epochs", hint)
    agree(got, params, "params of continue_training", hint)


def test_target_never_reached(student, rng):
    """After max_epochs it ends with what was reached, also where max_epochs is 0"""
    for most in (1, int(rng.integers(4, 9)), 0):
        params, data = start(rng)
        got, ran = go_on(student, params, data, -1e3, most)
        hint = "The target may never be met: max_epochs is the end."
        agree(ran, most, "epochs", hint)
        agree(got, after(params, data, most), "params of continue_training", hint)
    student.case("an error that rises again")
    params, data = {"W": rng.uniform(1.0, 2.0, (3, 2)), "b": np.zeros(2)}, (1.5, 1.0)
    epoch, turning = student.define(EPOCH), student.define(TURNING)
    got, ran = student.continue_training(params, epoch, turning, data, 0.5, 6)
    hint = "What has been trained last is returned, better or worse."
    agree(ran, 6, "epochs", hint)
    agree(got, after(params, data, 6), "params of continue_training", hint)
    student.case("a target that the last epoch reaches")
    params, data = start(rng)
    got, ran = go_on(student, params, data, float(100.0 - params["b"][0] - 4.5 * data[1]), 5)
    agree(
        ran,
        5,
        "epochs where the last one reaches the target",
        "Five epochs are five, whether or not the target is met.",
    )
    agree(got, after(params, data, 5), "params of continue_training", "Five epochs are five.")


def test_exactly_on_the_target(student, rng):
    """An error that equals the target is low enough"""
    for epochs in (0, 3):
        params, data = start(rng)
        target = float(100.0 - params["b"][0] - epochs * data[1])
        got, ran = go_on(student, params, data, target, 40)
        agree(ran, epochs, "epochs", "At most the target: equal is enough.")
        agree(got, after(params, data, epochs), "params of continue_training", "At most the target: equal is enough.")


def test_all_data_in_every_epoch(student, rng):
    """Every epoch of continue_training goes on from the last one, on all data"""
    params, data = start(rng)
    kinds, b, handed = student.define(WATCHED)("continue", params, data, -1e3, 4)
    epochs = [k for k, kind in enumerate(kinds) if kind == "epoch"]
    agree(len(epochs), 4, "the number of calls of train_epoch", "One call an epoch, and max_epochs is the end.")
    hint = "train_epoch changes nothing in place: it *returns* the new parameters."
    agree([b[k] for k in epochs], params["b"][0] + data[1] * np.arange(4), "what each epoch begins with", hint)
    agree([handed[k] for k in epochs], np.full(4, data[1]), "data of each epoch", "Hand them on as they are.")


def test_error_is_asked_before_each_epoch(student, rng):
    """Before each epoch the error of the present parameters is asked for"""
    params, data = start(rng)
    kinds, b, _ = student.define(WATCHED)("continue", params, data, -1e3, 5)
    epochs = [k for k, kind in enumerate(kinds) if kind == "epoch"]
    asked = [k > 0 and kinds[k - 1] == "error" and b[k - 1] == b[k] for k in epochs]
    assert len(epochs) == 5, "Five epochs were asked for, and another number was run. (lectures R7)"
    assert all(asked), (
        "An epoch was run without asking for the error of its parameters first. The error changes with them. "
        "(lectures R7)"
    )


def test_arguments_stay_unchanged(student, rng):
    """The parameters that were handed in are left as they were"""
    params, data = start(rng)
    student.retrain(params, student.define(EPOCH), 2, data)
    go_on(student, params, data, -1e3, 2)
    student.assert_arguments_unchanged()
