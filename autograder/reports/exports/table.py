"""The class on one screen: a line per student, the exercises with their misconceptions, who has no score, and what the
instructor should look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from autograder.reports.distribution import distribution_lines
from autograder.reports.report import Report
from autograder.reports.results import ClassResult
from autograder.reports.wording import points_text, printable

__all__ = ["export"]


def export(result: ClassResult) -> str:
    parts = [
        _students(result),
        _exercises(result),
        distribution_lines(result),
        _failures(result),
        _zeros(result),
        _notices(result),
        _waiting(result),
        _handed_in(result),
        _seed(result),
    ]
    return "\n\n".join(text for part in parts if (text := "\n".join(part)))


def _students(result: ClassResult) -> Iterator[str]:
    width = max((len(printable(entry.student)) for entry in result.graded), default=0)
    for entry in result.graded:
        score, most = sum(r.score for r in entry.reports), sum(r.max_score for r in entry.reports)
        dots = "".join(map(_dot, entry.reports))
        yield f"{printable(entry.student):{width}}  {dots}  {points_text(score):>6} / {points_text(most)}"


def _dot(report: Report) -> str:
    return "●" if report.score == report.max_score else "◐" if report.score > 0 else "○"


def _exercises(result: ClassResult) -> Iterator[str]:
    if not result.exercises:
        return
    width = max(len(report.heading) for report in result.exercises)
    yield f"{'exercise':{width}}  mean   full  misconceptions"
    for reports in zip(*(entry.reports for entry in result.graded), strict=True):
        mean = sum(r.score for r in reports) / max(1e-9, sum(r.max_score for r in reports))
        full = sum(r.score == r.max_score for r in reports)
        found = Counter(r.diagnosis.name for r in reports if r.diagnosis).most_common()
        named = " · ".join(f"{name} {count}" for name, count in found) or "–"
        yield f"{reports[0].heading:{width}}  {100 * mean:3.0f} %  {full:>4}  {named}"


def _failures(result: ClassResult) -> Iterator[str]:
    if result.failed:
        yield f"{len(result.failed)} not graded:"
        yield from (f"  {printable(entry.student)}: {printable(entry.failure)}" for entry in result.failed)


def _zeros(result: ClassResult) -> Iterator[str]:
    if result.zeros:
        yield f"{len(result.zeros)} given 0:"
        yield from (f"  {printable(student)}: {printable(reason)}" for student, reason in sorted(result.zeros.items()))


def _notices(result: ClassResult) -> Iterator[str]:
    """What concerns several students in the same words is said once."""
    repairs = ((entry.student, problem) for entry in result.students for problem in entry.problems)
    students: dict[str, list[str]] = {}
    for student, said in (*repairs, *((notice.student, notice.text) for notice in result.notices)):
        students.setdefault(said, []).append(printable(student))
    if students:
        yield "to look at:"
    for said, names in students.items():
        count = f" ({len(names)})" if len(names) > 1 else ""
        whose = f"{', '.join(names)}{count}: " if any(names) else ""
        yield f"  {whose}{printable(said)}"


def _waiting(result: ClassResult) -> Iterator[str]:
    """Written answers that nobody has read, of those who are in the table."""
    here = {entry.student for entry in result.students}
    waiting = Counter(cell for standing in result.standings if standing.student in here for cell in standing.waiting)
    if waiting:
        yield "written answers to be read:"
        yield from (f"  {printable(cell)}: {count}" for cell, count in sorted(waiting.items()))


def _handed_in(result: ClassResult) -> Iterator[str]:
    """Whose word the times are by which work is late."""
    told, total = sum(bool(entry.handed_in) for entry in result.graded), len(result.graded)
    others = "; nothing says when the others were, so they are not late" if told < total else ""
    if told:
        yield f"handed in: {told} of {total} at the time that a timestamp.txt says{others}"


def _seed(result: ClassResult) -> Iterator[str]:
    if result.seed is not None:
        yield f"seed {result.seed}"
