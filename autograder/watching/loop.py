"""Round after round until a signal says stop; what is under way then is finished and given back."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from autograder.errors import ChainruleError
from autograder.watching.events import Event
from autograder.watching.rounds import Rounds

__all__ = ["run_once", "run_until_stopped", "stop_signals"]

RETRY_S = 30.0


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """Set by SIGTERM and by the first Ctrl-C; a second Ctrl-C interrupts at once, as everywhere."""
    stop = threading.Event()

    def hear(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, hear) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_until_stopped(
    rounds: Rounds, stop: threading.Event, every_s: float, rest: Callable[[], None], retry_s: float = RETRY_S
) -> None:
    """What goes wrong with course or machine is said, and tried again; nothing that was handed in is lost by it.

    Args:
        rest: called whenever all that had its turn is done, and something had been.
    """
    trouble, busy = "", False
    while not stop.is_set():
        try:
            state = rounds.run()
            if busy and not state.taken:
                rest()
        except ChainruleError as error:
            busy = True  # some may have been graded before it
            if str(error) != trouble:
                trouble = str(error)
                rounds.say(Event(time.time(), "trouble", "", text=f"{trouble} (tried again every {retry_s:g} s)"))
            stop.wait(retry_s)
            continue
        busy = state.taken > 0
        if trouble:
            trouble = ""
            rounds.say(Event(time.time(), "trouble", "", text="over: grading goes on"))
        if not state.more:
            stop.wait(every_s)
    if busy:
        rest()


def run_once(rounds: Rounds, stop: threading.Event, settle_s: float, rest: Callable[[], None]) -> bool:
    """All that is there by now. Whether nothing is left: unfinished, over the limit, or not graded.

    Looked at twice, so that what is still being copied is told from what is whole. Raises ChainruleError.
    """
    rounds.look()
    stop.wait(settle_s)
    failed = taken = 0
    while not stop.is_set():
        state = rounds.run()
        failed, taken = failed + state.failed, taken + state.taken
        if not state.more:
            break
    if taken:
        rest()
    return not (failed or state.unfinished or state.waiting) if not stop.is_set() else False
