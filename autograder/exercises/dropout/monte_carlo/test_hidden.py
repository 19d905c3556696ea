"""Hidden suite of dropout/monte_carlo.

Two kinds of network: a tape, whose passes are known and repeat with a period, so that mean and spread are exact however
the passes are collected; and a noisy one that draws from the generator it is handed.
"""

import numpy as np
import pytest

from course import checks

N, D, K = 5, 7, 3
PERIODS = (7, 9, 11)  # of which no round number of passes is a multiple

# Pass number k gives cos(k + column) + k times the first K columns of x; after `period` passes it starts again.
# Called without x it says how often it ran.
TAPE = """
def tape(x, rng, ran=[]):
    if x is None:
        return len(ran)
    ran.append(1)
    k = (len(ran) - 1) % {period}
    return (x[:, :{K}] * (np.cos(k + np.arange({K})) + k)).astype(x.dtype)
"""

# Called without x it says how many different outputs it has given.
NOISE = """
def noise(x, rng, given=set()):
    if x is None:
        return len(given)
    out = x * rng.uniform(0.0, 1.0, size=x.shape)
    given.add(out.tobytes())
    return out
"""


STEADY = """
def steady(x, rng):
    return 1.0 * x
"""


class Counted:
    """A network that runs out here, where nobody but the test can count. The tape's own count is for the diagnosis."""

    def __init__(self):
        self.ran = 0

    def __call__(self, x, rng):
        self.ran += 1
        return x[:, :K].copy()


# The draws may differ between right solutions; this answer does not, and the diagnosis sees it.
REPEATS = """
def repeats(x, first, again):
    def noise(x, rng):
        return x * rng.uniform(0.0, 1.0, size=x.shape)
    a, b, c = (monte_carlo_predict(noise, x, 4, rng)[0] for rng in (first, again, first))
    return bool(np.array_equal(a, b)), bool(np.array_equal(a, c))
"""


def seed(rng):
    return int(rng.integers(2**31))


def tape_of(student, period):
    return student.define(TAPE.format(period=period, K=K))


def outputs_of_tape(x, passes):
    """(passes, N, K) what the tape gives, one after the other."""
    k = np.arange(passes)[:, None, None]
    return x[:, :K] * (np.cos(k + np.arange(K)) + k)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_mean_of_the_passes(student, rng, dtype):
    """mean is the average over the passes, shaped like one output"""
    x, passes = rng.normal(size=(N, D)).astype(dtype), int(rng.choice(PERIODS))
    mean, _ = student.monte_carlo_predict(tape_of(student, passes), x, passes, student.rng(seed(rng)))
    hint = "Each pass starts from x and counts once; the average runs over the passes only."
    rtol = 1e-4 if dtype is np.float32 else 1e-7
    expected = outputs_of_tape(x, passes).mean(axis=0)
    checks.assert_close(mean, expected, name="mean", rtol=rtol, like="one output", hint=hint, lecture="R9")
    student.assert_arguments_unchanged()


def test_spread_of_the_passes(student, rng):
    """std is the standard deviation over the passes, entry by entry, with division by the number of passes"""
    x, passes = rng.normal(size=(N, D)), int(rng.choice(PERIODS))
    _, std = student.monte_carlo_predict(tape_of(student, passes), x, passes, student.rng(seed(rng)))
    hint = "The root of the mean squared distance from the mean, over the passes only."
    expected = outputs_of_tape(x, passes).std(axis=0)
    checks.assert_close(std, expected, name="std", rtol=1e-6, like="one output", hint=hint, lecture="R9")
    student.assert_arguments_unchanged()


def test_as_many_passes_as_asked(student, rng):
    """forward runs exactly as often as `passes` says"""
    for passes in (int(rng.integers(2, 6)), int(rng.integers(20, 40))):
        x, tape, counted = rng.normal(size=(N, D)), tape_of(student, passes), Counted()
        student.monte_carlo_predict(tape, x, passes, student.rng(seed(rng)))
        check_runs(int(tape(None, None)), passes)
        student.monte_carlo_predict(counted, x, passes, student.rng(seed(rng)))
        check_runs(counted.ran, passes)


def check_runs(ran, passes):
    few = "fewer" if ran < passes else "more"
    assert ran == passes, f"forward ran {few} times than asked for. A pass can be as dear as a network. (lectures R9)"


def test_passes_draw_from_the_generator(student, rng):
    """Every pass gets the generator that was handed in: passes differ, and the same state gives the same answer"""
    noise, x, passes, start = student.define(NOISE), rng.uniform(1.0, 2.0, size=D), 6, seed(rng)
    student.define(REPEATS)(x, student.rng(start), student.rng(start))
    generator = student.rng(start)
    answers = [student.monte_carlo_predict(noise, x, passes, generator) for _ in range(2)]
    outputs = int(noise(None, None))
    answers.append(student.monte_carlo_predict(noise, x, passes, student.rng(start)))
    for mean, std in answers:
        checks.assert_shape(mean, x.shape, name="mean", like="one output", lecture="R9")
        checks.assert_shape(std, x.shape, name="std", like="one output", lecture="R9")
    assert (np.asarray(answers[0][1]) > 1e-9).all(), (
        "All passes gave the same output. Run forward anew for each pass, and hand it `rng` itself: a generator that "
        "is made again for each pass draws the same numbers again. (lectures R9)"
    )
    first, second, again = (np.asarray(mean) for mean, _ in answers)
    assert not np.array_equal(first, second), (
        "Asked twice with one generator, you gave the same answer. Hand on `rng`, do not make one inside. (lectures R9)"
    )
    assert np.array_equal(first, again), (
        "Two generators in the same state gave different answers. Hand `rng` on to forward. (lectures R9)"
    )
    assert outputs == 2 * passes, (
        "Some passes gave the same output as others. Hand `rng` itself to every pass, to the first as to the last. "
        "(lectures R9)"
    )


def test_one_pass(student, rng):
    """A single pass is its own mean and has no spread"""
    for n in (N, 1):
        x, words = rng.normal(size=(n, D)), {"like": "one output", "lecture": "R9"}
        mean, std = student.monte_carlo_predict(tape_of(student, 1), x, 1, student.rng(seed(rng)))
        checks.assert_close(mean, outputs_of_tape(x, 1)[0], name="mean of one pass", **words)
        hint = "Divide by passes, not by passes - 1."
        checks.assert_close(std, np.zeros((n, K)), name="std of one pass", atol=1e-7, hint=hint, **words)


def test_passes_that_agree(student, rng):
    """Where all passes agree the spread is 0, as a number"""
    x, passes = rng.uniform(1.0, 3.0, size=(25, 12)), int(rng.choice(PERIODS))
    mean, std = student.monte_carlo_predict(student.define(STEADY), x, passes, student.rng(seed(rng)))
    words = {"like": "one output", "lecture": "R9"}
    checks.assert_close(mean, x, name="mean of passes that agree", **words)
    hint = "The mean of the squares less the square of the mean is rounded, and may fall below 0, which has no root."
    checks.assert_close(std, 0.0 * x, name="std of passes that agree", atol=1e-6, hint=hint, **words)
