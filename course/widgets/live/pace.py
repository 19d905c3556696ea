"""How often a live picture is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter, sleep
from typing import Protocol

FRAMES, SECONDS = 30, 3.0
LONGEST_GAP_S = 0.25


class Pace(Protocol):
    """Is asked once for each moment of a loop whether it is drawn; drawing happens within `drawing`."""

    def due(self) -> bool: ...
    @contextmanager
    def drawing(self) -> Iterator[None]: ...


class Sparing:
    """Lets a picture be drawn only so often that drawing takes a set share of the time.

    >>> pace = Sparing(share=0.05)
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


class Film:
    """Spreads a loop of `total` moments over a few seconds, so that a person sees it; a slower one is not held up."""

    def __init__(
        self, total: int, clock: Callable[[], float] = perf_counter, wait: Callable[[float], None] = sleep
    ) -> None:
        self._total, self._clock, self._wait = total, clock, wait
        self._frames = max(min(FRAMES, total), 1)
        self._taken = self._shown = 0
        self._began = self._last = clock()

    def due(self) -> bool:
        """Whether this moment is a frame."""
        self._taken += 1
        self._turn = self._taken * self._frames // max(self._total, 1)
        return self._taken == 1 or self._turn > self._shown or self._clock() - self._last > LONGEST_GAP_S

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """The time of a frame: drawing, and then waiting for its turn."""
        yield
        self._shown = self._turn
        early = self._began + self._turn * SECONDS / FRAMES - self._clock()
        if early > 0:
            self._wait(early)
        self._last = self._clock()
