"""What the reports of one submission say about each other: where a mistake comes from, and where else it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from autograder.reports.report import Report
from autograder.reports.wording import exercises_in_words, points_text

__all__ = ["linked", "next_step"]

COSTS = "By itself this exercise would have earned {} of {} points; what comes from {} costs points in this course."
COSTS_NOTHING = "What comes from {} costs no points here."
PERHAPS = "{} {} not right yet, and this exercise uses {}: that may be the cause."
START = "begin with {}: {} of the {} points that are missing in exercises are to be had there."
UNWRITTEN = "write {}, which is worth {} points{}."
SHOWS = "A mistake in this exercise also shows in {}."


def linked(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The same reports with sentences about each other; stored reports have none, since each is stored by itself."""
    by_number = {report.number: report for report in reports}
    notes = {report.number: " ".join(_notes(report, by_number)) for report in reports}
    return tuple(replace(report, note=f"{report.note} {notes[report.number]}".strip()) for report in reports)


def next_step(reports: Sequence[Report]) -> str:
    """The one exercise whose repair gains most, in a sentence; nothing where all is right.

    What an exercise costs in later ones is counted to it. Of two that gain alike the earlier one comes first.
    """
    gains = {report.number: _gain(report, reports) for report in reports}
    best = max(reports, key=lambda report: (gains[report.number], -report.number))
    if not gains[best.number]:
        return ""
    if all(report.is_unwritten or not gains[report.number] for report in reports):
        first = next(report for report in reports if report.is_unwritten)
        so_far = "" if all(report.is_unwritten for report in reports) else "; what is written is right"
        return UNWRITTEN.format(exercises_in_words([first]), points_text(first.max_score), so_far)
    missing = sum(report.max_score - report.score for report in reports)
    return START.format(exercises_in_words([best]), points_text(gains[best.number]), points_text(missing))


def _gain(report: Report, reports: Sequence[Report]) -> float:
    """The points that are lost for what is wrong in this exercise, here and where it is carried on."""
    elsewhere = (other.by_itself - other.score for other in reports if other.comes_from[:1] == (report.number,))
    return report.max_score - report.by_itself + sum(elsewhere)


def _notes(report: Report, by_number: dict[int, Report]) -> Iterator[str]:
    used = [by_number[number] for number in report.uses if number in by_number]
    origins = [by_number[number] for number in report.comes_from if number in by_number]
    if origins and report.score < report.by_itself:
        earned, possible = points_text(report.by_itself), points_text(report.max_score)
        yield COSTS.format(earned, possible, exercises_in_words(origins))
    elif origins:
        yield COSTS_NOTHING.format(exercises_in_words(origins))
    elif (doubtful := [other for other in used if _is_wrong(other)]) and _is_unexplained(report):
        words = exercises_in_words(doubtful)
        is_are, it_them = ("is", "it") if len(doubtful) == 1 else ("are", "them")
        yield PERHAPS.format(words[0].upper() + words[1:], is_are, it_them)
    if shown := [other for other in by_number.values() if report.number in other.comes_from]:
        yield SHOWS.format(exercises_in_words(shown))


def _is_wrong(report: Report) -> bool:
    """Whether something in it is the exercise's own fault."""
    return any(criterion.status in ("failed", "not_run") for criterion in report.criteria)


def _is_unexplained(report: Report) -> bool:
    """Whether nobody has told the student yet what is wrong."""
    return _is_wrong(report) and not report.diagnosis and not report.stopped
