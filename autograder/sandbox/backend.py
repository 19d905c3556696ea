"""What the grader may ask of student code, wherever that code runs, and the values that answer.

Errors: `SandboxError`, the machine's fault; a student never pays for it. A student's fault is a value, `StudentFault`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.sandbox.inside.plain import WHOLE

__all__ = ["WHOLE", "Backend", "Cell", "CellResult", "Outcome", "Ref", "Sealed", "StudentFault"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that stays beside the student's code.

    Args:
        kind: generator, iterator, function or object.
        type: the name of its type, where that says nothing that the student's own text does not say; or "".
    """

    id: int
    kind: str
    type: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell as the student wrote it, or the place at which an exercise is checked.

    Args:
        own: it belongs to no exercise; the student has added it.
        check_of: the exercise whose check stands here; such a cell has no code that is run.
        given: its text is the course's, letter for letter.
    """

    id: str
    source: str
    own: bool = False
    check_of: str = ""
    given: bool = False


@dataclass(frozen=True, slots=True)
class StudentFault:
    """Why there is no value.

    Args:
        type: the builtin exception that the student's exception is or derives from.
        line, cell: the deepest place in the student's cells, where there is one.
        message: the exception's own text; it can carry a hidden test's inputs and is shown for visible checks only.
        kind: exception, timeout (it computes too long), asleep (it waits too long), spent (nothing is left of the time
            of all that belongs together), died, memory, output (too much of it) or unplain (not a reply at all).
    """

    type: str
    line: int | None
    cell: Cell | None
    message: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Sealed:
    """A value of the trusted side's that student code can hand on and hand back, and not look into."""

    value: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer: `value`, or `error` with no value; `changed`: which arguments were changed in place.

    A place among the arguments, or a keyword; names of the student's own would carry text out of the box.

    Args:
        digest: the same for the same value and changed arguments, to the last bit; b"" where nobody has said.
    """

    value: Any
    error: StudentFault | None
    changed: tuple[int | str, ...]
    seconds: float
    digest: bytes = field(default=b"", compare=False)


@dataclass(frozen=True, slots=True)
class CellResult:
    """Whether a cell ran through."""

    cell: Cell
    error: StudentFault | None


class Backend(Protocol):
    """Values in, values out: plain values and arrays as they are, everything else as a Ref."""

    def reach(self, exercise: str, lent: Mapping[str, Callable[..., Any]] | None = None) -> bool:
        """Go to where this exercise is checked: what is asked next meets all cells above, in order, and none below.

        Without a check of that name, and for "", that is the end. False where nothing is run below. Calls have all of
        their time again.

        Args:
            lent: functions of this side's that stand in place of the notebook's own.
        """

    def call(
        self, target: str | Ref, args: tuple[Any, ...], kwargs: dict[str, Any], keep: frozenset[int] | None = None
    ) -> Outcome:
        """Call a function by its name, or one behind a Ref. What a name gives is made plain as far as it can be.

        Args:
            keep: the places of the returned tuple that stay where they are, as Refs. A result that is no tuple, and
                no list or generator of values, stays as a whole; WHOLE says so of any.
        """

    def getattr(self, ref: Ref, name: str) -> Outcome: ...

    def next(self, ref: Ref) -> Outcome:
        """The next value of an iterator; its end is an error of the type StopIteration."""

    def rng(self, seed: int) -> Ref:
        """A NumPy Generator."""

    def define(self, source: str) -> Ref:
        """A test's helper: the source of one function that sees np and the student's names. Raises GraderError."""

    def release(self) -> None:
        """Forget every value behind a Ref: what one test made, the next one has no use for."""

    def names(self) -> frozenset[str]:
        """What the student's cells define and can be called."""
