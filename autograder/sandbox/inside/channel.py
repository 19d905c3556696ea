"""Frames between the trusted side and the box: a JSON header, then raw array buffers. Nothing is ever unpickled.

A frame is `length, count of bytes in buffers` (two unsigned 32 and 64 bit numbers), the header, the buffers in order.
The trusted side puts a fresh nonce into each frame and the box repeats the last one that it got: it can answer what it
was asked, once, and nothing else.
Whoever receives bounds everything: bytes, arrays, depth, entries, text, time.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import struct
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from .bounds import CHUNK, MAX_HEADER, TooLarge, WireError
from .values import UNREADABLE, Buffer, Foreign, Packer, Resolve, Unpacker, bytes_of, layouts

__all__ = ["Channel", "Closed", "Late"]

PREFIX = struct.Struct("!IQ")
ENCODE = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Late(WireError):
    """The deadline passed."""


class Closed(WireError):
    """The other side is gone."""


class Channel:
    """One end of a socket.

    Args:
        send_limit, receive_limit: bytes of a frame.
        asks: whether this is the end that makes the nonces up.
        foreign, resolve: what becomes of values that have no plain form; see Packer and Unpacker.
    """

    def __init__(
        self,
        fd: int,
        nonce: str,
        foreign: Foreign,
        resolve: Resolve,
        *,
        send_limit: int,
        receive_limit: int,
        asks: bool,
    ) -> None:
        self._fd, self._nonce, self._asks = fd, nonce, asks
        self._send_limit, self._receive_limit = send_limit, receive_limit
        self._foreign, self._resolve = foreign, resolve
        self._posted: list[Buffer] = []
        self._unread, self._taken = b"", 0
        self._readable = select.poll()
        self._readable.register(fd, select.POLLIN)

    def close(self) -> None:
        """The descriptor is no longer this channel's."""
        self._fd = -1

    def is_pending(self) -> bool:
        """Whether something has come that nobody has read."""
        return self._taken < len(self._unread) or bool(self._readable.poll(0))

    def post(self, message: Any) -> None:
        """A value that nobody answers: it leaves with the next one that is sent. Raises as `send` does."""
        self._posted += self._frame(message)

    def drop_posts(self) -> None:
        """Forget what was posted and has not left."""
        self._posted = []

    def send(self, message: Any, deadline: float | None = None) -> None:
        """Send one value. Raises TooLarge before anything is sent, Late, Closed, and what `foreign` raises."""
        frame = self._frame(message)
        buffers, self._posted = [*self._posted, *frame], []
        _write(self._fd, buffers, deadline)

    def _frame(self, message: Any) -> list[Buffer]:
        packer = Packer(self._foreign)
        body = packer.pack(message)
        nonce = secrets.token_hex(8) if self._asks else self._nonce
        text = ENCODE([nonce, body, packer.specs]).encode("ascii")
        if len(text) > MAX_HEADER or len(text) + packer.nbytes > self._send_limit:
            raise TooLarge(f"{len(text) + packer.nbytes} bytes")
        self._nonce = nonce
        return [PREFIX.pack(len(text), packer.nbytes) + text, *packer.buffers]

    def receive(self, deadline: float | None = None) -> Any:
        """The next value. `deadline` is absolute (`time.monotonic`). Raises WireError."""
        length, total = PREFIX.unpack(self._take(PREFIX.size, deadline))
        if length > MAX_HEADER or length + total > self._receive_limit:
            raise TooLarge(f"{length + total} bytes")
        nonce, body, specs = _parse(self._take(length, deadline))
        if self._asks and nonce != self._nonce:
            raise WireError("not the answer to what was asked")
        self._nonce = nonce
        try:
            arrays = [self._take_array(*layout, deadline) for layout in layouts(specs, total)]
            return Unpacker(arrays, self._resolve).unpack(body)
        except UNREADABLE as error:
            raise WireError("a value that cannot be read") from error

    def _take(self, count: int, deadline: float | None) -> bytes:
        """The next `count` bytes; whatever has come beyond them waits here."""
        while len(self._unread) - self._taken < count:
            self._unread = self._unread[self._taken :] + self._read(partial(os.read, self._fd, CHUNK), deadline)
            self._taken = 0
        self._taken += count
        return self._unread[self._taken - count : self._taken]

    def _take_array(self, dtype: np.dtype, shape: tuple[int, ...], size: int, deadline: float | None) -> np.ndarray:
        """An array of `size` bytes; a large one is read into its place."""
        if size < CHUNK:
            return np.ndarray(shape, dtype, self._take(size, deadline)).copy()
        array = np.empty(shape, dtype)
        view, known = bytes_of(array), min(len(self._unread) - self._taken, size)
        view[:known] = self._take(known, deadline)
        while known < size:
            known += self._read(partial(os.readv, self._fd, [view[known:]]), deadline)
        return array

    def _read(self, read: Callable[[], Any], deadline: float | None) -> Any:
        """What `read` gives as soon as there is something. Raises Late at the deadline even while bytes keep coming."""
        while self._fd >= 0:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and (left <= 0 or not self._readable.poll(left * 1000)):
                raise Late("no answer")
            try:
                if got := read():
                    return got
            except BlockingIOError:
                continue
            except OSError as error:
                raise Closed(str(error)) from error
            raise Closed("end of file")
        raise Closed("hung up here")


def _parse(text: bytes) -> tuple[str, Any, Any]:
    """Nonce, body, and the arrays' dtypes and shapes."""
    try:
        header = json.loads(text.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise WireError("no JSON") from error
    match header:
        case [str(nonce), body, specs]:
            return nonce, body, specs
    raise WireError("not a header")


def _write(fd: int, frames: list[Buffer], deadline: float | None) -> None:
    small = sum(map(len, frames)) < CHUNK
    buffers = [memoryview(buffer) for buffer in ([b"".join(frames)] if small else frames) if len(buffer)]
    while buffers:
        try:
            written = os.writev(fd, buffers[:512])
        except BlockingIOError:
            _await_room(fd, deadline)
            continue
        except OSError as error:
            raise Closed(str(error)) from error
        while buffers and written >= buffers[0].nbytes:
            written -= buffers.pop(0).nbytes
        if written:
            buffers[0] = buffers[0][written:]


def _await_room(fd: int, deadline: float | None) -> None:
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    left = None if deadline is None else deadline - time.monotonic()
    if (left is not None and left <= 0) or not poll.poll(None if left is None else left * 1000):
        raise Late("nobody reads")
