"""What may pass between the trusted side and the box, and what is raised when something else does."""

from __future__ import annotations

__all__ = ["TooLarge", "WireError"]

MAX_FRAME = 1 << 30
MAX_HEADER = 2 << 20
MAX_ARRAYS = 4096
MAX_ENTRIES = 100_000
MAX_DEPTH = 32
MAX_TEXT = 100_000
MAX_MESSAGE = 2000  # of an exception
MAX_INT_BITS = 4096
MAX_KEYS, MAX_KEY_BITS = 10_000, 60  # of a dict; larger whole numbers can be made to have one hash in common
MAX_DIMENSIONS = 32
MAX_EXTENT = 1 << 40  # bytes, were there no axis of length 0
HANDLE_BITS = 12  # values that one answer leaves in the box, and that are numbered by it
CHUNK = 1 << 14  # a smaller buffer is copied, a larger one is sent and read where it lies


class WireError(Exception):
    """The other side did not send a frame that can be read."""


class TooLarge(WireError):
    """More than the limits allow."""
