"""Everything that grading found out about the class, as one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from autograder.reports.distribution import distribution_of
from autograder.reports.results import ClassResult, Graded
from autograder.reports.standing import Standing

__all__ = ["export"]


def export(result: ClassResult) -> str:
    return json.dumps(
        {
            "assignment": result.assignment,
            "seed": result.seed,
            "students": [_student(entry) for entry in result.students],
            "notices": [asdict(notice) for notice in result.notices],
            "distribution": asdict(found) if (found := distribution_of(result)) else None,
            "standings": [_standing(standing) for standing in result.standings],
        }
    )


def _student(entry: Graded) -> dict[str, Any]:
    return {
        "student": entry.student,
        "score": entry.score,
        "failure": entry.failure,
        "blame": entry.blame,
        "problems": entry.problems,
        "handed_in": {"time": entry.handed_in, "from": "timestamp.txt"} if entry.handed_in else None,
        "reports": [report.to_dict() for report in entry.reports],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    """The gradebook's word: marks by hand, extra points and penalties are in it."""
    return {
        "student": standing.student,
        "points": standing.points,
        "cells": dict(standing.cells),
        "extra": standing.extra,
        "penalty": standing.penalty,
        "waiting": standing.waiting,
        "nothing": standing.nothing,
        "zero": standing.zero,
    }
