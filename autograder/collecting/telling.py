"""What has been collected, for a person and for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.collecting.collect import Collected, Outcome
from autograder.collecting.handed import Left
from autograder.collecting.placing import Status
from autograder.reading.stamps import stamp_text
from autograder.reports.wording import printable

__all__ = ["as_data", "as_text"]

SAID: dict[Status, str] = {
    "placed": "placed",
    "replaced": "placed, with what was there moved to replaced/",
    "same": "there already, and the same",
}
MOST_LINES, MOST_NAMES = 200, 20


def as_text(collected: Collected, *, dry_run: bool = False) -> str:
    """Lines for the terminal: what has a place, and then everything that has none."""
    parts = [
        ["nothing is written: this is what would be done"] if dry_run else [],
        list(_counts(collected.outcomes)),
        list(_notes(collected.outcomes)),
        list(_new(collected.outcomes)),
        list(_late(collected.outcomes)),
        list(_unplaced(collected)),
    ]
    return "\n".join(line for part in parts for line in part)


def as_data(collected: Collected) -> dict[str, Any]:
    """Plain values."""
    return {
        "hand_ins": [_hand_in(each) for each in collected.outcomes],
        "left": [{"path": each.path, "student": each.student, "why": each.why} for each in collected.left],
    }


def _hand_in(each: Outcome) -> dict[str, Any]:
    return {
        "student": each.student,
        "assignment": each.assignment,
        "path": each.path,
        "status": each.status,
        "why": each.why,
        "note": each.note,
        "timestamp": stamp_text(each.stamp) if each.stamp else None,
        "late": each.is_late,
        "new": each.is_new,
    }


def _counts(outcomes: Iterable[Outcome]) -> Iterator[str]:
    counts = Counter((each.status, each.assignment) for each in outcomes if each.status in SAID)
    for (status, assignment), count in sorted(counts.items()):
        yield f"{assignment}: {count} {SAID[status]}"
    if not counts:
        yield "nothing was placed"


def _notes(outcomes: Iterable[Outcome]) -> Iterator[str]:
    yield from (printable(f"  {each.student}: {each.note}") for each in outcomes if each.note)


def _new(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Most often somebody who is late, or a whole class under other names than the week before."""
    new = list(dict.fromkeys(each.student for each in outcomes if each.is_new and each.status == "placed"))
    if new:
        shown = ", ".join(new[:MOST_NAMES]) + (" ..." if len(new) > MOST_NAMES else "")
        yield printable(f"had no folder in submitted/ before ({len(new)}): {shown}")


def _late(outcomes: Iterable[Outcome]) -> Iterator[str]:
    late = [each.student for each in outcomes if each.is_late and each.stamp is None]
    if late:
        yield printable(f"late, and the export does not say when (--late-at writes a time): {', '.join(late)}")


def _unplaced(collected: Collected) -> Iterator[str]:
    """What may be somebody's work first; what is no notebook is only counted."""
    kept = [Left(each.path, each.why, each.student) for each in collected.outcomes if each.status == "kept"]
    matters = [*kept, *(each for each in collected.left if each.matters)]
    if matters:
        yield "not placed:"
    yield from (f"  {_whose(each)}{printable(each.path)}: {printable(each.why)}" for each in matters[:MOST_LINES])
    if len(matters) > MOST_LINES:
        yield f"  and {len(matters) - MOST_LINES} more; --json has them all"
    others = len(collected.left) + len(kept) - len(matters)
    if others:
        files = "file is no notebook and stays" if others == 1 else "files are no notebooks and stay"
        yield f"{others} other {files} in the archive"


def _whose(left: Left) -> str:
    return f"{printable(left.student)}, " if left.student else ""
