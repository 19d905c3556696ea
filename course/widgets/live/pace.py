"""How often a live picture may be drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter


class Pace:
    """Lets a picture be drawn only so often that drawing takes a set share of the time.

    >>> pace = Pace(share=0.05)
    >>> pace.due()
    True
    """

    def __init__(self, share: float, clock: Callable[[], float] = perf_counter) -> None:
        self._share, self._clock = share, clock
        self._next = clock()

    def due(self) -> bool:
        """Whether the next picture may be drawn now."""
        return self._clock() >= self._next

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """The time that is spent drawing."""
        began = self._clock()
        yield
        now = self._clock()
        self._next = now + (now - began) * (1 / self._share - 1)
