"""clock: how much processor time some lines take, as the grader counts it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def clock(limit_s: float) -> Iterator[None]:
    """Say how long the lines inside have computed, and how much that is of the time that they have when graded.

    It is processor time, of all threads together: while another program has the processor, this clock stands still.

    Args:
        limit_s: seconds that there are.

    >>> with clock(10):  # doctest: +SKIP
    ...     predict = fit_digits(x, y, rng)
    4.2 s of processor time, 42% of the 10 s that there are.
    """
    started = time.process_time()
    yield
    used_s = time.process_time() - started
    share = used_s / limit_s
    print(f"{used_s:.1f} s of processor time, {share:.0%} of the {limit_s:g} s that there are.{_advice(share)}")


def _advice(share: float) -> str:
    if share >= 1:
        return " That is too long: fewer epochs, larger batches or a smaller network."
    return " The machine that grades may be slower than this one: half of it would be safe." if share > 0.6 else ""
