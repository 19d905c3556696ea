"""Whose fault it is, as exceptions. A student's fault is a value (`sandbox.backend.StudentFault`), never one of these.

    ChainruleError
    ├── SpecError                the course author's: path, field, problem, remedy
    ├── UsageError               of whoever typed the command
    ├── UnreadableSubmission     of the file that was handed in: nothing in it can be graded
    ├── GraderError              the grader's own: the submission stays ungraded, the student loses nothing
    │   └── Unsendable           a hidden test passes on what cannot go into the box, which a student may have returned
    ├── SandboxError             the machine's: student code cannot be run safely here
    └── StorageError             the machine's: what is graded cannot be kept: a disk that is full or broken

Inside single modules, and never let out of them as they are: `grading.student.StudentError` (a call that a student's
code did not answer, as a hidden test sees it), `course.checks.CheckFailure` (a value that is not what it should be),
`sandbox.inside.bounds.WireError` (a frame that cannot be read) and `sandbox.faults.Faulted` (a student's fault on its
way to a value).
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "ChainruleError",
    "GraderError",
    "SandboxError",
    "SpecError",
    "StorageError",
    "UnreadableSubmission",
    "Unsendable",
    "UsageError",
]


class ChainruleError(Exception):
    """Something cannot go on, and the text says why in one sentence."""


class SpecError(ChainruleError):
    """An author's mistake: where it is, what is wrong, what to do."""

    def __init__(self, path: Path, field: str, problem: str, remedy: str = "") -> None:
        self.path, self.field, self.problem, self.remedy = path, field, problem, remedy
        where = f"{_short(path)}: {field}" if field else _short(path)
        super().__init__(f"{where}: {problem}" + (f"; {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[type[SpecError], tuple[object, ...]]:
        return SpecError, (self.path, self.field, self.problem, self.remedy)


class UsageError(ChainruleError):
    """The command as given cannot be carried out: what is wrong, and what to do."""


class UnreadableSubmission(ChainruleError):
    """The submitted file cannot be graded at all; the text is for its owner and the instructor."""


class GraderError(ChainruleError):
    """A fault of the grader: the submission stays ungraded, the student loses nothing."""


class Unsendable(GraderError):
    """What cannot go into the box; whether its test or a student has made it, the reference tells."""


class SandboxError(ChainruleError):
    """This machine cannot run student code safely: what is missing and what to do."""


class StorageError(ChainruleError):
    """This machine cannot keep what is graded: it ends the batch, and nobody's grade is withdrawn for it."""


def _short(path: Path) -> str:
    """The path from the course folder on, as an author would say it."""
    parts = path.parts
    return str(Path(*parts[parts.index("autograder") :])) if "autograder" in parts else str(path)
