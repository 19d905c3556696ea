"""What a student is given for a hand-in, by every way there is: its page, or a note that says why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from autograder.reports.results import Graded
from autograder.watching.arrivals import Arrival, inbound_handins
from autograder.watching.events import Event
from autograder.watching.place import Place
from autograder.watching.returning import Returning
from autograder.watching.words import later_one_page, not_graded_page

__all__ = ["Giving"]


@dataclass(frozen=True, slots=True)
class Giving:
    """Gives, and says what was given. A folder that one student has spoilt is that student's loss."""

    place: Place
    say: Callable[[Event], None]
    now: Callable[[], float] = time.time

    def result(self, arrival: Arrival, graded: Graded) -> None:
        """What became of a hand-in."""
        if graded.failure:
            self.refusal(arrival, graded.failure, students_fault=graded.blame == "submission")
            return
        best = sum(report.max_score for report in graded.reports)
        text = " ".join(graded.problems)
        self.say(Event(self.now(), "graded", arrival.assignment, arrival.student, graded.score, best, text))
        self._page(arrival)

    def refusal(self, arrival: Arrival, reason: str, *, students_fault: bool = True) -> None:
        """The hand-in cannot be graded. What the grader's own fault is, the student is not told in full."""
        self.say(Event(self.now(), "not graded", arrival.assignment, arrival.student, text=reason))
        self.note(arrival, not_graded_page(arrival.assignment, reason, students_fault=students_fault))

    def note(self, arrival: Arrival, text: str) -> None:
        """A page in place of the one that is not there."""
        self._by_every_way(arrival, lambda way: way.note(arrival, text))

    def _page(self, arrival: Arrival) -> None:
        page = self.place.pages / arrival.student / arrival.assignment / f"{arrival.assignment}.html"
        self._by_every_way(arrival, lambda way: way.page(arrival, page))
        later = later_one_page(arrival.assignment)
        for earlier in self._earlier(arrival):
            self._pass_over(earlier, later)

    def _pass_over(self, earlier: Arrival, text: str) -> None:
        self._by_every_way(earlier, lambda way: way.superseded(earlier, text))

    def _earlier(self, arrival: Arrival) -> Iterator[Arrival]:
        """What the same student handed in before."""
        inbound: Iterable[Arrival] = ()
        if self.place.inbound:
            inbound = inbound_handins(self.place.inbound, [arrival.assignment])
        for other in inbound:
            if other.student == arrival.student and other.at and arrival.at and other.at < arrival.at:
                yield other

    def _by_every_way(self, arrival: Arrival, give: Callable[[Returning], None]) -> None:
        for way in self.place.ways:
            try:
                give(way)
            except OSError as error:
                said = f"no page could be given: {error.strerror or error}"
                self.say(Event(self.now(), "trouble", arrival.assignment, arrival.student, text=said))
