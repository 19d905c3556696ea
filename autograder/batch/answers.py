"""What a student has written, as text: nothing of it is run here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograder.batch.jobs import Job
from autograder.reading.submission import read_submission
from autograder.sandbox.backend import Cell

__all__ = ["answers_in", "read_answers"]


def read_answers(job: Job) -> Mapping[str, str]:
    """The text of each solution cell, by the exercise's name. Raises UnreadableSubmission, GraderError."""
    return answers_in(read_submission(job.notebook, job.source).cells)


def answers_in(cells: Iterable[Cell]) -> Mapping[str, str]:
    """Cells with one mark are one answer, in their order; what stands in a student's own cells is none."""
    texts: dict[str, list[str]] = {}
    for cell in cells:
        if not cell.own and not cell.check_of:
            texts.setdefault(cell.id, []).append(cell.source)
    return {name: "\n\n".join(parts) for name, parts in texts.items()}
