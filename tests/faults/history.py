"""What happens in a course between two gradings: work comes in, comes in again, is marked, is late, is damaged."""

from __future__ import annotations

import numpy as np
from nbgrader.api import Gradebook, MissingEntry

from tests.small_course import ASSIGNMENT, NAMES, Course

__all__ = ["STUDENTS", "late_work_costs_half", "next_week"]

STUDENTS = ("ada", "bob", "cyd", "dan")
BODIES = ("return x", "half of it", "raise NotImplementedError()")
STAMPS = ("2026-01-02 03:04:05 UTC", "2026-01-09 03:04:05 UTC")


PLUGIN = """
from nbgrader.plugins import BasePlugin

class Half(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
"""


def late_work_costs_half(course: Course) -> None:
    """By a plugin of the course's own."""
    (course.root / "half_of_it.py").write_text(PLUGIN)
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("c.AssignLatePenalties.plugin_class = 'half_of_it.Half'\n")


def next_week(course: Course, rng: np.random.Generator, db_url: str = "") -> None:
    """The same for courses that are given the same numbers."""
    for student in STUDENTS:
        _hand_in(course, student, rng)
    with Gradebook(db_url or f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        days = int(rng.integers(1, 9))
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=f"2026-01-0{days} 00:00:00 UTC")
        for student in STUDENTS:
            _mark(gradebook, student, rng)


def _hand_in(course: Course, student: str, rng: np.random.Generator) -> None:
    kind = rng.choice(["nothing", "damaged", "other answer", "everything"], p=[0.15, 0.1, 0.5, 0.25])
    why, stamp, bodies = f"Because of {rng.integers(9)}.", str(rng.choice(STAMPS)), list(rng.choice(BODIES, len(NAMES)))
    if kind == "other answer":  # scores stay, all else changes: what a score alone does not tell
        bodies = [BODIES[0]] * len(NAMES)
    answers = {name: f"def {name}(x):\n    {body}" for name, body in zip(NAMES, bodies, strict=True)}
    if kind != "nothing":
        notebook = b"{ no" if kind == "damaged" else course.notebook(question_why=why, **answers)
        course.submit(student, notebook, stamp)


def _mark(gradebook: Gradebook, student: str, rng: np.random.Generator) -> None:
    """By hand, as in the formgrader."""
    points, word, wanted = float(rng.integers(0, 5)) / 2, f"Read {rng.integers(9)}.", rng.random() < 0.5
    try:
        grade = gradebook.find_grade("question-why", ASSIGNMENT, ASSIGNMENT, student)
        comment = gradebook.find_comment("question-why", ASSIGNMENT, ASSIGNMENT, student)
    except MissingEntry:
        return
    if wanted:
        grade.manual_score, grade.needs_manual_grade, comment.manual_comment = points, False, word
        gradebook.db.commit()
