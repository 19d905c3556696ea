"""One submission in a box: a Backend that stops what takes too long and replaces a process that dies. Trusted."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from autograder.errors import GraderError
from autograder.sandbox.ahead import Reply, Script, helper_of
from autograder.sandbox.backend import Cell, CellResult, Outcome, Ref, StudentFault
from autograder.sandbox.cells import Cells
from autograder.sandbox.claims import honest
from autograder.sandbox.faults import Dead, Faulted, ended_fault, unplaced_fault
from autograder.sandbox.guest_process import Answered, GuestProcess
from autograder.sandbox.limits import Limits
from autograder.sandbox.meter import Patience
from autograder.sandbox.spending import Spending
from autograder.sandbox.together import replies_to

__all__ = ["Nursery", "Session"]

MAX_FORKS = 32  # for one exercise
MAX_STRIKES = 3  # of one function or helper; after that it is not called again, and the others keep their time
GREETING_S, GRACE_S = 30.0, 0.2
MAX_NAMES = 5000
GONE = Ref(id=-1, kind="object")
TIME_IS_OVER = ("timeout", "asleep")


class Nursery(Protocol):
    """Where processes come from and go to: the Box."""

    def fork(self, limits: Limits, cpu_s: float) -> tuple[socket.socket, str]: ...

    def interrupt(self) -> None: ...

    def reap(self, grace_s: float) -> int | None: ...


class Session:
    """A student's notebook behind a socket. Nothing runs before it is asked for; unless told, that is the end of it."""

    def __init__(self, nursery: Nursery, cells: Sequence[Cell], limits: Limits) -> None:
        self._nursery, self._cells, self._limits = nursery, Cells(cells, limits), limits
        self._spending = Spending(limits, sum(1 for cell in cells if cell.check_of))
        self._process: GuestProcess | None = None
        self._names: frozenset[str] = frozenset()
        self._goal = len(cells)
        self._strikes: dict[str, list[StudentFault]] = {}
        self._helpers: dict[Ref, str] = {}
        self._lent: dict[str, Callable[..., Any]] = {}
        self._patience: Patience | None = None
        self._forks = self._epoch = 0
        self._took_s = 0.0
        self._closed = self._is_apart = False

    @property
    def cells(self) -> tuple[CellResult, ...]:
        """How each cell fared when it was run first; those below the place that was reached are not among them."""
        self.names()
        return self._cells.results

    def told(self, cells: Container[Cell]) -> tuple[CellResult, ...]:
        """The same with the messages of these cells, which are held back where hidden tests have met the process.

        The cells are run once more for that, in a process that no test has met; it ends what was reached.
        """
        if (last := self._cells.last_untold(cells)) is not None:
            if self._process is not None:
                self._bury(self._process)
            self._goal, self._forks = last + 1, 0
        return self.cells

    def below(self, places: Iterable[int]) -> Iterator[CellResult]:
        """How cells fare that no exercise asks for, each when it is its turn; it ends what was reached.

        Once the time of own cells is used up, nothing more is run.
        """
        self.reach("")
        for place in places:
            if not self._cells.result(place) and not self._cells.is_spent():
                self._goal = place + 1
                self.names()
            yield from self._cells.result(place)

    @property
    def spent_s(self) -> float:
        """Seconds that all of it has computed and slept."""
        return self._spending.all_s

    def reach(self, exercise: str, lent: Mapping[str, Callable[..., Any]] | None = None) -> bool:
        """As in Backend; a process that has been lent anything is used for nothing else."""
        place = self._cells.above(exercise)
        if self._process is not None and (self._process.place > place or self._lent or lent):
            self._bury(self._process)
        self._lent = dict(lent or {})
        self._goal, self._forks, self._is_apart = place, 0, False
        self._spending.begin_exercise()
        self._strikes.clear()
        self._helpers.clear()
        return self._cells.are_below(place)

    def names(self) -> frozenset[str]:
        if self._process is not None and self._process.place == self._goal:
            return self._names  # should it have ended meanwhile, whoever takes its place has the same
        try:
            self._ready()
        except Faulted:
            return frozenset()
        return self._names

    def call(
        self, target: str | Ref, args: tuple[Any, ...], kwargs: dict[str, Any], keep: frozenset[int] | None = None
    ) -> Outcome:
        name = target if isinstance(target, str) else self._helpers.get(target, "")
        places = {*range(len(args)), *kwargs}
        outcome = self._request(("call", target, tuple(args), dict(kwargs), sorted(keep or ())), name, places)
        return honest(outcome, keep or frozenset())

    def together(self, script: Script) -> tuple[list[Ref], list[Reply]] | None:
        """Put all questions of a script, one behind the other: the values made for it, and the answers.

        None where that cannot be, or an answer did not come: then nothing of it counts, and who wants to know asks for
        one after the other; that exercise is not asked together again.
        """
        if self._lent or self._patience or self._is_apart or any(self._strikes.values()):
            return None
        if not script.names <= self.names():
            return None
        if self._process is None or self._spending.is_spent:
            return None
        process = self._process
        if process.holds or (script.refers and not process.is_fresh):
            process.release(self._next_epoch())
        process.tested, before_s = True, self._spending.tests_s
        try:
            replies = replies_to(process, script, self._limits, self._spending)
        except Dead:
            self._bury(process)
            self._spending.tests_s, self._is_apart = before_s, True
            return None
        except BaseException:  # an interrupt or the grader's own error, in the middle of an exchange
            self._bury(process)
            raise
        return [process.made(place, kind) for place, kind in enumerate(script.kinds)], replies

    def take_back(self) -> None:
        """Nothing that was asked since the last release counts: its time is given back.

        The process that has heard it would know what comes: another one, to be asked the same, takes its place.
        """
        self._spending.give_back()
        if self._process is not None:
            self._bury(self._process)
            self._forks -= 1  # nothing has gone wrong in it

    def getattr(self, ref: Ref, name: str) -> Outcome:
        return self._request(("getattr", ref, name))

    def next(self, ref: Ref) -> Outcome:
        return self._request(("next", ref))

    def rng(self, seed: int) -> Ref:
        return self._make("generator", "rng", seed)

    def define(self, source: str) -> Ref:
        source, name = helper_of(source)
        helper = self._make("function", "define", source, name)
        self._helpers[helper] = name
        return helper

    def release(self) -> None:
        self._spending.keep()
        if self._process is not None and self._process.holds:
            self._process.release(self._next_epoch())

    def close(self) -> None:
        """End the process. Closing twice is nothing."""
        if not self._closed and self._process is not None:
            self._bury(self._process)
        self._closed = True

    def _make(self, kind: str, order: str, *content: Any) -> Ref:
        try:
            return self._ready().make(kind, order, *content)
        except Faulted:
            return GONE

    def _request(self, request: tuple[Any, ...], name: str = "", places: Container[int | str] = ()) -> Outcome:
        started = time.monotonic()
        try:
            value, changed, digest = self._ask(request, name)
        except Faulted as reason:
            return Outcome(None, reason.fault, (), time.monotonic() - started)
        known = tuple(place for place in changed if place in places)
        return Outcome(value, None, known, time.monotonic() - started, digest)

    def _ask(self, request: tuple[Any, ...], name: str) -> Answered:
        strikes = self._strikes.setdefault(name, [])
        if len(strikes) >= MAX_STRIKES:
            raise Faulted(strikes[-1])
        self._spending.refuse_call()
        process = self._ready()
        process.tested = True
        process.lend(self._lent)
        try:
            return self._converse(process, request, self._limits.call_s)
        except Faulted as fault:
            cause = self._autopsy(process, fault) if isinstance(fault, Dead) else fault.fault
            if name and (isinstance(fault, Dead) or cause.kind in TIME_IS_OVER):
                strikes.append(cause)
            raise Faulted(cause) from None
        finally:
            self._spending.call_took(self._took_s)

    def _ready(self) -> GuestProcess:
        """A process in which the cells have run that are to run. Raises Faulted when there can be none any more."""
        if self._closed:
            raise GraderError("this submission has left its box")
        while True:
            if self._process is not None and self._process.has_spoken_unasked():
                self._bury(self._process)
            process = self._process or self._fork()
            if process.place == self._goal or self._run_cells(process):
                return process

    def _fork(self) -> GuestProcess:
        if self._forks == MAX_FORKS:
            raise Faulted(unplaced_fault("died", f"the submission has hung or died {MAX_FORKS} times"))
        self._forks += 1
        connection, nonce = self._nursery.fork(self._limits, self._spending.in_all_s)
        process = GuestProcess(connection, nonce, self._next_epoch(), self._limits.output_mb << 20, self._cells.all)
        self._process = process
        process.greet(GREETING_S)
        return process

    def _run_cells(self, process: GuestProcess) -> bool:
        """Go on to the goal; False where a cell has ended the process, which is then left out."""
        while process.place < self._goal:
            place = process.place
            if self._cells.is_to_run(place):
                try:
                    fault = self._run_cell(process, place)
                except Dead as death:
                    cause = self._autopsy(process, death)
                    if not process.tested:  # else one that knows less runs it once more
                        self._cells.leave_out(place, cause)
                    return False
                self._cells.ran(place, fault, self._took_s, tested=process.tested)
            process.place += 1
        try:
            names, *_ = self._converse(process, ("names",), self._limits.call_s)
        except Dead as death:
            self._autopsy(process, death)
            return False
        if not isinstance(names, list):  # only who answers in its own guest's place says something else
            raise Faulted(unplaced_fault("unplain", "what it defines was not said in a list of names"))
        self._names = frozenset(name for name in names[:MAX_NAMES] if isinstance(name, str))
        return True

    def _run_cell(self, process: GuestProcess, place: int) -> StudentFault | None:
        request = ("cell", place, self._cells.all[place].source)
        try:
            self._converse(process, request, self._cells.seconds(place, tested=process.tested))
        except Dead:
            raise
        except Faulted as error:
            return error.fault
        return None

    def _converse(self, process: GuestProcess, request: tuple[Any, ...], seconds: float) -> Answered:
        """Ask for an answer within `seconds`, and within the time of the call from whose callback this one is made."""
        self._spending.refuse_all()
        outer, started = self._patience, time.thread_time()
        self._patience = patience = Patience(process.meter, seconds, self._limits.idle_s, outer)
        try:
            return process.ask(request, patience, self._nursery.interrupt)
        except (Faulted, AssertionError):
            raise
        except BaseException:  # an interrupt or the grader's own error, perhaps in the middle of an exchange
            self._bury(process)
            raise
        finally:
            self._patience, self._took_s = outer, 0.0
            if outer is None:
                self._took_s = patience.used()
                self._spending.took(self._took_s)
                self._spending.computed_here(time.thread_time() - started)

    def _autopsy(self, process: GuestProcess, death: Dead) -> StudentFault:
        code = self._bury(process, GRACE_S if death.hung_up else 0.0)
        if not death.hung_up or code is None or death.fault.kind in TIME_IS_OVER:
            return death.fault
        return ended_fault(code)

    def _bury(self, process: GuestProcess, grace_s: float = 0.0) -> int | None:
        process.close()
        if self._process is not process:
            return None
        self._process = None
        return self._nursery.reap(grace_s)

    def _next_epoch(self) -> int:
        self._epoch += 1
        return self._epoch
