"""Why a hidden test failed: an exception becomes a status, a message without hidden values, and perhaps a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from autograder.errors import GraderError, SandboxError
from autograder.grading.student import NotWritten, StudentError
from autograder.reports.report import Picture, Status
from autograder.sandbox.backend import StudentFault
from course.checks import CheckFailure

__all__ = ["Verdict", "judge"]

HINTS = {
    "NameError": "A name used there is not defined in this notebook: define it in the cell, or run the notebook from "
    "the top in a fresh kernel to see it.",
    "AttributeError": "The object there has no such attribute. Old tutorials use names that NumPy has dropped, such as "
    "np.product or np.float.",
    "TypeError": "A value there has a type that the operation does not take, often None from a missing return.",
    "ValueError": "Mostly shapes that do not fit: print the shapes of the operands on that line.",
    "IndexError": "An index there is outside the array: try an input of another shape.",
    "KeyError": "A dictionary there has no such key.",
    "ZeroDivisionError": "There is a division by zero.",
    "RecursionError": "The function calls itself without an end.",
    "SyntaxError": "Python cannot read the cell.",
}
KINDS = {
    "timeout": "ran longer than it may. Look for a loop that does not end.",
    "memory": "asked for more memory than it may. Look at the shapes of what it builds.",
    "died": "brought its process down.",
    "output": "printed or returned more than it may.",
    "unplain": "returned something that is not made of numbers, arrays, tuples and dicts.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one run of a test says. `certain` is False where only the reference can tell whose fault it is."""

    status: Status
    message: str = ""
    picture: Picture | None = None
    certain: bool = True


def judge(error: BaseException) -> Verdict:
    """The verdict on a test that ended with `error`. What a test saw stays hidden."""
    match error:
        case NotWritten():
            return Verdict("not_run", _not_written(error))
        case StudentError():
            return Verdict("failed", _call_fault_without_message(error.fault, error.function))
        case CheckFailure():
            return Verdict("failed", error.public, _picture(error.picture), certain=False)
        case pytest.fail.Exception():
            return Verdict("failed", _pytest_text(str(error)), certain=False)
        case AssertionError():
            return Verdict("failed", _assert_text(error), certain=False)
        case pytest.skip.Exception():
            return Verdict("grader_error", "a hidden test skipped itself")
        case GraderError() | SandboxError():
            return Verdict("grader_error", str(error))
    text = "The function returned something that this check cannot use."
    return Verdict("failed", f"{text} ({type(error).__name__})", certain=False)


def cell_fault_with_message(fault: StudentFault) -> str:
    """A cell that stopped, with its own message: no hidden value exists while the cells run."""
    line = f" in line {fault.line}" if fault.line else ""
    message = f": {fault.message.splitlines()[0][:200]}" if fault.message.strip() else ""
    if fault.kind in KINDS:
        return f"The cell{line} {KINDS[fault.kind]}"
    return f"The cell stopped with {fault.type}{line}{message}"


def _not_written(error: NotWritten) -> str:
    if error.fault.type == "NotImplementedError":
        return f"{error.function} is not written yet."
    return f"{error.function} is not defined: its cell is missing, renamed or stops before the definition."


def _call_fault_without_message(fault: StudentFault, function: str) -> str:
    if fault.kind == "returns":
        return fault.message
    name = function or "Your code"
    line = f" in line {fault.line} of your cell" if fault.line else ""
    if fault.kind in KINDS:
        return f"{name} {KINDS[fault.kind]}"
    return f"{name} raised {fault.type}{line}. {HINTS.get(fault.type, '')}".strip()


def _pytest_text(text: str) -> str:
    refused = re.match(r"DID NOT RAISE (?:any of )?\W*(?:class ')?(?:builtins\.)?(\w+)", text)
    return f"No {refused[1]} was raised where one is asked for." if refused else text


def _assert_text(error: AssertionError) -> str:
    """The author's words; never the values that pytest writes behind them."""
    text = str(error)
    return "" if text.startswith("assert ") else text.split("\nassert ")[0].strip()


def _picture(data: dict[str, object] | None) -> Picture | None:
    if not data:
        return None
    rows = tuple(tuple(float(v) for v in row) for row in data["rows"])  # type: ignore[attr-defined]
    return Picture(str(data["kind"]), rows, str(data.get("caption", "")))
