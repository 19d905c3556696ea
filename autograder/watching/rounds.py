"""One round: look what has come, take what has its turn, grade it, give the pages back.

What is taken is written down before it is graded, and given back before that is written down too. A program that is
killed in between takes the same hand-in up again: it has been counted, and what was graded is in the store.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.errors import ChainruleError, GraderError, UnreadableSubmission
from autograder.reports.results import Graded
from autograder.watching.arrivals import Arrival, Lookout, inbound_handins, submitted_handins
from autograder.watching.collecting import Lying, collect, newest, refusal_of, what_lies_there
from autograder.watching.events import Event
from autograder.watching.giving import Giving
from autograder.watching.ledger import Ledger
from autograder.watching.place import Place
from autograder.watching.quota import HOUR_S, turn_of_next
from autograder.watching.words import waiting_page

__all__ = ["Grade", "Rounds", "State"]

BATCH = 20  # hand-ins graded at once: the first pages of a rush come while the rest still waits
THE_STUDENTS = {errno.EACCES, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG}
Grade = Callable[[str, Sequence[str]], Sequence[Graded]]


@dataclass(slots=True)
class State:
    """What a round has left: `unfinished` is being copied, `waiting` over the limit, `more` for the next round.

    `taken` had their turn in it, and of these `failed` could not be graded.
    """

    taken: int = 0
    unfinished: int = 0
    waiting: int = 0
    more: int = 0
    failed: int = 0


@dataclass(slots=True)
class Rounds:
    """Round after round on one course.

    Args:
        grade: (assignment, students) -> what became of each; their pages are written by then.
        per_hour: 0 for no limit.
        now: the time of day; steady: a clock that is never set.
    """

    place: Place
    assignments: Sequence[str]
    ledger: Ledger
    lookout: Lookout
    grade: Grade
    say: Callable[[Event], None]
    per_hour: int = 0
    now: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    _told: dict[Arrival, str] = field(default_factory=dict)
    _rightful: dict[tuple[Arrival, Lying], bool] = field(default_factory=dict)
    _left: set[tuple[str, str, str]] = field(default_factory=set)

    def look(self) -> None:
        """See what is there, so that the next round can tell what has changed meanwhile."""
        for _ in self._arrivals(State()):
            pass

    def run(self) -> State:
        """One round. Raises ChainruleError where grading cannot go on; the next round takes up what was taken."""
        state, due = State(), []
        for arrival in self._arrivals(state):
            turn = self._turn(arrival)
            if turn > self.now():
                state.waiting += 1
                self._tell_to_wait(arrival, turn)
            else:
                due.append(arrival)
        due.sort(key=_since)
        state.taken, state.more = min(len(due), BATCH), max(0, len(due) - BATCH)
        self._take_all(due[:BATCH], state)
        return state

    def _arrivals(self, state: State) -> Iterator[Arrival]:
        """The last hand-in of each student, where it is whole and not done."""
        inbound = inbound_handins(self.place.inbound, self.assignments) if self.place.inbound else []
        rightful = filter(self._is_rightful, inbound)
        for arrival in newest(rightful, submitted_handins(self.place.submitted, self.assignments)):
            if not self.lookout.is_whole(arrival, self.steady()):
                state.unfinished += 1
            elif not self._is_done(arrival):
                yield arrival

    def _is_rightful(self, arrival: Arrival) -> bool:
        """Whether it is a folder, and the student's whom it names; said once where it is not."""
        key = arrival, what_lies_there(arrival)
        if key not in self._rightful:
            refusal = refusal_of(*key, check_owner=self.place.check_owner)
            self._rightful[key] = not refusal
            if refusal:
                self.say(Event(self.now(), "refused", arrival.assignment, arrival.student, text=refusal))
        return self._rightful[key]

    def _is_done(self, arrival: Arrival) -> bool:
        handin, last = self.lookout.identity(arrival), self.ledger.last(arrival.assignment, arrival.student)
        given_back = last is not None and last.handin == handin and last.given_back
        return given_back or (arrival.assignment, arrival.student, handin) in self._left

    def _turn(self, arrival: Arrival) -> float:
        """What has been taken already has its turn."""
        last = self.ledger.last(arrival.assignment, arrival.student)
        if last is not None and last.handin == self.lookout.identity(arrival):
            return self.now()
        return turn_of_next(self.ledger.times(arrival.student, self.now() - HOUR_S), self.per_hour, self.now())

    def _tell_to_wait(self, arrival: Arrival, turn: float) -> None:
        text = waiting_page(arrival.assignment, self.per_hour, turn)
        if self._told.get(arrival) != text:
            self._told[arrival] = text
            left = (turn - self.now()) / 60
            said = f"over the limit of {self.per_hour} an hour; its turn comes in {left:.0f} minutes"
            self.say(Event(self.now(), "waiting", arrival.assignment, arrival.student, text=said))
            self._giving.note(arrival, text)

    @property
    def _giving(self) -> Giving:
        return Giving(self.place, self.say, self.now)

    def _take_all(self, due: Sequence[Arrival], state: State) -> None:
        """What is wrong with one assignment keeps no other from being graded."""
        errors = []
        for assignment in self.assignments:
            try:
                self._take([arrival for arrival in due if arrival.assignment == assignment], assignment, state)
            except ChainruleError as error:
                errors.append(error)
        if errors:
            raise errors[0]

    def _take(self, arrivals: Sequence[Arrival], assignment: str, state: State) -> None:
        """Count, collect, grade and give back."""
        taken = {}
        for arrival in arrivals:
            handin = self.lookout.identity(arrival)
            self.ledger.take(assignment, arrival.student, handin, self.now())
            if there := self._collected(arrival):
                taken[arrival.student] = there, handin
            else:
                state.failed += 1
                self.ledger.give_back(assignment, arrival.student, handin)
        for graded in self.grade(assignment, sorted(taken)) if taken else ():
            state.failed += bool(graded.failure)
            self._conclude(*taken[graded.student], graded)

    def _conclude(self, arrival: Arrival, handin: str, graded: Graded) -> None:
        """A fault of the grader's is tried again when this program is started again, and not all the time."""
        self._giving.result(arrival, graded)
        if graded.blame == "grader":
            self._left.add((arrival.assignment, arrival.student, handin))
        else:
            self.ledger.give_back(arrival.assignment, arrival.student, handin)

    def _collected(self, arrival: Arrival) -> Arrival | None:
        """In its place in `submitted/`; None where it cannot be brought there, and its student is told."""
        if arrival.inbound and not self._is_rightful(arrival):  # not any more
            return None
        try:
            return collect(arrival, self.place.submitted, self.place.ignore) if arrival.inbound else arrival
        except UnreadableSubmission as error:
            self._giving.refusal(arrival, str(error))
        except OSError as error:
            if error.errno not in THE_STUDENTS:
                raise GraderError(f"nothing can be collected into {self.place.submitted}: {error.strerror}") from error
            self._giving.refusal(arrival, f"it cannot be read: {error.strerror}.")
        return None


def _since(arrival: Arrival) -> tuple[float, str]:
    """The oldest comes first."""
    try:
        return arrival.at.timestamp() if arrival.at else arrival.notebook.lstat().st_mtime, arrival.student
    except (OSError, ValueError, OverflowError):
        return 0.0, arrival.student
