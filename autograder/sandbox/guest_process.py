"""One forked process seen from outside: requests, replies, callbacks. Whatever it sends is a claim. Trusted."""

from __future__ import annotations

import functools
import itertools
import re
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from autograder.errors import SandboxError, Unsendable
from autograder.sandbox.ahead import OURS, Question, digest_of, leaves_something
from autograder.sandbox.backend import Cell, Ref, Sealed
from autograder.sandbox.claims import EXCEPTIONS, checked_fault
from autograder.sandbox.faults import Dead, Faulted, unplaced_fault
from autograder.sandbox.inside.bounds import MAX_FRAME, MAX_MESSAGE, TooLarge, WireError
from autograder.sandbox.inside.channel import Channel, Closed, Frame, Late
from autograder.sandbox.meter import Meter, Patience, sender_of

__all__ = ["Answered", "GuestProcess"]

MAX_CHANGED = 64
MAX_REF = 1 << 32
WINDOW = 1 << 15  # bytes of questions on their way: what a socket holds, so that nobody waits to be read
MOST_ON_THEIR_WAY = 64  # of them, since a socket counts far more than its bytes for a small one
REF_KINDS = {"generator", "iterator", "function", "object"}
CLASS = re.compile(r"^[ \t]*class[ \t]+(\w{1,64})", re.MULTILINE)
TYPES = {"NoneType", "list", "tuple", "dict", "set", "frozenset", "str", "bytes", "bool", "int", "float", "complex"}
TYPES |= {"ndarray", "function", "method", "type", "module", "map", "filter", "zip", "generator", "Generator"}
TYPES |= {np.dtype(character).type.__name__ for character in np.typecodes["All"]}
LOST = "the value is gone with the process that held it"
OVER = "the call that brought this function is over"
TO_STOP_S = 0.2  # for code that is interrupted, computing or asleep


class Answered(NamedTuple):
    """A value, the arguments that were changed in place, and what both are known by; see Outcome."""

    value: Any
    changed: tuple[int | str, ...]
    digest: bytes


class GuestProcess:
    """The trusted end of one process's socket.

    Args:
        epoch: tells this process's handles from those of others.
        receive_limit: bytes of a reply.
        cells: what may be run in it; a request names one by its place. `place`: how many have been dealt with.
    `tested`: whether a hidden test has asked it anything. `is_fresh`: whether it was asked nothing since it was told to
    forget what stays in it. `holds`: whether anything has stayed since.
    """

    def __init__(
        self, connection: socket.socket, nonce: str, epoch: int, receive_limit: int, cells: Sequence[Cell]
    ) -> None:
        self.epoch, self.place, self.tested = epoch, 0, False
        self.is_fresh, self.holds = True, False
        self.meter = Meter(None)
        self._connection, self._cells = connection, cells
        self._channel = Channel(
            connection.fileno(),
            nonce,
            self._foreign,
            self._resolve,
            send_limit=MAX_FRAME,
            receive_limit=receive_limit,
            asks=True,
        )
        self._callbacks: dict[int, Callable[..., Any]] = {}
        self._sealed: dict[int, Sealed] = {}
        self._count = itertools.count()
        self._made = itertools.count(OURS)
        self._complaint: AssertionError | None = None
        self._has_lent = False

    def close(self) -> None:
        """Hang up; a request that is still open on this process ends as if the process had."""
        self._channel.close()
        self._connection.close()
        self.meter.close()

    def has_spoken_unasked(self) -> bool:
        """Between two requests there is nothing to say: it has ended, or it forges."""
        return self._channel.is_pending()

    def greet(self, seconds: float) -> None:
        """Wait until the lock is closed. Raises SandboxError when it is not."""
        deadline = time.monotonic() + seconds
        try:
            self._channel.wait(lambda: deadline - time.monotonic())
            self.meter = Meter(sender_of(self._connection))
            match self._channel.receive(lambda: deadline - time.monotonic()):
                case ("ready",):
                    return
                case ("refused", str(problem)):
                    raise SandboxError(f"a box could not be locked: {problem}")
        except WireError as error:
            raise SandboxError(f"a box could not be locked: it ended at once ({error})") from error
        raise SandboxError("a box could not be locked: it said something else")

    def make(self, kind: str, order: str, *content: Any) -> Ref:
        """A value that is made in the box, together with the next request, and stays there."""
        self.is_fresh, self.holds = False, True
        number = next(self._made)
        self._channel.post((order, number, *content))
        return Ref(id=self.epoch << 32 | number, kind=kind)

    def made(self, place: int, kind: str) -> Ref:
        """What a script has made, counted as it came."""
        return Ref(id=self.epoch << 32 | OURS + place, kind=kind)

    def lend(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        """With the first request, give it functions that take the place of the student's own for as long as it lives.

        Each is called with arguments, keywords and the states of the Generators among them, and returns a value and
        the new states.
        """
        if functions and not self._has_lent:
            self._has_lent = True
            self._channel.post(("lend", dict(functions)))

    def release(self, epoch: int) -> None:
        """Forget all values that stay in the box, also those that were still to be made."""
        self._channel.drop_posts()
        self._sealed.clear()
        self._channel.post(("release",))
        self._made = itertools.count(OURS)
        self.epoch, self.is_fresh, self.holds = epoch, True, False

    def put(self, questions: Sequence[Question], made: int, patience: Callable[[], Patience]) -> Iterator[Frame]:
        """The answers to questions that are put before those in front of them are answered. Raises Dead.

        Args:
            made: how many values are made for them.
            patience: gives each its own, from when the one in front of it is answered.
        """
        self.is_fresh, self._made = False, itertools.count(OURS + made)
        self.holds |= made > 0
        coming, waiting, on_their_way = deque(questions), deque[tuple[str, int]](), 0
        try:
            while coming or waiting:
                left = patience()
                while coming and _has_room(len(waiting), on_their_way + coming[0].nbytes):
                    question = coming.popleft()
                    waiting.append((self._channel.post_frames(question.frames), question.nbytes))
                    on_their_way += question.nbytes
                self._channel.leave(left)
                nonce, nbytes = waiting.popleft()
                yield self._came(nonce, left)
                on_their_way -= nbytes
        except WireError as error:
            raise Dead(unplaced_fault("unplain", f"no answer: {error}")) from None

    def read(self, reply: Frame) -> tuple[Any, tuple[int | str, ...]]:
        """The value and the changed arguments. Raises Faulted."""
        try:
            return self._answer(self._channel.read(reply))
        except WireError as error:
            raise Faulted(unplaced_fault("unplain", f"what came back is no reply: {error}")) from None

    def ask(self, request: tuple[Any, ...], patience: Patience, interrupt: Callable[[], None]) -> Answered:
        """The value and the changed arguments. Raises Faulted, Dead, Unsendable, and a callback's AssertionError.

        Args:
            interrupt: stops the process where it is when the time is over, as a student's own hand would.
        """
        known, self._complaint, self.is_fresh = len(self._callbacks), None, False
        try:
            self._send(request, patience)
            return self._reply(patience)
        except Late:
            return self._stop(patience, interrupt)
        except TooLarge:
            raise Dead(unplaced_fault("output", "more was returned than the limits allow")) from None
        except Closed:
            raise Dead(unplaced_fault("died", "the process ended"), hung_up=True) from None
        except WireError as error:
            raise Dead(unplaced_fault("unplain", f"what came back is no reply: {error}")) from None
        finally:
            for number in list(self._callbacks)[known:]:
                del self._callbacks[number]

    def _stop(self, patience: Patience, interrupt: Callable[[], None]) -> Answered:
        """End a request that is late: where it stops at once, the process can go on, and what it has stays."""
        kind = "asleep" if patience.to_sleep() <= 0 else "timeout"
        late = unplaced_fault(kind, "no answer in time", "TimeoutError")
        interrupt()
        try:
            return self._reply(Patience(self.meter, TO_STOP_S, TO_STOP_S))
        except Dead:
            raise
        except Faulted as stopped:
            raise Faulted(replace(late, line=stopped.fault.line, cell=stopped.fault.cell)) from None
        except Closed:
            raise Dead(late, hung_up=True) from None
        except WireError:  # it goes on, or it was stopped in the middle of a reply
            raise Dead(late) from None

    def _send(self, message: tuple[Any, ...], patience: Patience) -> None:
        try:
            self._channel.send(message, patience)
        except TooLarge as error:
            raise Unsendable(f"a test passes too much to student code: {error}") from error

    def _reply(self, patience: Patience) -> Answered:
        while True:
            frame = self._came(self._channel.nonce, patience)
            match self._channel.read(frame):
                case ("callback", int(number), tuple(args), dict(kwargs)):
                    self._send(self._run_callback(number, args, kwargs), patience)
                case reply:
                    return Answered(*self._answer(reply), digest_of(frame))

    def _came(self, nonce: str, patience: Patience) -> Frame:
        frame = self._channel.receive_frame(nonce, patience)
        self.holds |= leaves_something(frame)
        return frame

    def _answer(self, reply: Any) -> tuple[Any, tuple[int | str, ...]]:
        """Raises Faulted, WireError."""
        match reply:
            case ("value", value, list(changed)):
                return value, tuple(place for place in changed[:MAX_CHANGED] if isinstance(place, (int, str)))
            case ("fault", str(type_), line, cell, str(message), str(kind)):
                if type_ == "AssertionError" and self._complaint is not None:
                    raise self._complaint
                raise Faulted(checked_fault(self._cells, type_, line, cell, message, kind))
        raise WireError("neither value nor fault")

    def _run_callback(self, number: int, args: tuple[Any, ...], kwargs: dict[Any, Any]) -> tuple[Any, ...]:
        if number not in self._callbacks or not all(isinstance(key, str) for key in kwargs):
            return ("raise", "RuntimeError", OVER)
        try:
            return ("answer", self._callbacks[number](*args, **kwargs))
        except Exception as error:
            if isinstance(error, AssertionError):
                self._complaint = error
            known = next(kind.__name__ for kind in type(error).__mro__ if kind.__name__ in EXCEPTIONS)
            return ("raise", known, str(error)[:MAX_MESSAGE])

    def _foreign(self, value: Any) -> list[Any]:
        """Refs, functions and what is sealed go in; nothing else that is not plain does."""
        if isinstance(value, Ref):
            if value.id >> 32 != self.epoch:
                raise Faulted(unplaced_fault("died", LOST))
            return ["ref", value.id % MAX_REF, value.kind]
        if isinstance(value, Sealed):
            number = next(self._count)
            self._sealed[number] = value
            return ["sealed", number]
        if callable(value):
            number = next(self._count)
            self._callbacks[number] = value
            return ["callback", number]
        raise Unsendable(f"a test passes a {type(value).__name__} to student code; only plain values can go there")

    def _resolve(self, tag: str, content: list[Any]) -> Ref | Sealed:
        match (tag, content):
            case ("sealed", [int(number)]):
                return self._sealed[number]
            case ("ref", [int(number), str(kind), str(type_)]) if 0 <= number < OURS and kind in REF_KINDS:
                known = type_ in TYPES or type_ in self._class_names
                return Ref(id=self.epoch << 32 | number, kind=kind, type=type_ if known else "")
        raise ValueError(tag)

    @functools.cached_property
    def _class_names(self) -> frozenset[str]:
        """What the student's text calls classes: a name that was made up while it ran could carry something out."""
        return frozenset(name for cell in self._cells for name in CLASS.findall(cell.source))


def _has_room(waiting: int, nbytes: int) -> bool:
    """Whether one more question can be on its way, with which there are so many bytes."""
    return not waiting or (waiting < MOST_ON_THEIR_WAY and nbytes <= WINDOW)
