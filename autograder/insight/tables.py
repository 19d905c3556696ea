"""The findings for programs: a row for each student and exercise as CSV, everything as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from autograder.insight.findings import Findings
from autograder.reports.report import Report
from autograder.reports.spreadsheet import csv_text
from autograder.reports.wording import points_text

__all__ = ["as_csv", "as_json"]

HEAD = ("student", "exercise", "points", "maximum", "failed", "misconception", "group", "seconds")


def as_csv(findings: Findings) -> str:
    """A row for each student and exercise; `group` is the same for those whose unnamed mistakes behave alike."""
    groups = {(s, group.exercise): str(k) for k, group in enumerate(findings.groups, 1) for s in group.students}
    rows = (
        _row(student, report, groups.get((student, report.exercise), ""))
        for student, reports in findings.reports.items()
        for report in reports
    )
    return csv_text([HEAD, *rows])


def _row(student: str, report: Report, group: str) -> list[str]:
    failed = " ".join(criterion.name for criterion in report.criteria if criterion.status == "failed")
    name = report.diagnosis.name if report.diagnosis else ""
    points = points_text(report.score), points_text(report.max_score)
    return [student, report.exercise, *points, failed, name, group, f"{report.seconds:.3f}"]


def as_json(findings: Findings) -> str:
    """One object, plain ASCII. Reports are left out: `chainrule grade --json` has them."""
    return json.dumps(dict(_plain(findings)))


def _plain(findings: Findings) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(findings):
        if field.name != "reports":
            yield field.name, _value(getattr(findings, field.name))
    yield "passed_by_nobody", [row.name for row in findings.passed_by_nobody]
    yield "passed_by_all", [row.name for row in findings.passed_by_all]


def _value(part: Any) -> Any:
    if dataclasses.is_dataclass(part):
        return {field.name: _value(getattr(part, field.name)) for field in dataclasses.fields(part)}
    if isinstance(part, (list, tuple)):
        return [_value(entry) for entry in part]
    return dict(part) if hasattr(part, "items") else part
