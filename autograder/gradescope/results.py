"""Reports as Gradescope's `results.json`.

A criterion is a test there, with a score and a maximum. Where the grader has failed there is no score anywhere, so that
the submission stays ungraded and nobody is given a 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.gradescope.settings import Settings
from autograder.reports.report import Criterion, Report
from autograder.reports.wording import printable, said_once

__all__ = ["fault_results", "graded_results", "refused_results"]

LONGEST = 4_000
FAULT = (
    "The grader could not grade this. It is no fault of yours and costs you nothing: your instructor has to look at "
)
FAULT += "it, and you need not hand in again."
REFUSED = "Your hand-in could not be graded: {} Mend that, and hand in again."
WRITTEN = "Written answers are read by a person and are not in these points."
NOT_RUN = "Not run."
CARRIED = "This fails for a mistake of an earlier exercise."


def graded_results(
    reports: Sequence[Report], problems: Sequence[str], settings: Settings, seconds: float
) -> dict[str, Any]:
    """A submission that was graded. Where the grader failed in any exercise, it was not.

    Args:
        problems: sentences on what had to be put right in the notebook.
    """
    if not all(report.graded for report in reports):
        return fault_results(seconds)
    said = [f"Your notebook: {problem}" for problem in problems]
    tests = [test for report in reports for test in _tests(report, settings)]
    return _results(_lines([*said, WRITTEN]), tests, settings, seconds)


def refused_results(why: str, maximum: float, settings: Settings, seconds: float) -> dict[str, Any]:
    """A hand-in that cannot be read at all earns nothing, and says what to mend."""
    test = {"name": "A notebook that can be graded", "score": 0.0, "max_score": maximum, "status": "failed"}
    return _results(_lines([REFUSED.format(why)]), [test | {"visibility": "visible"}], settings, seconds)


def fault_results(seconds: float) -> dict[str, Any]:
    """A fault of the grader's, or of the machine's: no score at all."""
    return _results(FAULT, [], None, seconds)


def _results(output: str, tests: Sequence[dict[str, Any]], settings: Settings | None, seconds: float) -> dict[str, Any]:
    results: dict[str, Any] = {
        "output": output,
        "output_format": "text",
        "execution_time": round(seconds),
        "stdout_visibility": "hidden",
        "tests": list(tests),
    }
    if settings is not None:
        results["extra_data"] = {"assignment": settings.assignment, "seed": settings.seed}
    return results


def _tests(report: Report, settings: Settings) -> list[dict[str, Any]]:
    told = [_note(report)] if settings.messages else []
    tests = []
    for place, criterion in enumerate(said_once(report.criteria), 1):
        said = [*told, _message(criterion)] if settings.messages else []
        tests.append(_test(report, place, criterion, said, settings))
        told = []
    return tests


def _test(report: Report, place: int, criterion: Criterion, said: Sequence[str], settings: Settings) -> dict[str, Any]:
    return {
        "name": printable(f"{report.title}: {criterion.title}"),
        "name_format": "text",
        "number": f"{report.number}.{place}",
        "score": float(criterion.points),
        "max_score": float(criterion.max_points),
        "status": "passed" if criterion.points == criterion.max_points else "failed",
        "output": _lines(said),
        "output_format": "text",
        "visibility": settings.visibility,
    }


def _note(report: Report) -> str:
    """What concerns the exercise as a whole: it stands with its first criterion."""
    diagnosis = f"What seems to have happened: {report.diagnosis.message}" if report.diagnosis else ""
    return "\n".join(filter(None, [report.note, diagnosis]))


def _message(criterion: Criterion) -> str:
    otherwise = {"not_run": NOT_RUN, "carried": CARRIED}.get(criterion.status, "")
    return criterion.message or otherwise


def _lines(texts: Sequence[str]) -> str:
    """Bounded, and nothing in it but text."""
    lines = [printable(line) for text in texts if text for line in text.split("\n")]
    shown = "\n".join(lines)
    return shown if len(shown) <= LONGEST else shown[:LONGEST] + " …"
