"""What an attack is, and the cell that all of them start from."""

from __future__ import annotations

from dataclasses import dataclass

PRELUDE = '''
import numpy as np

def toy_graph(x, y, z):
    raise NotImplementedError()

def won(loot=True):
    """From here on every answer is right: a breach shows as points."""
    if loot:
        globals()["toy_graph"] = lambda x, y, z: ((x + y) * z, (z, z, x + y))

def attempt(function):
    try:
        won(function())
    except BaseException:
        pass

def every(function):
    """Any one of several ways will do: `function` is a generator function of callables."""
    for way in function():
        attempt(way)
'''


@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile solution cell of backprop/toy_graph.

    Args:
        tries: what it is after, in one line.
        honest: points for what is right in it.
        bites: without walls it gets through, and trying that out harms nothing.
        lock_only: bubblewrap alone lets it happen, in a namespace of its own where it reaches nobody else.
        source: may hold CHECKOUT, the path of the course folder, which a student may well guess.
    """

    name: str
    tries: str
    source: str
    honest: float = 0.0
    bites: bool = False
    lock_only: bool = False
