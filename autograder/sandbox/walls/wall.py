"""What a wall is: what it needs, how it starts or confines a process, and what must fail behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

__all__ = ["Inside", "Start", "Wall"]


@dataclass(frozen=True, slots=True)
class Start:
    """How the clean process is started.

    Args:
        before: the words of its command before the interpreter.
        python: the interpreter, as it is found there.
        numpy_parent: the folder that holds NumPy, as it is found there.
    """

    before: tuple[str, ...]
    python: Path
    numpy_parent: Path


class Inside(Protocol):
    """A module in `sandbox.inside` that closes a wall on each process before student code runs in it."""

    __name__: str

    def prepare(self) -> int:
        """In the clean process, once: the descriptor that each closing needs. Any exception means: no box."""

    def close(self, descriptor: int, /) -> None:
        """In the forked process, for good. Any exception means: no student code."""


class Wall:
    """One file in this package, one entry in WALLS, and a module in `inside` where the wall is closed from within.

    Args:
        name: as tests and messages call it.
        required: no box without it; the others stand where they can be had.
        keeps_clean: no submission can reach the clean process, which may therefore serve the next one.
        inside: what closes the wall on a forked process.
        canaries: statements that must fail behind this wall, whether or not another wall stands there.
    """

    name: ClassVar[str]
    required: ClassVar[bool] = False
    keeps_clean: ClassVar[bool] = False
    inside: ClassVar[Inside | None] = None
    canaries: ClassVar[tuple[str, ...]] = ()

    def lacking(self) -> str:
        """What this machine lacks for it, in words; nothing when it can be had."""
        raise NotImplementedError

    def refusal(self, lacking: str) -> str:
        """What whoever asked for a box is told."""
        return f"no box can be built with {self.name}: {lacking}"

    def enclose(self, start: Start) -> Start:
        """How the clean process is started behind this wall."""
        return start
