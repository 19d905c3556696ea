x, calls = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), []


def tape(x, rng):
    """A network whose passes are known: 1, 3, 5, 7 times its input."""
    calls.append(x)
    return (2.0 * len(calls) - 1.0) * x


mean, std = checks.assert_unchanged(monte_carlo_predict, tape, x, 4, np.random.default_rng(0))
checks.assert_close(len(calls), 4, name="the number of calls of forward for passes = 4", lecture="R9")
hint = "From what does each pass start, and what is averaged?"
checks.assert_close(mean, 4.0 * x, name="mean", like="one output", hint=hint, lecture="R9")
hint = "How far do 1, 3, 5 and 7 lie from their mean?"
checks.assert_close(std, np.sqrt(5.0) * x, name="std", like="one output", hint=hint, lecture="R9")

# A network that gives its input in half of the passes and 0 in the others, asked twice from the same seed.
same = np.random.default_rng(0), np.random.default_rng(0)
mean, again = (monte_carlo_predict(lambda x, rng: x * (rng.random() < 0.5), x, 2000, rng)[0] for rng in same)
hint = "Which generator does forward get?"
checks.assert_close(mean, x / 2, name="mean of 2000 passes", rtol=0.15, hint=hint, lecture="R9")
checks.assert_close(again, mean, name="mean for the same seed once more", hint=hint, lecture="R9")
