"""What the reports of a class have in common, held once: reports that come from other processes share nothing."""

from __future__ import annotations

from dataclasses import replace

from autograder.reports.report import Criterion, Report
from autograder.reports.results import Graded

__all__ = ["Shared"]


class Shared:
    """Most criteria of a class are met by many with the same words; of these it keeps one."""

    def __init__(self) -> None:
        self._criteria: dict[Criterion, Criterion] = {}
        self._texts: dict[str, str] = {}

    def sharing(self, entry: Graded) -> Graded:
        """The same, with the parts that somebody else's reports have as well."""
        return replace(entry, reports=tuple(map(self._report, entry.reports)))

    def _report(self, report: Report) -> Report:
        diagnosis = report.diagnosis
        if diagnosis is not None:
            diagnosis = replace(diagnosis, name=self._text(diagnosis.name), message=self._text(diagnosis.message))
        criteria = tuple(self._criteria.setdefault(each, each) for each in report.criteria)
        exercise, title, note = map(self._text, (report.exercise, report.title, report.note))
        return replace(report, criteria=criteria, diagnosis=diagnosis, exercise=exercise, title=title, note=note)

    def _text(self, text: str) -> str:
        return self._texts.setdefault(text, text)
