"""The preprocessor that stands where nbgrader executes a notebook: the hidden suites' scores become cell outputs."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Unicode

from autograder.batch.jobs import Settings
from autograder.batch.seeds import assignment_seed
from autograder.batch.store import store_folder
from autograder.batch.worker import grade_or_recall, grader_failure
from autograder.errors import GraderError
from autograder.nbgrader_plugin.gradebook import maximum_points, open_gradebook, source_of
from autograder.reading.notebook import as_raw
from autograder.reading.source import Source
from autograder.reading.stamps import STAMP
from autograder.reading.submission import restore
from autograder.reports.html import report_html
from autograder.reports.linked import next_step
from autograder.reports.report import Report
from autograder.reports.shown import bare
from autograder.spec import Exercise, exercises_folder, load_assignment
from autograder.spec.cell_ids import check_id

__all__ = ["GradeWithHiddenSuites", "record_digest"]


class GradeWithHiddenSuites(NbGraderPreprocessor):
    """Gives every check cell its score and report; raises when a score is missing, so that nbgrader records nothing."""

    exercises = Unicode(
        "", help="The folder with the exercises; by default autograder/exercises of the course, else chainrule's own."
    ).tag(config=True)
    store = Unicode("", help="The folder with the stored reports; .chainrule/reports of the course by default.").tag(
        config=True
    )
    unsandboxed = Bool(False, help="Run student code without a sandbox. Never on submissions.").tag(config=True)

    @property
    def coursedir(self) -> CourseDirectory:
        return self.parent.parent.coursedir

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Replace all outputs of `nb`, already restored from its source. Raises what grading raises."""
        names = resources["nbgrader"]
        exercises = self._exercises(names["assignment"])
        with open_gradebook(self.coursedir) as gradebook:
            maxima = maximum_points(gradebook, names["assignment"], names["notebook"])
        source = source_of(self.coursedir, names["assignment"], names["notebook"])
        reports = self._reports(nb, source, exercises)
        by_cell = {check_id(report.exercise): report for report in reports}
        write_scores(nb, by_cell, maxima)
        kept = nb.metadata.setdefault("chainrule", {})
        kept["digest"] = record_digest(self._submitted(names), source, reports, kept.get("problems", ()))
        kept["titles"] = {grade_id: report.heading for grade_id, report in by_cell.items()}
        kept["reports"] = {grade_id: bare(report).to_dict() for grade_id, report in by_cell.items()}
        kept["seed"] = reports[0].seed
        kept["next"] = next_step(reports)
        return nb, resources

    def _exercises(self, assignment: str) -> tuple[Exercise, ...]:
        root = Path(self.exercises) if self.exercises else exercises_folder(Path(self.coursedir.root))
        return load_assignment(assignment, root).exercises

    def _reports(self, nb: Any, source: Source, exercises: tuple[Exercise, ...]) -> tuple[Report, ...]:
        submission = restore(as_raw(nb, source.path.name), source)
        reports = grade_or_recall(submission.cells, exercises, self._settings(source.path.parent.name))
        if failure := grader_failure(reports):
            raise GraderError(failure)
        return reports

    def _settings(self, assignment: str) -> Settings:
        course = Path(self.coursedir.root)
        store = Path(self.store) if self.store else store_folder(course)
        return Settings(store, assignment_seed(course, assignment), unsandboxed=self.unsandboxed, batch="nbgrader")

    def _submitted(self, names: Mapping[str, str]) -> Path:
        course = self.coursedir
        folder = course.format_path(course.submitted_directory, names["student"], names["assignment"])
        return Path(folder) / f"{names['notebook']}.ipynb"


def write_scores(nb: Any, reports: Mapping[str, Report], maxima: Mapping[str, float]) -> None:
    """Exactly one result in each check cell and no output anywhere else.

    nbgrader takes a missing, negative or unreadable result for full marks: each of these is refused here.
    Args:
        reports: by the grade_id of the check cell.
        maxima: the gradebook's points of each graded cell.
    """
    checks = {cell.metadata.nbgrader["grade_id"]: cell for cell in nb.cells if _is_check(cell)}
    if set(checks) != set(reports):
        missing, unknown = sorted(set(reports) - set(checks)), sorted(set(checks) - set(reports))
        raise GraderError(f"check cells and exercises differ: no cell {missing}, no exercise {unknown}")
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    problems = nb.metadata.get("chainrule", {}).get("problems", ())
    for grade_id, cell in checks.items():
        cell.outputs = [_result(reports[grade_id], maxima[grade_id], problems)]
        problems = ()


def _is_check(cell: Any) -> bool:
    nbgrader = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and nbgrader.get("grade", False) and not nbgrader.get("solution", False)


def _result(report: Report, maximum: float, problems: Iterable[str]) -> Any:
    score = float(report.score)
    if report.max_score != maximum:
        said = f"the exercise is worth {report.max_score:g} points and its check cell {maximum:g}"
        raise GraderError(f"{report.exercise}: {said}: run `chainrule sync`, then generate the assignment")
    if not (math.isfinite(score) and 0 <= score <= maximum) or not report.graded:
        raise GraderError(f"{report.exercise}: {score!r} of {maximum:g} points is no score")
    html = report_html(report, tuple(map(str, problems)))
    data = {"text/plain": repr(score), "text/html": html}
    return from_dict({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None})


def record_digest(submitted: Path, source: Source, reports: Iterable[Report], problems: Iterable[str]) -> str:
    """Changes whenever nbgrader would record something else.

    That depends on the submitted file, its time stamp, its source, the reports, and what is said of the notebook.
    """
    stamp = submitted.parent / STAMP
    digest = hashlib.sha256(submitted.read_bytes())
    digest.update(stamp.read_bytes() if stamp.is_file() else b"")
    parts = [source.digest, *(report.to_json() for report in reports), *problems]
    digest.update("\0".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
