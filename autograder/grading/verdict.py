"""Why a hidden test failed: an exception becomes a status, a message without hidden values, and perhaps a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest

from autograder.errors import GraderError, SandboxError, Unsendable
from autograder.grading.bounds import Overrun
from autograder.grading.student import NotWritten, StudentError
from autograder.reports.report import Picture, Status
from course.checks import CheckFailure

__all__ = ["Verdict", "blame_student", "is_checks_own", "is_lasting", "judge", "passed"]

TOO_LARGE = "To check what was returned takes more memory than there is. Print its shape."
TOO_LONG = "To check what was returned takes longer than it may. Print its shape."
NOT_TO_BE_PASSED_ON = "What was returned is too large or too deeply nested to be passed on to the next call."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one run of a test says.

    Args:
        certain: False where only the reference can tell whose fault it is.
        error: what stopped the student's code; `explain` finds the words for it.
        case: what the test was asking, in its own words.
        brief: whether the same test can say more when it may ask more.
        full: what the test says with all its numbers; for staff alone, and in no report.
    """

    status: Status
    message: str = ""
    picture: Picture | None = None
    certain: bool = True
    error: StudentError | None = None
    case: str = ""
    brief: bool = False
    full: str = ""


def passed(words: str, picture: dict[str, object] | None) -> Verdict:
    """The verdict on a test that found nothing, with what it has to say nevertheless."""
    return Verdict("passed", words, _picture(picture))


def judge(error: BaseException) -> Verdict:
    """The verdict on a test that ended with `error`. What a test saw stays hidden."""
    match error:
        case NotWritten():
            return Verdict("not_run", error=error)
        case StudentError():
            return Verdict("failed", error=error)
        case CheckFailure():
            return Verdict(
                "failed", error.public, _picture(error.picture), certain=False, brief=error.brief, full=error.full
            )
        case pytest.fail.Exception():
            return Verdict("failed", _pytest_text(str(error)), certain=False, full=str(error))
        case AssertionError():
            return Verdict("failed", _assert_text(error), certain=False, full=str(error))
        case pytest.skip.Exception():
            return Verdict("grader_error", "a hidden test skipped itself")
        case Unsendable():
            return Verdict("grader_error", str(error), certain=False)
        case MemoryError():
            return Verdict("failed", TOO_LARGE, certain=False)
        case Overrun():
            return Verdict("failed", TOO_LONG, certain=False)
        case GraderError() | SandboxError():
            return Verdict("grader_error", str(error))
    text = "The function returned something that this check cannot use."
    return Verdict("failed", f"{text} ({type(error).__name__})", certain=False)


def is_checks_own(verdict: Verdict) -> bool:
    """Whether the words are those of a check that found something wrong, not of a bound or of an exception."""
    return verdict.status == "failed" and verdict.error is None and verdict.message not in (TOO_LARGE, TOO_LONG)


def is_lasting(verdict: Verdict) -> bool:
    """Whether the same answers lead to the same verdict at any time: what took too much may not do so the next."""
    return verdict.status != "grader_error" and verdict.message not in (TOO_LARGE, TOO_LONG)


def blame_student(verdict: Verdict) -> Verdict:
    """The verdict on a test that the reference passes: there is nothing wrong with it."""
    if verdict.status != "grader_error":
        return verdict
    return replace(verdict, status="failed", message=NOT_TO_BE_PASSED_ON)


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
