"""How much of a report a feedback page shows; the graded notebook, which the formgrader opens, holds all of it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder.reports.html import report_html
from autograder.reports.report import Report
from autograder.reports.shown import as_shown
from autograder.spec import exercises_folder, load_assignment
from autograder.spec.exercise import SHOWS, Show

__all__ = ["ShowAllowed"]


class ShowAllowed(NbGraderPreprocessor):
    """Comes first when a page is made, and takes out what the assignment's students are not to see."""

    show = Unicode(
        "", help=f"One of {', '.join(SHOWS)}, for every assignment; by default what its assignment.toml says."
    ).tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Read once for all pages of a run.
        self._said = functools.cache(lambda assignment: load_assignment(assignment, self._exercises()).show)

    @property
    def coursedir(self) -> CourseDirectory:
        return self.parent.parent.coursedir

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Raises ValueError for a `show` that is none, so that there is no page rather than one with too much."""
        show = self._show(resources["nbgrader"]["assignment"])
        if show != "everything":
            kept = nb.metadata.get("chainrule", {})
            if show == "visible":
                kept.pop("next", None)
            pages = _pages(kept, show)
            for cell in nb.cells:
                for output in cell.get("outputs", ()):
                    _replace(output, pages.get(cell.metadata.get("nbgrader", {}).get("grade_id"), ""))
        return nb, resources

    def _show(self, assignment: str) -> Show:
        show = self.show or self._said(assignment)
        return next(known for known in SHOWS if known == show) if show in SHOWS else _refuse(show)

    def _exercises(self) -> Path:
        """Where the grading preprocessor has them."""
        own = self.config["GradeWithHiddenSuites"].get("exercises", "")
        return Path(own) if own else exercises_folder(Path(self.coursedir.root))


def _refuse(show: str) -> Show:
    raise ValueError(f"c.ShowAllowed.show = {show!r}: one of {', '.join(SHOWS)} is wanted")


def _pages(kept: Mapping[str, Any], show: Show) -> dict[str, str]:
    """HTML by the grade_id of the check cell; what concerns the notebook stands with the first one."""
    problems, pages = tuple(map(str, kept.get("problems", ()))), {}
    for grade_id, report in kept.get("reports", {}).items():
        pages[grade_id] = report_html(as_shown(Report.from_plain(report), show), problems)
        problems = ()
    return pages


def _replace(output: Any, page: str) -> None:
    data = output.get("data", {})
    for kind in [kind for kind in data if kind != "text/plain"]:
        del data[kind]
    if page:
        data["text/html"] = page
