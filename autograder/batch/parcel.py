"""Jobs and what became of them as text, for the way to another machine and back: plain JSON, nothing pickled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from autograder.batch.jobs import Job, Settings
from autograder.errors import GraderError
from autograder.reports.report import Report
from autograder.reports.results import Graded

__all__ = ["Answer", "pack_answer", "pack_job", "unpack_answer", "unpack_job"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a machine says to a job: what became of it, or why no student code is graded there.

    Args:
        stored: reports as they are stored, by their digest.
    """

    graded: Graded | None = None
    refusal: str = ""
    stored: Mapping[str, Report] = field(default_factory=dict)


def pack_job(job: Job, course: str) -> str:
    """As one line. `course` says what the other machine has to have."""
    settings = asdict(job.settings) | {"store": str(job.settings.store)}
    paths = {"notebook": str(job.notebook), "source": str(job.source), "folders": list(map(str, job.folders))}
    return json.dumps({"student": job.student, "settings": settings, "course": course} | paths)


def unpack_job(text: str) -> tuple[Job, str]:
    """The same on the other side."""
    data = json.loads(text)
    settings = Settings(**data["settings"] | {"store": Path(data["settings"]["store"])})
    folders = tuple(map(Path, data["folders"]))
    return Job(data["student"], Path(data["notebook"]), Path(data["source"]), folders, settings), data["course"]


def pack_answer(answer: Answer) -> str:
    """As one line."""
    stored = {digest: report.to_json() for digest, report in answer.stored.items()}
    graded = None if answer.graded is None else _plain(answer.graded)
    return json.dumps({"graded": graded, "refusal": answer.refusal, "stored": stored})


def _plain(graded: Graded) -> dict[str, Any]:
    told = {each.name: getattr(graded, each.name) for each in fields(graded)}
    return told | {"reports": [report.to_json() for report in graded.reports]}


def unpack_answer(text: str) -> Answer:
    """Raises GraderError for any other text."""
    try:
        data = json.loads(text)
        graded = None if data["graded"] is None else _graded(data["graded"])
        stored = {digest: Report.from_json(report) for digest, report in data["stored"].items()}
        return Answer(graded, str(data["refusal"]), stored)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraderError(f"a worker's answer cannot be read: {error}") from error


def _graded(data: dict[str, Any]) -> Graded:
    reports = tuple(map(Report.from_json, data["reports"]))
    return Graded(**data | {"reports": reports, "problems": tuple(data["problems"])})
