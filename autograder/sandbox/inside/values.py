"""Plain values and arrays of known dtypes as JSON and raw buffers, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .bounds import (
    CHUNK,
    MAX_ARRAYS,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_ENTRIES,
    MAX_EXTENT,
    MAX_INT_BITS,
    MAX_KEY_BITS,
    MAX_KEYS,
    MAX_TEXT,
    TooLarge,
)

__all__ = [
    "UNREADABLE",
    "Buffer",
    "Foreign",
    "Layout",
    "Packer",
    "Resolve",
    "Unpacker",
    "bytes_of",
    "layouts",
    "whole_text",
]

FLOATS = ("float16", "float32", "float64", "complex64", "complex128")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
DTYPES = {name: np.dtype(name) for name in ("bool", *INTEGERS, *FLOATS)}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
UNREADABLE = (ValueError, TypeError, KeyError, IndexError)
AS_THEY_ARE = frozenset({type(None), bool, float})
LISTED: dict[type, str] = {tuple: "tuple", list: "list"}

Buffer = bytes | memoryview
Foreign = Callable[[Any], list[Any]]
Resolve = Callable[[str, Any], Any]
Layout = tuple[np.dtype, tuple[int, ...], int]  # dtype, shape, bytes


class Packer:
    """Values become JSON; arrays are put aside as buffers. Raises TooLarge, and what `foreign` raises.

    Args:
        foreign: makes `[tag, ...]` of a value that has no plain form.
    """

    def __init__(self, foreign: Foreign) -> None:
        self.specs: list[tuple[str, tuple[int, ...]]] = []
        self.buffers: list[Buffer] = []
        self.nbytes = 0
        self._foreign, self._entries = foreign, 0

    def pack(self, value: Any, depth: int = 0) -> Any:
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise TooLarge("too many entries")
        kind = type(value)
        if kind in AS_THEY_ARE or (kind is str and len(value) <= MAX_TEXT):
            return value
        if kind in LISTED and depth < MAX_DEPTH:
            return [LISTED[kind], [self.pack(entry, depth + 1) for entry in value]]
        if kind is dict and not value:
            return ["dict", []]
        if isinstance(value, (np.ndarray, np.generic)):
            return self._array(value)
        return self._pack_other(value, depth)

    def _pack_other(self, value: Any, depth: int) -> Any:
        """What is neither of the usual kinds: a subclass of them, a dict, an integer, something of no plain form."""
        if isinstance(value, int) and value.bit_length() <= MAX_INT_BITS:
            return int(value)
        if isinstance(value, float):
            return float(value)
        if isinstance(value, str) and len(value) <= MAX_TEXT:
            return str(value)
        if depth < MAX_DEPTH and isinstance(value, (list, tuple)):
            return ["tuple" if isinstance(value, tuple) else "list", [self.pack(entry, depth + 1) for entry in value]]
        if depth < MAX_DEPTH and isinstance(value, dict) and len(value) <= MAX_KEYS and all(map(_is_key, value)):
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
        self.buffers.append(array.tobytes() if array.nbytes < CHUNK else bytes_of(array))
        self.nbytes += array.nbytes
        return ["scalar" if isinstance(value, np.generic) else "array", len(self.specs) - 1]


class Unpacker:
    """The way back. Raises one of UNREADABLE for what no packer makes.

    Args:
        resolve: the value that `[tag, ...]` stands for, from the tag and what follows it; raises one of UNREADABLE.
    """

    def __init__(self, arrays: list[np.ndarray], resolve: Resolve) -> None:
        self._arrays, self._resolve, self._entries = arrays, resolve, 0

    def unpack(self, node: Any, depth: int = 0) -> Any:
        self._entries += 1
        if self._entries > MAX_ENTRIES or depth > MAX_DEPTH:
            raise ValueError("too many entries, or too deep")
        if type(node) is not list:
            return node if type(node) in AS_THEY_ARE else _scalar(node)
        tag, content, *more = node
        if tag == "array":
            return self._arrays[_natural(content)]
        if tag in ("list", "tuple"):
            values = [self.unpack(entry, depth + 1) for entry in _listed(content)]
            return tuple(values) if tag == "tuple" else values
        if tag == "dict":
            return {_key(key): self.unpack(entry, depth + 1) for key, entry in _few(_listed(content))}
        if tag == "scalar":
            array = self._arrays[_natural(content)]
            return array[()] if array.ndim == 0 else array
        return self._resolve(tag, [content, *more])


def layouts(specs: Any, total: int) -> list[Layout]:
    """What arrays follow a header: in all they have the `total` bytes that were announced. Raises one of UNREADABLE."""
    known = [_layout(DTYPES[name], _listed(shape)) for name, shape in _listed(specs)]
    if len(known) > MAX_ARRAYS or sum(size for _, _, size in known) != total:
        raise ValueError("arrays that do not fit their frame")
    return known


def bytes_of(array: np.ndarray) -> memoryview:
    """The memory of a contiguous array."""
    return array.reshape(-1).view(np.uint8).data


def _layout(dtype: np.dtype, shape: list[Any]) -> Layout:
    if len(shape) > MAX_DIMENSIONS:
        raise ValueError("too many axes")
    size = extent = dtype.itemsize
    for length in shape:
        size *= _natural(length)
        extent *= length or 1
    if extent > MAX_EXTENT:
        raise ValueError("too long")
    return dtype, tuple(shape), size


def _scalar(node: Any) -> Any:
    long_text = isinstance(node, str) and len(node) > MAX_TEXT
    long_number = isinstance(node, int) and node.bit_length() > MAX_INT_BITS
    if long_text or long_number or not (node is None or isinstance(node, (bool, int, float, str))):
        raise ValueError("not a plain value")
    return whole_text(node) if isinstance(node, str) else node


def whole_text(text: str) -> str:
    """The text without halves of characters, which no file, terminal or database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _natural(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a size")
    return value


def _few(entries: list[Any]) -> list[Any]:
    if len(entries) > MAX_KEYS:
        raise ValueError("too many keys")
    return entries


def _is_key(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and value.bit_length() <= MAX_KEY_BITS)


def _key(value: Any) -> str | int:
    if not _is_key(value):
        raise TypeError("not a key")
    return whole_text(value) if isinstance(value, str) else value
