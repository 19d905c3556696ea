"""Everything that grading found out about the class, as one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from autograder.reports.results import ClassResult, Graded

__all__ = ["export"]


def export(result: ClassResult) -> str:
    return json.dumps(
        {
            "assignment": result.assignment,
            "seed": result.seed,
            "students": [_student(entry) for entry in result.students],
            "notices": [asdict(notice) for notice in result.notices],
        }
    )


def _student(entry: Graded) -> dict[str, Any]:
    return {
        "student": entry.student,
        "score": entry.score,
        "failure": entry.failure,
        "blame": entry.blame,
        "problems": entry.problems,
        "reports": [report.to_dict() for report in entry.reports],
    }
