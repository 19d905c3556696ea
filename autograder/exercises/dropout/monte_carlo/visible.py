from course import checks

x = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


class Tape:
    """A network whose passes are known: 1, 3, 5, 7 times the input."""

    def __init__(self):
        self.passes = 0

    def __call__(self, x, rng):
        self.passes += 1
        return (2.0 * self.passes - 1.0) * x


tape = Tape()
mean, std = monte_carlo_predict(tape, x, 4, np.random.default_rng(0))
assert tape.passes == 4, f"With passes=4 forward should run 4 times, it ran {tape.passes} times. (lectures R9)"
checks.assert_close(
    mean,
    4.0 * x,
    name="mean",
    like="one output",
    lecture="R9",
    hint="Each pass starts from x; average over the passes, not over the examples.",
)
checks.assert_close(
    std,
    np.sqrt(5.0) * x,
    name="std",
    like="one output",
    lecture="R9",
    hint="1, 3, 5, 7 lie 3, 1, 1, 3 from their mean: the root of the mean of the squares.",
)


def coin(x, rng):
    """A network that gives its input in half of the passes, and 0 in the other half."""
    return x * (rng.random() < 0.5)


mean, std = monte_carlo_predict(coin, x, 2000, np.random.default_rng(0))
checks.assert_close(mean, x / 2, name="mean of 2000 coin passes", rtol=0.15, hint="Hand rng to forward.", lecture="R9")
again, _ = monte_carlo_predict(coin, x, 2000, np.random.default_rng(0))
checks.assert_close(again, mean, name="mean for the same seed once more", hint="Hand rng to forward.", lecture="R9")
print("monte_carlo: the visible checks pass")
