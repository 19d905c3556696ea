"""How much of what can be tried without end is tried in a run of the tests."""

from __future__ import annotations

import os

__all__ = ["shares"]


def shares(usual: int) -> int:
    """As many as usual, or the multiple of it that `make faults` asks for."""
    return usual * int(os.environ.get("FAULTS", "1"))
