"""assert_dropped: units that fall at random, each by a coin of its own."""

import math

import numpy as np

from course.checks.close import assert_close
from course.checks.failure import Subject, subject
from course.checks.stages import as_array, check_finite, check_shape

CHANCE = 1e-9  # a right answer is called wrong this rarely
WHOSE_COINS = "Of which shape are your random numbers?"
WHICH_SIDE = "How are the numbers distributed that you compare with p, and on which side of p does a unit fall?"


def assert_dropped(
    got: object,
    x: np.ndarray,
    p: float,
    factor: float = 1.0,
    name: str = "",
    like: str = "",
    hint: str = "",
    lecture: str = "",
) -> None:
    """Check that `got` is `x` with units dropped at random, each with probability p, and the others times a factor.

    Args:
        got: what the student's function returned; a unit that is 0 was dropped.
        x: (N, ...) one example a row, or (D,) a single one; no entry is 0.
        p: probability of dropping a unit, between 0 and 1.
        factor: by which a unit that was kept is multiplied.
        name, like, hint, lecture: the words of the message.
    Raises:
        CheckFailure: rows that share a mask or fall whole, a share of zeros far from p, kept units that are wrong.
    """
    about = subject(name, like, hint, lecture)
    array = as_array(got, x.shape, about)
    check_shape(array, x.shape, about)
    check_finite(array, x, about)
    kept = array != 0
    if x.ndim > 1 and 0 < kept.mean() < 1:
        _check_rows(kept.reshape(len(kept), -1), p, about)
    _check_share(kept, p, about)
    assert_close(array, np.where(kept, factor * x, 0), name=name, like=like, hint=hint, lecture=lecture)


def _check_rows(kept: np.ndarray, p: float, about: Subject) -> None:
    n, d = kept.shape
    if (kept == kept[0]).all() and _alike(p, n) ** d < CHANCE:
        raise about.fail("has its zeros at the same places in every row", advice=WHOSE_COINS)
    if (kept == kept[:, :1]).all() and _alike(p, d) ** n < CHANCE:
        raise about.fail("is zero in whole rows", advice=WHOSE_COINS)


def _alike(p: float, n: int) -> float:
    """How probable it is that n units all fall or all stay."""
    return p**n + (1 - p) ** n


def _check_share(kept: np.ndarray, p: float, about: Subject) -> None:
    share = 1 - float(kept.mean())
    if abs(share - p) <= math.sqrt(math.log(2 / CHANCE) / (2 * kept.size)):  # Hoeffding's bound
        return
    verb = "has far too many zeros" if share > p else "has far too few zeros"
    raise about.fail(verb, f": expected about {p:.0%}, got {share:.0%}", WHICH_SIDE if 0 < share < 1 else "")
