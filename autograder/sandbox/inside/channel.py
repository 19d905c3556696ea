"""Frames between the trusted side and the box: a JSON header, then raw array buffers. Nothing is ever unpickled.

A frame is `length, count of bytes in buffers` (two unsigned 32 and 64 bit numbers), the header, the buffers in order.
The trusted side puts a fresh nonce into each frame and the box repeats the last one that it has read: it can answer
what it was asked, once and in order, and nothing else.
Whoever receives bounds everything: bytes, arrays, depth, entries, text, time.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import struct
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from .bounds import CHUNK, MAX_HEADER, TooLarge, WireError
from .values import UNREADABLE, Buffer, Foreign, Packer, Resolve, Unpacker, bytes_of, layouts

__all__ = ["Channel", "Closed", "Frame", "Late", "Left", "framed"]

Left = Callable[[], float]  # seconds after which to ask again; none are left: the time is over
LONGEST_POSTED_S = 0.002
PREFIX = struct.Struct("!IQ")
ENCODE = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class Late(WireError):
    """The time is over."""


class Closed(WireError):
    """The other side is gone."""


class Frame(NamedTuple):
    """A value on its way, without its nonce.

    Args:
        header: its body and the specs of its arrays, as JSON.
        buffers: the arrays one after the other; `nbytes` of them.
    """

    header: bytes
    buffers: Sequence[Buffer]
    nbytes: int


def framed(message: Any, foreign: Foreign) -> Frame:
    """A value as it is sent. Raises what Packer raises."""
    packer = Packer(foreign)
    body = packer.pack(message)
    header = f"{ENCODE(body)},{ENCODE(packer.specs)}]".encode("ascii")
    return Frame(header, packer.buffers, packer.nbytes)


class Channel:
    """One end of a socket.

    Args:
        send_limit, receive_limit: bytes of a frame.
        asks: whether this is the end that makes the nonces up.
        foreign, resolve: what becomes of values that have no plain form; see Packer and Unpacker.
    `nonce`: of the frame that was sent last, or was read last by who answers.
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
        self._fd, self.nonce, self._asks = fd, nonce, asks
        self._send_limit, self._receive_limit = send_limit, receive_limit
        self._foreign, self._resolve = foreign, resolve
        self._posted: list[Buffer] = []
        self._since = 0.0
        self._unread, self._taken = bytearray(), 0
        self._readable = select.poll()
        self._readable.register(fd, select.POLLIN)

    def close(self) -> None:
        """The descriptor is no longer this channel's."""
        self._fd = -1

    def is_pending(self) -> bool:
        """Whether something has come that nobody has read."""
        return self._taken < len(self._unread) or bool(self._readable.poll(0))

    def wait(self, left: Left) -> None:
        """Until something is there to be read, or the end. Raises Late."""
        while not _wait(self._readable, left):
            pass

    def post(self, message: Any) -> None:
        """A value that leaves with the next one that is sent. Raises as `send` does."""
        self.post_frames([framed(message, self._foreign)])

    def post_frames(self, frames: Sequence[Frame]) -> str:
        """The same for values that are framed already; what is sent back repeats this nonce."""
        self._posted += [part for frame in frames for part in self._stamped(frame)]
        return self.nonce

    def drop_posts(self) -> None:
        """Forget what was posted and has not left."""
        self._posted = []

    def leave(self, left: Left | None = None) -> None:
        """Send what was posted. Raises as `send` does."""
        parts, self._posted = self._posted, []
        _write(self._fd, parts, left)

    def leave_in_time(self) -> None:
        """The same, unless more is here to be answered, and what was posted is small and was asked for just now."""
        is_soon = self._taken < len(self._unread) and monotonic() - self._since < LONGEST_POSTED_S
        if not is_soon or sum(map(len, self._posted)) >= CHUNK:
            self.leave()

    def send(self, message: Any, left: Left | None = None) -> None:
        """Send one value. Raises TooLarge before anything is sent, Late, Closed, and what `foreign` raises."""
        self.post(message)
        self.leave(left)

    def _stamped(self, frame: Frame) -> list[Buffer]:
        """A frame with its nonce, in the parts that are sent."""
        nonce = secrets.token_hex(8) if self._asks else self.nonce
        text = b'["%b",%b' % (nonce.encode("ascii"), frame.header)
        if len(text) > MAX_HEADER or len(text) + frame.nbytes > self._send_limit:
            raise TooLarge(f"{len(text) + frame.nbytes} bytes")
        self.nonce = nonce
        return [PREFIX.pack(len(text), frame.nbytes) + text, *frame.buffers]

    def receive(self, left: Left | None = None) -> Any:
        """The next value. Raises WireError."""
        length, total = self._take_prefix(left)
        nonce, body, specs = _parse(self._take(length, left))
        if self._asks and nonce != self.nonce:
            raise WireError("not the answer to what was asked")
        self.nonce = nonce
        if not self._posted:
            self._since = monotonic()
        try:
            arrays = [self._take_array(*layout, left) for layout in layouts(specs, total)]
            return Unpacker(arrays, self._resolve).unpack(body)
        except UNREADABLE as error:
            raise WireError("a value that cannot be read") from error

    def receive_frame(self, nonce: str, left: Left | None = None) -> Frame:
        """The next value, unread, which has to repeat this nonce. Raises WireError."""
        length, total = self._take_prefix(left)
        text = self._take(length, left)
        buffers = b"".join(self._take(min(CHUNK, total - at), left) for at in range(0, total, CHUNK))
        stamp = b'["%b",' % nonce.encode("ascii")
        if not text.startswith(stamp):
            raise WireError("not the answer to what was asked")
        return Frame(text[len(stamp) :], [buffers], total)

    def read(self, frame: Frame) -> Any:
        """The value of a frame that was received. Raises WireError."""
        _, body, specs = _parse(b'["",%b' % frame.header)
        [buffer], at, arrays = frame.buffers, 0, list[np.ndarray]()
        try:
            for dtype, shape, size in layouts(specs, frame.nbytes):
                arrays.append(np.ndarray(shape, dtype, buffer, at).copy())
                at += size
            return Unpacker(arrays, self._resolve).unpack(body)
        except UNREADABLE as error:
            raise WireError("a value that cannot be read") from error

    def _take_prefix(self, left: Left | None) -> tuple[int, int]:
        """The bytes of the next header, and of the buffers behind it."""
        length, total = PREFIX.unpack(self._take(PREFIX.size, left))
        if length > MAX_HEADER or length + total > self._receive_limit:
            raise TooLarge(f"{length + total} bytes")
        return length, total

    def _take(self, count: int, left: Left | None) -> bytes:
        """The next `count` bytes; whatever has come beyond them waits here. None is copied for each that comes."""
        while len(self._unread) - self._taken < count:
            if self._taken:
                self._unread, self._taken = self._unread[self._taken :], 0
            self._unread += self._read(partial(os.read, self._fd, CHUNK), left)
        self._taken += count
        return bytes(self._unread[self._taken - count : self._taken])

    def _take_array(self, dtype: np.dtype, shape: tuple[int, ...], size: int, left: Left | None) -> np.ndarray:
        """An array of `size` bytes; a large one is read into its place."""
        if size < CHUNK:
            return np.ndarray(shape, dtype, self._take(size, left)).copy()
        array = np.empty(shape, dtype)
        view, known = bytes_of(array), min(len(self._unread) - self._taken, size)
        view[:known] = self._take(known, left)
        while known < size:
            known += self._read(partial(os.readv, self._fd, [view[known:]]), left)
        return array

    def _read(self, read: Callable[[], Any], left: Left | None) -> Any:
        """What `read` gives as soon as there is something. Raises Late in time even while bytes keep coming."""
        while self._fd >= 0:
            if not _wait(self._readable, left):
                continue
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


def _write(fd: int, frames: list[Buffer], left: Left | None) -> None:
    small = sum(map(len, frames)) < CHUNK
    buffers = [memoryview(buffer) for buffer in ([b"".join(frames)] if small else frames) if len(buffer)]
    while buffers:
        try:
            written = os.writev(fd, buffers[:512])
        except BlockingIOError:
            _wait(_room(fd), left)
            continue
        except OSError as error:
            raise Closed(str(error)) from error
        while buffers and written >= buffers[0].nbytes:
            written -= buffers.pop(0).nbytes
        if written:
            buffers[0] = buffers[0][written:]


def _room(fd: int) -> select.poll:
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    return poll


def _wait(ready: select.poll, left: Left | None) -> bool:
    """Whether a descriptor is ready, when that has come or it is time to ask again. Raises Late."""
    seconds = None if left is None else left()
    if seconds is not None and seconds <= 0:
        raise Late("no answer in time")
    return bool(ready.poll(None if seconds is None else seconds * 1000))
