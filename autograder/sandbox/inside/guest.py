"""The process of one submission: runs the student's cells, then answers calls. All that it says is a claim.

It holds no test, no reference and no path of the course folder; breaking it breaks one's own submission.
"""

from __future__ import annotations

import builtins
import os
import signal
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .bounds import HANDLE_BITS, MAX_FRAME, MAX_MESSAGE, TooLarge, WireError
from .channel import Channel, Closed, Late
from .plain import plain, plain_numbers, returned
from .running import Running, alarm
from .stubs import Nothing, is_nothing

__all__ = ["Guest", "become"]

MAX_DEPTH, MAX_NAME = 8, 64
BEYOND = 1 << 30  # from here on what is left by an answer that leaves very much is numbered
NUMBERED = {"call", "getattr", "next"}
# Names that a notebook has and a script has not.
SHELL = ("display", "help", "exit", "quit", "copyright", "credits", "license")
BUILTINS = dict(vars(builtins))
# What a helper means by `any` or `sum` is never what a notebook has made of it, be it by `from numpy import *`.
PYTHONS = {name: value for name, value in BUILTINS.items() if not name.startswith("_")}
DEFAULT_RNG = np.random.default_rng


class _Kept:
    """A value that is to stay here whatever it is."""

    def __init__(self, value: Any) -> None:
        self.value = value


class _Sealed:
    """Stands for a value of the trusted side's."""

    def __init__(self, number: int) -> None:
        self.number = number


class Guest:
    """One namespace, one socket, and the values that stay behind their handles."""

    def __init__(self, fd: int, nonce: str, limit: int) -> None:
        self._channel = Channel(
            fd, nonce, self._hold, self._resolve, send_limit=limit, receive_limit=MAX_FRAME, asks=False
        )
        self._main = types.ModuleType("__main__")
        sys.modules["__main__"] = self._main
        vars(self._main).update(dict.fromkeys(SHELL, Nothing()))
        self._running = Running(vars(self._main))
        builtins.input = lambda prompt="": "1"  # nobody is there to answer
        signal.alarm = alarm
        self._given = set(vars(self._main))
        self._cells: dict[str, int] = {}
        self._handles: dict[int, Any] = {}
        self._asked, self._next, self._beyond, self._is_lost = 0, 0, BEYOND, False

    def live(self, problem: str = "") -> None:
        """Say that the walls are closed, or why they are not, and serve until the other side hangs up."""
        try:
            self._channel.send(("refused", problem) if problem else ("ready",))
            if not problem:
                self._serve()
        except WireError:
            pass

    def _serve(self) -> Any:
        """Answer requests; in a callback of ours, until its answer comes. Small answers leave together."""
        while True:
            self._channel.leave_in_time()
            request, *content = self._channel.receive()
            if request == "answer":
                return content[0]
            if request == "raise":
                raise BUILTINS[content[0]](content[1])
            if request in UNANSWERED:
                UNANSWERED[request](self, *content)
            else:
                self._reply(request, content)

    def _reply(self, request: str, content: list[Any]) -> None:
        """What an answer leaves here is numbered by its question, so that later ones can be put before it has come."""
        self._asked += request in NUMBERED
        self._next = max(self._next, self._asked << HANDLE_BITS)
        try:
            if self._is_lost:
                self._is_lost = False
                raise LookupError("an earlier answer did not leave what this question is about")
            reply = self._interruptibly(getattr(self, f"_do_{request}"), content)
            self._channel.post(reply)
        except TooLarge as error:
            self._channel.post(("fault", "", None, None, str(error), "output"))
        except (Closed, Late):
            raise
        except BaseException as error:  # a student's exception may be anything, SystemExit too
            self._channel.post(self._fault(error))

    def _interruptibly(self, do: Callable[..., tuple[Any, ...]], content: list[Any]) -> tuple[Any, ...]:
        """Meanwhile ^C stops what runs; at other times it could stop a reply halfway."""
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return do(*content)
        finally:
            signal.signal(signal.SIGINT, before)

    def _do_cell(self, place: int, source: str) -> tuple[Any, ...]:
        filename = f"<cell {place}>"
        self._cells[filename] = place
        self._given |= self._running.run(place + 1, source, filename)
        return ("value", None, [])

    def _do_names(self) -> tuple[Any, ...]:
        names = [name for name, value in vars(self._main).items() if callable(value) and not is_nothing(value)]
        return ("value", [name for name in names if name not in self._given and not name.startswith("__")], [])

    def _do_call(self, target: Any, args: tuple[Any, ...], kwargs: dict[str, Any], keep: list[int]) -> tuple[Any, ...]:
        if not isinstance(target, str):
            return self._run(target, args, kwargs, plain_numbers)
        if target not in vars(self._main):
            raise NameError(f"name '{target}' is not defined")
        return self._run(vars(self._main)[target], args, kwargs, lambda value: returned(value, frozenset(keep), _Kept))

    def _do_getattr(self, target: Any, name: str) -> tuple[Any, ...]:
        return ("value", plain_numbers(getattr(target, name)), [])

    def _do_next(self, target: Any) -> tuple[Any, ...]:
        return ("value", plain(next(target)), [])

    def _make_rng(self, number: int, seed: int) -> None:
        self._handles[number] = DEFAULT_RNG(seed)

    def _make_helper(self, number: int, source: str, name: str) -> None:
        scope = vars(self._main) | PYTHONS | {"np": np}
        exec(compile(source, "<helper>", "exec"), scope)  # noqa: S102
        self._handles[number] = scope[name]

    def _lend(self, functions: dict[str, Callable[..., Any]]) -> None:
        vars(self._main).update({name: _with_states(function) for name, function in functions.items()})

    def _release(self) -> None:
        self._handles.clear()
        self._asked, self._next, self._beyond = 0, 0, BEYOND

    def _run(
        self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any], as_plain: Callable[[Any], Any]
    ) -> tuple[Any, ...]:
        arguments = [*enumerate(args), *kwargs.items()]
        before = [_content(argument, 0) for _, argument in arguments]
        value = as_plain(function(*args, **kwargs))
        changed = [k for (k, argument), old in zip(arguments, before, strict=True) if _content(argument, 0) != old]
        return ("value", value, changed)

    def _hold(self, value: Any) -> list[Any]:
        if isinstance(value, _Sealed):
            return ["sealed", value.number]
        value = value.value if isinstance(value, _Kept) else value
        if self._next >> HANDLE_BITS > self._asked:  # an answer has no more numbers of its own than that
            number, self._beyond = self._beyond, self._beyond + 1
        else:
            number, self._next = self._next, self._next + 1
        self._handles[number] = value
        return ["ref", number, _kind(value), str(type(value).__name__)[:MAX_NAME]]

    def _resolve(self, tag: str, content: list[Any]) -> Any:
        if tag == "ref":
            self._is_lost |= content[0] not in self._handles
            return self._handles.get(content[0])
        if tag == "sealed":
            return _Sealed(content[0])
        if tag == "callback":
            return self._callback(content[0])
        raise ValueError(tag)

    def _callback(self, number: int) -> Callable[..., Any]:
        """A function of the trusted side's; while it runs there, requests are answered here."""

        def callback(*args: Any, **kwargs: Any) -> Any:
            self._channel.send(("callback", number, plain(args), plain(kwargs)))
            return self._serve()

        return callback

    def _fault(self, error: BaseException) -> tuple[Any, ...]:
        cell, line = self._place(error)
        try:
            message = str(error)[:MAX_MESSAGE]
        except BaseException:  # the student's own __str__
            message = ""
        kind = "memory" if isinstance(error, MemoryError) else "exception"
        return ("fault", builtin_name(type(error)), line, cell, message, kind)

    def _place(self, error: BaseException) -> tuple[int | None, int | None]:
        """The deepest line of the traceback that lies in a cell."""
        place: tuple[int | None, int | None] = (None, None)
        trace = error.__traceback__
        while trace is not None:
            filename = trace.tb_frame.f_code.co_filename
            if filename in self._cells:
                place = self._cells[filename], trace.tb_lineno
            trace = trace.tb_next
        if isinstance(error, SyntaxError) and error.filename in self._cells:
            place = self._cells[error.filename], error.lineno
        return place


UNANSWERED: dict[str, Callable[..., None]] = {
    "rng": Guest._make_rng,
    "define": Guest._make_helper,
    "lend": Guest._lend,
    "release": Guest._release,
}


def become(fd: int, order: dict[str, Any], problem: str) -> None:
    """Be the process of one submission, then end without a trace of clean-up code. `problem`: why a wall is open."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        Guest(fd, order["nonce"], order["output_bytes"]).live(problem)
    finally:
        os._exit(0)


def _with_states(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that runs elsewhere and draws from Generators that are here: their states go there and come back."""

    def lent(*args: Any, **kwargs: Any) -> Any:
        args, kwargs = tuple(map(_as_generator, args)), {name: _as_generator(value) for name, value in kwargs.items()}
        generators = list(_generators((args, kwargs), 0))
        value, states = function(args, kwargs, [generator.bit_generator.state for generator in generators])
        for generator, state in zip(generators, states, strict=True):
            generator.bit_generator.state = state
        return value

    return lent


def _as_generator(value: Any) -> Any:
    """What can be handed on in place of `np.random` and of a RandomState, drawn from them."""
    is_older = value is np.random or isinstance(value, np.random.RandomState)
    return np.random.default_rng(value.randint(2**31, size=4)) if is_older else value


def _generators(value: Any, depth: int) -> Iterator[np.random.Generator]:
    if isinstance(value, np.random.Generator):
        yield value
    elif depth < MAX_DEPTH and isinstance(value, (list, tuple, dict)):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _generators(entry, depth + 1)


def builtin_name(kind: type[BaseException]) -> str:
    """The nearest builtin exception that `kind` is or derives from."""
    return next(base.__name__ for base in kind.__mro__ if BUILTINS.get(base.__name__) is base)


def _kind(value: Any) -> str:
    if isinstance(value, np.random.Generator):
        return "generator"
    return "iterator" if hasattr(value, "__next__") else "function" if callable(value) else "object"


def _content(value: Any, depth: int) -> Any:
    """What can be seen to change in place: arrays by their bytes, and what lists, tuples and dicts hold."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if depth < MAX_DEPTH and isinstance(value, (list, tuple)):
        return [_content(entry, depth + 1) for entry in value]
    if depth < MAX_DEPTH and isinstance(value, dict):
        return [(id(key), _content(entry, depth + 1)) for key, entry in value.items()]
    return id(value)
