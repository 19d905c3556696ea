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

__all__ = ["MAX_FRAME", "Channel", "Closed", "Late", "TooLarge", "WireError"]

FLOATS = ("float16", "float32", "float64", "complex64", "complex128")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
DTYPES = {name: np.dtype(name) for name in ("bool", *INTEGERS, *FLOATS)}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
PREFIX = struct.Struct("!IQ")
ENCODE = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
CHUNK = 1 << 14
MAX_FRAME = 1 << 30
MAX_HEADER = 2 << 20
MAX_ARRAYS = 4096
MAX_ENTRIES = 100_000
MAX_DEPTH = 32
MAX_TEXT = 100_000
MAX_INT_BITS = 4096
MAX_DIMENSIONS = 32
MAX_EXTENT = 1 << 40  # bytes, were there no axis of length 0
AS_THEY_ARE = frozenset({type(None), bool, float})

Buffer = bytes | memoryview
Foreign = Callable[[Any], list[Any]]
Resolve = Callable[[str, Any], Any]


class WireError(Exception):
    """The other side did not send a frame that can be read."""


class TooLarge(WireError):
    """More than the limits allow."""


class Late(WireError):
    """The deadline passed."""


class Closed(WireError):
    """The other side is gone."""


class Channel:
    """One end of a socket.

    Args:
        send_limit, receive_limit: bytes of a frame.
        asks: whether this is the end that makes the nonces up.
        foreign: makes `[tag, ...]` of a value that has no plain form.
        resolve: the way back, from the tag and what follows it; raises ValueError.
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
        packer = _Packer(self._foreign)
        body = packer.pack(message, 0)
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
        arrays = [self._take_array(dtype, shape, size, deadline) for dtype, shape, size in _specs(specs, total)]
        try:
            return _Unpacker(arrays, self._resolve).unpack(body, 0)
        except (ValueError, TypeError, KeyError, IndexError) as error:
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
        view, known = _bytes_of(array), min(len(self._unread) - self._taken, size)
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


class _Packer:
    """Values become JSON; arrays are put aside as buffers."""

    def __init__(self, foreign: Foreign) -> None:
        self.specs: list[tuple[str, tuple[int, ...]]] = []
        self.buffers: list[Buffer] = []
        self.nbytes = 0
        self._foreign, self._entries = foreign, 0

    def pack(self, value: Any, depth: int) -> Any:
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise TooLarge("too many entries")
        if type(value) in AS_THEY_ARE:
            return value
        if isinstance(value, (np.ndarray, np.generic)):
            return self._array(value)
        if isinstance(value, int) and value.bit_length() <= MAX_INT_BITS:
            return int(value)
        if isinstance(value, float):
            return float(value)
        if isinstance(value, str) and len(value) <= MAX_TEXT:
            return str(value)
        if depth < MAX_DEPTH and isinstance(value, (list, tuple)):
            return ["tuple" if isinstance(value, tuple) else "list", [self.pack(entry, depth + 1) for entry in value]]
        if depth < MAX_DEPTH and isinstance(value, dict) and all(isinstance(key, (str, int)) for key in value):
            return ["dict", [[key, self.pack(entry, depth + 1)] for key, entry in value.items()]]
        return self._foreign(value)

    def _array(self, value: Any) -> list[Any]:
        name = NAMES.get(value.dtype) or NAMES.get(value.dtype.newbyteorder("="))
        if name is None:
            return self._foreign(value)
        array = np.ascontiguousarray(value, dtype=DTYPES[name])
        if len(self.specs) == MAX_ARRAYS:
            raise TooLarge("too many arrays")
        self.specs.append((name, value.shape))
        self.buffers.append(array.tobytes() if array.nbytes < CHUNK else _bytes_of(array))
        self.nbytes += array.nbytes
        return ["scalar" if isinstance(value, np.generic) else "array", len(self.specs) - 1]


class _Unpacker:
    """The way back; raises ValueError, TypeError, KeyError or IndexError for what no packer makes."""

    def __init__(self, arrays: list[np.ndarray], resolve: Resolve) -> None:
        self._arrays, self._resolve, self._entries = arrays, resolve, 0

    def unpack(self, node: Any, depth: int) -> Any:
        self._entries += 1
        if self._entries > MAX_ENTRIES or depth > MAX_DEPTH:
            raise ValueError("too many entries, or too deep")
        if not isinstance(node, list):
            return _scalar(node)
        tag, content, *more = node
        if tag in ("list", "tuple"):
            values = [self.unpack(entry, depth + 1) for entry in _listed(content)]
            return tuple(values) if tag == "tuple" else values
        if tag == "dict":
            return {_key(key): self.unpack(entry, depth + 1) for key, entry in _listed(content)}
        if tag in ("array", "scalar"):
            array = self._arrays[_natural(content)]
            return array[()] if tag == "scalar" and array.ndim == 0 else array
        return self._resolve(tag, [content, *more])


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


def _scalar(node: Any) -> Any:
    long_text = isinstance(node, str) and len(node) > MAX_TEXT
    long_number = isinstance(node, int) and node.bit_length() > MAX_INT_BITS
    if long_text or long_number or not (node is None or isinstance(node, (bool, int, float, str))):
        raise ValueError("not a plain value")
    return node


def _specs(specs: Any, total: int) -> list[tuple[np.dtype, tuple[int, ...], int]]:
    """Dtypes, shapes and bytes; these have to be those that were announced."""
    try:
        known = [_spec(DTYPES[name], _listed(shape)) for name, shape in _listed(specs)]
    except (ValueError, TypeError, KeyError) as error:
        raise WireError("not an array") from error
    if len(known) > MAX_ARRAYS or sum(size for _, _, size in known) != total:
        raise WireError("arrays that do not fit their frame")
    return known


def _spec(dtype: np.dtype, shape: list[Any]) -> tuple[np.dtype, tuple[int, ...], int]:
    if len(shape) > MAX_DIMENSIONS:
        raise ValueError("too many axes")
    size = extent = dtype.itemsize
    for length in shape:
        size *= _natural(length)
        extent *= length or 1
    if extent > MAX_EXTENT:
        raise ValueError("too long")
    return dtype, tuple(shape), size


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _natural(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a size")
    return value


def _key(value: Any) -> str | int:
    if not isinstance(value, (str, int)):
        raise TypeError("not a key")
    return value


def _bytes_of(array: np.ndarray) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


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
