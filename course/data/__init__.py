"""Small data sets: real digits, and points in the plane made to measure. NumPy only."""

import io
import pkgutil

import numpy as np

__all__ = ["digits", "moons", "spirals"]


def digits(test: int = 2000) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """8,000 handwritten digits of the MNIST database (LeCun, Cortes and Burges; CC BY-SA 3.0).

    Args:
        test: how many of them are kept apart for testing, from 0 to 8,000. The order is random and fixed: they are
            always the last ones.
    Returns:
        x_train (8000 - test, 1, 28, 28) float32 from 0 to 255/256, as the lecture scales them; y_train (8000 - test,)
        integers from 0 to 9; x_test (test, 1, 28, 28) and y_test (test,) likewise.
    Raises:
        ValueError: if test is out of range.
    """
    packed = pkgutil.get_data(__name__, "digits.npz")  # through the loader: a package need not be a folder
    with np.load(io.BytesIO(packed or b"")) as stored:
        images, labels = stored["images"], stored["labels"]
    if not 0 <= test <= len(labels):
        raise ValueError(f"test must be from 0 to {len(labels)}, got {test}")
    x = images[:, None].astype(np.float32) / 256
    y = labels.astype(np.int64)
    cut = len(y) - test
    return x[:cut], y[:cut], x[cut:], y[cut:]


def spirals(n: int, classes: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Arms of a spiral, one for each class, n points on each, that no straight line separates.

    Returns:
        x (n * classes, 2) within about 1 of the origin, y (n * classes,) integers from 0 to classes - 1.
    """
    radius = np.tile(np.linspace(0.05, 1, n), classes)
    y = np.repeat(np.arange(classes), n)
    angle = 4 * radius + 2 * np.pi * y / classes + rng.normal(0, 0.2, n * classes)
    return radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), y


def moons(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two half moons that reach into each other, n points in all (one more in the first when n is odd).

    Args:
        n: number of points.
        noise: standard deviation of the normal noise on both coordinates.
    Returns:
        x (n, 2), y (n,) integers 0 (upper moon) and 1 (lower moon).
    """
    y = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x[y == 1] = [1, 0.5] - x[y == 1]
    return x + rng.normal(0, noise, (n, 2)), y
