"""Frames from a box: each is a value within bounds, or a WireError."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.faults import Faulted
from autograder.sandbox.guest_process import GuestProcess
from autograder.sandbox.inside.bounds import WireError
from autograder.sandbox.inside.channel import Channel
from autograder.sandbox.meter import Patience

from .bounds import bounded, fuzzed
from .values import json_values

NONCE = "0123456789abcdef"
LIMIT = 1 << 20


def refuse(tag: str, content: list[Any]) -> Any:
    raise ValueError(tag)


def framed(header: Any, buffers: bytes, announced: int) -> bytes:
    text = json.dumps(header).encode("ascii")
    return struct.pack("!IQ", len(text), announced) + text + buffers


def received(data: bytes) -> Any:
    """What a channel reads of `data`, after which the other side is gone."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        theirs.sendall(data[: 1 << 16])
        theirs.shutdown(socket.SHUT_WR)
        channel = Channel(ours.fileno(), NONCE, refuse, refuse, send_limit=LIMIT, receive_limit=LIMIT, asks=True)
        return channel.receive()


@fuzzed
@given(data=st.binary(max_size=200))
def test_bytes(data):
    with bounded(), contextlib.suppress(WireError):
        received(data)


@fuzzed
@given(body=json_values, specs=json_values, buffers=st.binary(max_size=64), more=st.integers(0, 2**40))
def test_headers(body, specs, buffers, more):
    with bounded(), contextlib.suppress(WireError):
        received(framed([NONCE, body, specs], buffers, len(buffers) + more * (more % 2)))


SIZES = st.integers(-1, 3) | st.sampled_from([2**31, 2**62, 10**30, True, None, "3", 1.0])


@fuzzed
@given(
    specs=st.lists(
        st.tuples(st.sampled_from(["float64", "bool", "complex128", "object"]), st.lists(SIZES)), max_size=5
    ),
    index=SIZES,
    buffers=st.binary(max_size=64),
)
def test_arrays_that_are_announced(specs, index, buffers):
    with bounded(), contextlib.suppress(WireError):
        received(framed([NONCE, ["array", index], specs], buffers, len(buffers)))


class Answering:
    """A process that reads a request and sends one reply with the nonce that was asked for."""

    def __init__(self, body: Any) -> None:
        ours, self._theirs = socket.socketpair()
        ours.setblocking(False)
        self.process = GuestProcess(ours, NONCE, 1, LIMIT, [])
        self._body = body
        self._poll = self.process._channel._readable
        send = self.process._channel.send

        def answer(message: Any, left: Any = None) -> None:
            send(message, left)
            os.read(self._theirs.fileno(), 1 << 16)
            self._theirs.sendall(framed([self.process._channel.nonce, self._body, []], b"", 0))

        self.process._channel.send = answer  # type: ignore[method-assign]

    def close(self) -> None:
        self.process.close()
        self._theirs.close()


@fuzzed
@given(body=json_values | st.tuples(st.sampled_from(["tuple", "list"]), st.lists(json_values, max_size=6)))
def test_replies(body):
    answering = Answering(body)
    with bounded(), contextlib.closing(answering), contextlib.suppress(Faulted):
        patience = Patience(answering.process.meter, 0.3, 0.3)
        answering.process.ask(("call", "f", (), {}, [], {}), patience, lambda: None)
