"""Round after round, whatever goes wrong meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

from autograder.errors import GraderError
from autograder.watching.events import Event
from autograder.watching.loop import run_until_stopped
from autograder.watching.rounds import State

LOCKED = GraderError("the gradebook is locked")


class Rounds:
    """Each comes to what it is said to; an exception is raised, and after the last one it is time to stop."""

    def __init__(self, *outcomes: State | Exception) -> None:
        self._outcomes: Iterator[State | Exception] = iter(outcomes)
        self.stop, self.said = threading.Event(), list[str]()

    def run(self) -> State:
        outcome = next(self._outcomes, None)
        if outcome is None:
            self.stop.set()
            return State()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def say(self, event: Event) -> None:
        self.said.append(event.text)

    def watch(self, rest: Callable[[], None]) -> None:
        rounds: Any = self
        run_until_stopped(rounds, self.stop, 0.0, rest, retry_s=0.0)


def test_the_table_is_written_when_nothing_waits_any_more() -> None:
    written = list[str]()
    rounds = Rounds(State(taken=20, more=1), State(taken=1), State(), State())
    rounds.watch(lambda: written.append("table"))
    assert (written, rounds.said) == (["table"], [])


def test_a_table_that_cannot_be_written_is_tried_again() -> None:
    tries = list[str]()

    def rest() -> None:
        tries.append("table")
        if len(tries) < 3:
            raise LOCKED

    rounds = Rounds(State(taken=1), State(), State(), State(), State())
    rounds.watch(rest)
    assert len(tries) == 3
    assert rounds.said == ["the gradebook is locked (tried again every 0 s)", "over: grading goes on"]


def test_after_a_round_that_failed_the_table_has_what_was_graded_before_it() -> None:
    written = list[str]()
    rounds = Rounds(LOCKED, LOCKED, State())
    rounds.watch(lambda: written.append("table"))
    assert written == ["table"]
    assert rounds.said == ["the gradebook is locked (tried again every 0 s)", "over: grading goes on"]
