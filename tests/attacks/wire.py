"""What a process that is wholly a student's can do with its end of the socket: cells that attacks begin with."""

from __future__ import annotations

# Everything that writes to the trusted side goes through here: every descriptor, and the channel with its nonce.
WIRE = """
import gc, json, os, struct, sys

def channel():
    return next(thing for thing in gc.get_objects() if type(thing).__name__ == "Channel")

def nonce():
    return getattr(channel(), "nonce", "")

def spray(data):
    if hasattr(channel(), "leave"):
        channel().leave()  # what was answered before it has not left yet
    for fd in range(3, 64):
        try:
            os.write(fd, data)
        except OSError:
            pass

def frame(body, arrays=(), mark=None):
    text = json.dumps([mark or nonce(), body, list(arrays)], separators=(",", ":")).encode()
    return struct.pack("!IQ", len(text), 0) + text

def answer(f=0.0, d=(0.0, 0.0, 0.0)):
    return ["tuple", ["value", ["tuple", [f, ["tuple", list(d)]]], ["list", []]]]
"""

# What waits at the socket can be read before anything is answered.
AHEAD = (
    WIRE
    + """
import select
import numpy as np

def waiting(seconds=0.05):
    '''The questions that have come and were not yet handed to anybody: nonce, body, arrays.'''
    end = channel()
    while select.select([end._fd], [], [], seconds)[0]:
        end._unread, end._taken = end._unread[end._taken:] + os.read(end._fd, 1 << 16), 0
    data, found = end._unread[end._taken:], []
    while len(data) >= 12:
        length, total = struct.unpack("!IQ", data[:12])
        mark, body, specs = json.loads(data[12 : 12 + length])
        at, arrays = 12 + length, []
        for name, shape in specs:
            size = np.dtype(name).itemsize * int(np.prod(shape))
            arrays.append(np.frombuffer(data[at : at + size], name).reshape(shape))
            at += size
        found.append((mark, body, arrays))
        data = data[at:]
    return found
"""
)
