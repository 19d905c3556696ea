"""A report with less in it: what an instructor lets students see."""

from __future__ import annotations

from dataclasses import replace

from autograder.reports.report import Criterion, Report, Status
from autograder.spec.exercise import Show

__all__ = ["as_shown", "bare"]


def bare(report: Report) -> Report:
    """Criteria and their points alone: no message, picture, diagnosis, note or trace of what was answered."""
    criteria = tuple(replace(criterion, message="", picture=None) for criterion in report.criteria)
    return replace(report, criteria=criteria, diagnosis=None, note="", behaviour="")


def as_shown(report: Report, show: Show) -> Report:
    """`everything`, `criteria`, or `visible`: of the hidden tests no more than what they add up to."""
    if show == "everything":
        return report
    report = bare(report)
    if show == "criteria":
        return report
    total = Criterion("total", TOTAL, _status(report), report.score, report.max_score)
    return replace(report, criteria=(total,), uses=(), comes_from=())


TOTAL = "What the tests found in all. What they are is not shown; the check in your notebook tells you where to look."


def _status(report: Report) -> Status:
    return "passed" if report.score == report.max_score else "failed"
