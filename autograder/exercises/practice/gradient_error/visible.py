# f falls and climbs by A along x; three times as much is |1 - 3| / (1 + 3) off, whatever the direction.
A, x = np.array([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]]), np.array([[1.0, 0.0, 2.0], [-1.0, 5.0, 0.5]])
asked = []


def f(moved):
    """A linear function, which notes how far from x it is asked."""
    asked.append(np.sqrt(((moved - x) ** 2).sum()))
    return float((A * moved).sum())


rng = np.random.default_rng(0)
for factor, by_hand in ((1.0, 0.0), (3.0, 0.5), (0.0, 1.0), (-1.0, 1.0)):
    error = checks.assert_unchanged(gradient_error, f, x, factor * A, rng)
    hint = "What are a and b along one direction, and what is their difference divided by?"
    name = f"error of {factor:g} times the gradient"
    checks.assert_close(error, by_hand, name=name, atol=1e-7, hint=hint, lecture="B1")

asked.clear()
gradient_error(f, x, A, rng, eps=0.25, directions=4)
checks.assert_close(len(asked), 8, name="the number of calls of f for 4 directions", lecture="B1")
hint = "How long is a direction, and how long is the step along it?"
checks.assert_close(asked, np.full(8, 0.25), name="how far from x f is asked, with eps = 0.25", hint=hint, lecture="B1")

# x^3 at 1 with the huge step 0.5: the difference says 3.25 where the slope is 3.
error = gradient_error(lambda x: float((x**3).sum()), np.array([1.0]), np.array([3.0]), rng, eps=0.5)
checks.assert_close(error, 0.25 / 6.25, name="error for x^3 with eps = 0.5", hint=hint, lecture="B1")
error = gradient_error(lambda x: 7.0, x, 0 * x, rng)
checks.assert_close(error, 0.0, name="error where everything is 0", hint="What may not be divided by 0?", lecture="B1")
