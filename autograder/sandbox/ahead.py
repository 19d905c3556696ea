"""Questions that are put one behind the other, before the answers to the first of them have come. Trusted.

What an answer leaves in the box has a number that is known before it is there, and so later questions can be about it.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.errors import GraderError, Unsendable
from autograder.sandbox.backend import Outcome
from autograder.sandbox.inside.bounds import HANDLE_BITS
from autograder.sandbox.inside.channel import Frame, framed

__all__ = ["OURS", "Earlier", "Question", "Reply", "Script", "Step", "digest_of", "helper_of", "leaves_something"]
__all__ += ["script_of"]

OURS = 1 << 31  # from here on the trusted side numbers the values that stay in the box
FAULT = b'["tuple",["fault",'
HELD = re.compile(rb'"(ref|sealed)"|\\u00')  # within a text there is a backslash before its quotation marks


@dataclass(frozen=True, slots=True)
class Earlier:
    """Stands for a value that an earlier step leaves in the box, counted within that step's answer."""

    step: int
    place: int


@dataclass(frozen=True, slots=True)
class Step:
    """One operation as in Backend, with Earlier in place of each Ref."""

    operation: str
    target: Any
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    keep: frozenset[int]


@dataclass(frozen=True, slots=True)
class Question:
    """A step that is answered, and in front of it the making of those that are not."""

    frames: tuple[Frame, ...]
    keep: frozenset[int]
    places: frozenset[int | str]

    @property
    def nbytes(self) -> int:
        return sum(len(frame.header) + frame.nbytes for frame in self.frames)


@dataclass(frozen=True, slots=True)
class Script:
    """What is asked.

    Args:
        kinds: of the values that are made for it.
        names: of the functions that are called by name.
        refers: whether a question is about what an answer leaves, by its number.
    """

    questions: tuple[Question, ...]
    kinds: tuple[str, ...]
    names: frozenset[str]
    refers: bool

    @property
    def nbytes(self) -> int:
        return sum(question.nbytes for question in self.questions)


def script_of(steps: Sequence[Step]) -> Script:
    """The steps as they are sent to a process that holds nothing. Raises Unsendable, TooLarge."""
    first: list[int] = []  # the number of what each step leaves
    kinds, waiting, questions, refers = list[str](), list[Frame](), list[Question](), False

    def foreign(leaf: Any) -> list[Any]:
        if not isinstance(leaf, Earlier):
            raise Unsendable(f"a test passes a {type(leaf).__name__} to student code; only plain values can go there")
        if leaf.place >= 1 << HANDLE_BITS:
            raise Unsendable("a test asks about more values than one answer numbers")
        nonlocal refers
        refers |= first[leaf.step] < OURS
        return ["ref", first[leaf.step] + leaf.place]

    for step in steps:
        if step.operation in MAKING:
            kind, content = MAKING[step.operation]
            first.append(OURS + len(kinds))
            kinds.append(kind)
            waiting.append(framed((step.operation, first[-1], *content(*step.arguments)), foreign))
            continue
        frame = framed(_request(step), foreign)
        first.append(len(questions) + 1 << HANDLE_BITS)
        questions.append(Question((*waiting, frame), step.keep, _places(step)))
        waiting.clear()
    names = frozenset(step.target for step in steps if step.operation == "call" and isinstance(step.target, str))
    return Script(tuple(questions), tuple(kinds), names, refers)


def _request(step: Step) -> tuple[Any, ...]:
    if step.operation == "call":
        return ("call", step.target, step.arguments, step.keywords, sorted(step.keep))
    return (step.operation, step.target, *step.arguments)


def _places(step: Step) -> frozenset[int | str]:
    return frozenset((*range(len(step.arguments)), *step.keywords)) if step.operation == "call" else frozenset()


class Reply:
    """What has come, read when somebody wants to know it."""

    def __init__(self, frame: Frame, read: Callable[[Frame], Outcome]) -> None:
        self._frame, self._read = frame, read

    @property
    def digest(self) -> bytes:
        """As `digest_of` says."""
        return digest_of(self._frame)

    @functools.cached_property
    def outcome(self) -> Outcome:
        return self._read(self._frame)


def digest_of(reply: Frame) -> bytes:
    """The same for the same values; b"" for a fault, and for an answer that has left something in the box."""
    if reply.header.startswith(FAULT) or leaves_something(reply):
        return b""
    length = len(reply.header).to_bytes(4, "big")
    return hashlib.blake2b(b"".join((length, reply.header, *reply.buffers)), digest_size=16).digest()


def leaves_something(reply: Frame) -> bool:
    """Whether an answer may speak of a value that stays somewhere, in whatever way that is written."""
    return HELD.search(reply.header) is not None


@functools.lru_cache(maxsize=256)
def helper_of(source: str) -> tuple[str, str]:
    """A test's helper as it is sent, and its name. Raises GraderError."""
    source = textwrap.dedent(source)
    try:
        functions = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError as error:
        raise GraderError(f"a test's helper does not compile: {error}") from error
    if len(functions) != 1:
        raise GraderError("define() takes the source of one function")
    return source, functions[0]


MAKING: dict[str, tuple[str, Callable[..., tuple[Any, ...]]]] = {
    "rng": ("generator", lambda seed: (seed,)),
    "define": ("function", helper_of),
}
