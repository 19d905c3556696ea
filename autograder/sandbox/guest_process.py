"""One forked process seen from outside: requests, replies, callbacks. Whatever it sends is a claim. Trusted."""

from __future__ import annotations

import builtins
import itertools
import socket
from collections.abc import Callable, Mapping
from typing import Any

from autograder.errors import GraderError, SandboxError
from autograder.sandbox.backend import Ref, StudentFault
from autograder.sandbox.inside.bounds import MAX_FRAME, MAX_MESSAGE, TooLarge, WireError
from autograder.sandbox.inside.channel import Channel, Closed, Late

__all__ = ["Dead", "Faulted", "GuestProcess", "unplaced_fault"]

MAX_CHANGED = 64
MAX_REF = 1 << 32
OURS = 1 << 31  # from here on the trusted side numbers the values that stay in the box
REF_KINDS = {"generator", "iterator", "function", "object"}
FAULT_KINDS = {"exception", "memory", "output"}
EXCEPTIONS = {
    name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
}
LOST = "the value is gone with the process that held it"
OVER = "the call that brought this function is over"


class Faulted(Exception):
    """The student's fault, on its way to an Outcome."""

    def __init__(self, fault: StudentFault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


class Dead(Faulted):
    """A fault after which the process cannot be used. `hung_up`: it was the process that ended."""

    def __init__(self, fault: StudentFault, *, hung_up: bool = False) -> None:
        super().__init__(fault)
        self.hung_up = hung_up


def unplaced_fault(kind: str, message: str, type_: str = "") -> StudentFault:
    """A fault without a place in the student's cells."""
    return StudentFault(type=type_, line=None, cell=None, message=message, kind=kind)


class GuestProcess:
    """The trusted end of one process's socket.

    Args:
        epoch: tells this process's handles from those of others.
        receive_limit: bytes of a reply.
        lines: the number of lines of each cell, by its id.
    """

    def __init__(
        self, connection: socket.socket, nonce: str, epoch: int, receive_limit: int, lines: Mapping[str, int]
    ) -> None:
        self.epoch = epoch
        self._connection, self._lines = connection, lines
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
        self._count = itertools.count()
        self._made = itertools.count(OURS)
        self._complaint: AssertionError | None = None

    def close(self) -> None:
        """Hang up; a request that is still open on this process ends as if the process had."""
        self._channel.close()
        self._connection.close()

    def has_spoken_unasked(self) -> bool:
        """Between two requests there is nothing to say: it has ended, or it forges."""
        return self._channel.is_pending()

    def greet(self, deadline: float) -> None:
        """Wait until the lock is closed. Raises SandboxError when it is not."""
        try:
            match self._channel.receive(deadline):
                case ("ready",):
                    return
                case ("refused", str(problem)):
                    raise SandboxError(f"a box could not be locked: {problem}")
        except WireError as error:
            raise SandboxError(f"a box could not be locked: it ended at once ({error})") from error
        raise SandboxError("a box could not be locked: it said something else")

    def make(self, kind: str, order: str, *content: Any) -> Ref:
        """A value that is made in the box, together with the next request, and stays there."""
        number = next(self._made)
        self._channel.post((order, number, *content))
        return Ref(id=self.epoch << 32 | number, kind=kind)

    def release(self, epoch: int) -> None:
        """Forget all values that stay in the box, also those that were still to be made."""
        self._channel.drop_posts()
        self._channel.post(("release",))
        self.epoch = epoch

    def ask(self, request: tuple[Any, ...], deadline: float) -> tuple[Any, tuple[int | str, ...]]:
        """The value and the changed arguments. Raises Faulted, Dead, GraderError, and a callback's AssertionError."""
        known, self._complaint = len(self._callbacks), None
        try:
            self._send(request, deadline)
            return self._reply(deadline)
        except Late:
            raise Dead(unplaced_fault("timeout", "no answer in time", "TimeoutError")) from None
        except TooLarge:
            raise Dead(unplaced_fault("output", "more was returned than the limits allow")) from None
        except Closed:
            raise Dead(unplaced_fault("died", "the process ended"), hung_up=True) from None
        except WireError as error:
            raise Dead(unplaced_fault("unplain", f"what came back is no reply: {error}")) from None
        finally:
            for number in list(self._callbacks)[known:]:
                del self._callbacks[number]

    def _send(self, message: tuple[Any, ...], deadline: float) -> None:
        try:
            self._channel.send(message, deadline)
        except TooLarge as error:
            raise GraderError(f"a test passes too much to student code: {error}") from error

    def _reply(self, deadline: float) -> tuple[Any, tuple[int | str, ...]]:
        while True:
            match self._channel.receive(deadline):
                case ("callback", int(number), tuple(args), dict(kwargs)):
                    self._send(self._run_callback(number, args, kwargs), deadline)
                case ("value", value, list(changed)):
                    return value, tuple(place for place in changed[:MAX_CHANGED] if isinstance(place, (int, str)))
                case ("fault", str(type_), line, cell, str(message), str(kind)):
                    if type_ == "AssertionError" and self._complaint is not None:
                        raise self._complaint
                    raise Faulted(self._checked(type_, line, cell, message, kind))
                case _:
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

    def _checked(self, type_: str, line: Any, cell: Any, message: str, kind: str) -> StudentFault:
        placed = isinstance(cell, str) and cell in self._lines
        lines = self._lines[cell] if placed else 0
        return StudentFault(
            type=type_ if type_ in EXCEPTIONS else "" if kind == "output" else "Exception",
            line=line if type(line) is int and 1 <= line <= lines else None,
            cell=cell if placed else None,
            message=message[:MAX_MESSAGE],
            kind=kind if kind in FAULT_KINDS else "exception",
        )

    def _foreign(self, value: Any) -> list[Any]:
        """Refs and functions go in; nothing else that is not plain does."""
        if isinstance(value, Ref):
            if value.id >> 32 != self.epoch:
                raise Faulted(unplaced_fault("died", LOST))
            return ["ref", value.id % MAX_REF, value.kind]
        if callable(value):
            number = next(self._count)
            self._callbacks[number] = value
            return ["callback", number]
        raise GraderError(f"a test passes a {type(value).__name__} to student code; only plain values can go there")

    def _resolve(self, tag: str, content: list[Any]) -> Ref:
        match (tag, content):
            case ("ref", [int(number), str(kind)]) if 0 <= number < OURS and kind in REF_KINDS:
                return Ref(id=self.epoch << 32 | number, kind=kind)
        raise ValueError(tag)
