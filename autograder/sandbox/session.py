"""One submission in a box: a Backend that replaces a process that hangs or dies, within the submission's time."""

from __future__ import annotations

import ast
import math
import signal
import socket
import textwrap
import time
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from autograder.errors import GraderError
from autograder.sandbox.backend import Cell, CellResult, Outcome, Ref, StudentFault
from autograder.sandbox.guest_process import Dead, Faulted, GuestProcess, unplaced_fault
from autograder.sandbox.inside.bounds import MAX_TEXT
from autograder.sandbox.limits import Limits

__all__ = ["Nursery", "Session"]

MAX_FORKS = 32
MAX_DEATHS = 3  # of one function; after that it is not called again, and the others keep their time
CELL_CALLS = 2  # a cell may take as long as this many calls
GREETING_S, GRACE_S = 30.0, 0.2
MAX_NAMES = 5000
TOO_LONG = unplaced_fault(
    "exception", f"the cell is longer than {MAX_TEXT:,} characters: keep data out of it", "ValueError"
)
GONE = Ref(id=-1, kind="object")


class Nursery(Protocol):
    """Where processes come from and go to: the Box."""

    def fork(self, limits: Limits) -> tuple[socket.socket, str]: ...

    def reap(self, grace_s: float) -> int | None: ...


class Session:
    """A student's functions behind a socket. `limits.wall_s` is the time that is spent waiting for them in all."""

    def __init__(self, nursery: Nursery, cells: Sequence[Cell], limits: Limits) -> None:
        self._nursery, self._sources, self._limits = nursery, tuple(cells), limits
        self._lines = {cell.id: cell.source.count("\n") + 1 for cell in cells}
        self._bad_cells = {cell.id: TOO_LONG for cell in cells if len(cell.source) > MAX_TEXT}
        self._deaths: dict[str, list[StudentFault]] = {}
        self._process: GuestProcess | None = None
        self._names: frozenset[str] = frozenset()
        self._results: tuple[CellResult, ...] | None = None
        self._forks = self._epoch = 0
        self._spent_s, self._opened, self._deadline = 0.0, math.inf, math.inf
        self._closed = False
        with self._clock():
            try:
                self._ready()
            except Faulted as error:
                self._results = tuple(self._result(cell, error.fault) for cell in self._sources)

    @property
    def cells(self) -> tuple[CellResult, ...]:
        """How each cell fared the first time that all were run."""
        return self._results or ()

    def names(self) -> frozenset[str]:
        return self._names

    def call(
        self, target: str | Ref, args: tuple[Any, ...], kwargs: dict[str, Any], keep: frozenset[int] | None = None
    ) -> Outcome:
        name = target if isinstance(target, str) else ""
        places = {*range(len(args)), *kwargs}
        return self._request(("call", target, tuple(args), dict(kwargs), sorted(keep or ())), name, places)

    def getattr(self, ref: Ref, name: str) -> Outcome:
        return self._request(("getattr", ref, name))

    def next(self, ref: Ref) -> Outcome:
        return self._request(("next", ref))

    def rng(self, seed: int) -> Ref:
        return self._make("generator", "rng", seed)

    def define(self, source: str) -> Ref:
        source = textwrap.dedent(source)
        try:
            functions = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
        except SyntaxError as error:
            raise GraderError(f"a test's helper does not compile: {error}") from error
        if len(functions) != 1:
            raise GraderError("define() takes the source of one function")
        return self._make("function", "define", source, functions[0])

    def release(self) -> None:
        """Forget every value behind a Ref: what one test made, the next one has no use for."""
        if self._process is not None:
            self._process.release(self._next_epoch())

    def close(self) -> None:
        """End the process. Closing twice is nothing."""
        if not self._closed and self._process is not None:
            self._bury(self._process)
        self._closed = True

    def _make(self, kind: str, order: str, *content: Any) -> Ref:
        with self._clock():
            try:
                return self._ready().make(kind, order, *content)
            except Faulted:
                return GONE

    def _request(self, request: tuple[Any, ...], name: str = "", places: Container[int | str] = ()) -> Outcome:
        started = time.monotonic()
        with self._clock():
            try:
                value, changed = self._ask(request, name)
            except Faulted as reason:
                return Outcome(None, reason.fault, (), time.monotonic() - started)
        known = tuple(place for place in changed if place in places)
        return Outcome(value, None, known, time.monotonic() - started)

    def _ask(self, request: tuple[Any, ...], name: str) -> tuple[Any, tuple[int | str, ...]]:
        deaths = self._deaths.setdefault(name, [])
        if len(deaths) >= MAX_DEATHS:
            raise Faulted(deaths[-1])
        process = self._ready()
        try:
            return self._converse(process, request, self._limits.call_s)
        except Dead as death:
            cause = self._autopsy(process, death)
            deaths += [cause] * bool(name)
            raise Faulted(cause) from None

    def _ready(self) -> GuestProcess:
        """A process in which the cells have run. Raises Faulted when there can be none any more."""
        if self._closed:
            raise GraderError("this submission has left its box")
        while True:
            if self._left_s() <= 0:
                text = f"the submission has used up its {self._limits.wall_s:g} seconds"
                raise Faulted(unplaced_fault("timeout", text, "TimeoutError"))
            if self._process is not None and self._process.has_spoken_unasked():
                self._bury(self._process)
            if self._process is not None:
                return self._process
            if self._forks == MAX_FORKS:
                raise Faulted(unplaced_fault("died", f"the submission has hung or died {MAX_FORKS} times"))
            self._forks += 1
            self._bring_up()

    def _bring_up(self) -> None:
        """Fork, and run the cells but those that killed a process before; one more of these, and it is to do again."""
        connection, nonce = self._nursery.fork(self._limits)
        self._process = process = GuestProcess(
            connection, nonce, self._next_epoch(), self._limits.output_mb << 20, self._lines
        )
        process.greet(time.monotonic() + GREETING_S)
        results = []
        for cell in self._sources:
            try:
                results.append(self._result(cell, self._bad_cells.get(cell.id) or self._run_cell(process, cell)))
            except Dead as death:
                self._bad_cells[cell.id] = self._autopsy(process, death)
                return
        try:
            names, _ = self._converse(process, ("names",), self._limits.call_s)
        except Faulted as error:
            self._autopsy(process, error if isinstance(error, Dead) else Dead(error.fault))
            return
        self._results = self._results or tuple(results)
        self._names = frozenset(name for name in names[:MAX_NAMES] if isinstance(name, str))

    def _run_cell(self, process: GuestProcess, cell: Cell) -> StudentFault | None:
        try:
            self._converse(process, ("cell", cell.id, cell.source), CELL_CALLS * self._limits.call_s)
        except Dead:
            raise
        except Faulted as error:
            return error.fault
        return None

    def _result(self, cell: Cell, error: StudentFault | None) -> CellResult:
        return CellResult(cell.id, self._bad_cells.get(cell.id) or error)

    def _converse(
        self, process: GuestProcess, request: tuple[Any, ...], seconds: float
    ) -> tuple[Any, tuple[int | str, ...]]:
        """Ask within `seconds`, the submission's time, and the time of the call that this one is made from."""
        outer = self._deadline
        self._deadline = min(outer, time.monotonic() + min(seconds, self._left_s()))
        try:
            return process.ask(request, self._deadline)
        except (Faulted, AssertionError):
            raise
        except BaseException:  # an interrupt or the grader's own error, perhaps in the middle of an exchange
            self._bury(process)
            raise
        finally:
            self._deadline = outer

    def _autopsy(self, process: GuestProcess, death: Dead) -> StudentFault:
        code = self._bury(process, GRACE_S if death.hung_up else 0.0)
        if not death.hung_up or code is None:
            return death.fault
        if code == -signal.SIGXCPU:
            return unplaced_fault("timeout", "the processor time is used up", "TimeoutError")
        how = f"ended it with exit code {code}" if code >= 0 else f"it was stopped by {_signal_name(-code)}"
        return unplaced_fault("died", f"the process that ran your code is gone: {how}")

    def _bury(self, process: GuestProcess, grace_s: float = 0.0) -> int | None:
        process.close()
        if self._process is not process:
            return None
        self._process = None
        return self._nursery.reap(grace_s)

    def _next_epoch(self) -> int:
        self._epoch += 1
        return self._epoch

    def _left_s(self) -> float:
        return self._limits.wall_s - self._spent_s - max(0.0, time.monotonic() - self._opened)

    @contextmanager
    def _clock(self) -> Iterator[None]:
        """The submission's time runs while it is asked something; a call from within a callback is part of its call."""
        if self._opened != math.inf:
            yield
            return
        self._opened = time.monotonic()
        try:
            yield
        finally:
            self._spent_s, self._opened = self._spent_s + time.monotonic() - self._opened, math.inf


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
