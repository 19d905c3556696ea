"""Ordinary pytest. A docstring's first line is the criterion's title as the student sees it."""

from course.checks import assert_close


def test_positive_passes(student, rng):
    """Positive inputs pass unchanged."""
    x = rng.uniform(0.5, 3.0, (4, 3))
    assert_close(student.leaky_relu(x), x, name="h")


def test_negative_leaks(student, reference, rng):
    """Negative inputs are scaled by the slope."""
    x = rng.uniform(-3.0, 3.0, (2, 5))
    x[0, :2] = 2.0, -2.0
    assert_close(student.leaky_relu(x), reference.leaky_relu(x), name="h")
    assert_close(student.leaky_relu(x, slope=0.2), reference.leaky_relu(x, slope=0.2), name="h")


def test_argument_unchanged(student, rng):
    """The input array is left as it was."""
    x = rng.uniform(-3.0, 3.0, (3, 4))
    x[0, 0] = -1.0
    student.leaky_relu(x)
    student.assert_arguments_unchanged()
