"""What is done with the students whose turn it is: graded and recorded as `chainrule grade` does it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.batch.asked import Asked
from autograder.batch.jobs import Settings
from autograder.batch.seeds import assignment_seed
from autograder.batch.store import store_folder
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.grading import grade_class
from autograder.nbgrader_plugin.preflight import check_course
from autograder.nbgrader_plugin.recording import export_csv
from autograder.reports.results import Graded

__all__ = ["Grader"]


@dataclass(frozen=True, slots=True)
class Grader:
    """Grades some students of a course. `show`: what their pages show; "" for what the assignment says."""

    course: Path
    exercises: Path
    workers: int
    show: str = ""
    unsandboxed: bool = False
    _batch: str = field(default_factory=lambda: secrets.token_hex(8))

    def check(self, assignments: Sequence[str]) -> None:
        """Raises SpecError, GraderError for what is wrong with the course, before anybody is graded."""
        for assignment in assignments:
            check_course(self.course, assignment, self.exercises, store_folder(self.course))

    def grade(self, assignment: str, students: Sequence[str]) -> tuple[Graded, ...]:
        """What became of each; whoever has no `failure` has a page. Raises ChainruleError where nothing can be graded.

        The course is looked at each time: its author may be at work on it.
        """
        asked = Asked(self.course, assignment, self.exercises)
        self.check([assignment])
        seed = assignment_seed(self.course, assignment)
        settings = Settings(store_folder(self.course), seed, unsandboxed=self.unsandboxed, batch=self._batch)
        graded = grade_class(
            self.course,
            assignment,
            settings,
            students=students,
            workers=min(self.workers, len(students)),
            feedback=False,
            table=False,
            exercises=self.exercises,
            asked=asked,
        )
        pages = [entry.student for entry in graded if not entry.failure]
        unwritten = write_feedback(self.course, assignment, pages, show=self.show)
        return tuple(_with_page(entry, unwritten.get(entry.student)) for entry in graded)

    def write_table(self) -> None:
        """grades.csv, when there is time for it."""
        export_csv(self.course, self.course / "grades.csv")


def _with_page(entry: Graded, failure: str | None) -> Graded:
    return replace(entry, failure=f"no feedback page: {failure}", blame="grader") if failure else entry
