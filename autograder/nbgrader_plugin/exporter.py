"""How nbgrader reads a submitted notebook: carefully, restored from its source, and with no old score left standing."""

from __future__ import annotations

import datetime
import secrets
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory

from autograder.batch.jobs import refused_folder
from autograder.batch.overlooked import overlooked_files
from autograder.errors import ChainruleError, GraderError, UnreadableSubmission
from autograder.nbgrader_plugin.gradebook import forget_scores, is_known, know_assignment, open_gradebook, source_of
from autograder.nbgrader_plugin.held_notebook import HeldNotebook
from autograder.nbgrader_plugin.internals import fresh_resources, preprocessors_of
from autograder.reading.files import refuse_beside
from autograder.reading.notebook import read_notebook
from autograder.reading.repaired import repair
from autograder.reading.stamps import SECRET, STAMP, stamp_text

__all__ = ["SubmissionExporter"]


class SubmissionExporter(NotebookExporter):
    """Reads for nbgrader's Autograde; `failure` is why the last reading or grading did not succeed.

    nbgrader converts twice: from `submitted` with preprocessors that sanitise, from `autograded` with those that grade.
    Before that it asks its gradebook for the assignment, which a fresh gradebook has never heard of: it is told here.
    """

    failure: Exception | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.parent is not None:
            self._copy = type(self.parent).init_assignment.__get__(self.parent)
            self.parent.init_assignment = self._look_and_copy
        if not getattr(self.parent, "knows_assignment", False):
            self._tell_gradebook()

    def _look_and_copy(self, assignment: str, student: str) -> None:
        """In the place of the converter's own: what lies beside a notebook is looked at before nbgrader copies it."""
        folder = self._submitted_folder({"student": student, "assignment": assignment})
        try:
            refuse_beside(folder)
        except UnreadableSubmission as error:
            self.failure = error
            with open_gradebook(self.coursedir) as gradebook:
                forget_scores(gradebook, assignment, student)
            raise
        try:
            self._copy(assignment, student)
        except OSError as error:
            self.failure = error
            raise

    def _tell_gradebook(self) -> None:
        assert self.parent is not None
        try:
            know_assignment(self.parent.parent, self.coursedir, self.coursedir.assignment_id)
        except ChainruleError as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from error

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Convert one notebook. Raises UnreadableSubmission, GraderError; nbgrader then names the student."""
        assert resources is not None
        path, names = Path(filename), resources["nbgrader"]
        try:
            if self._is_submitted(path, names):
                notebook = self._read_submitted(path, names)
            else:
                notebook = nbformat.read(path, as_version=4)
                complete_stamps(path.parent, self._submitted_folder(names) / path.name)
            return self.from_notebook_node(notebook, resources=resources, **kw)
        except Exception as error:
            self.failure = error
            raise

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Convert one notebook that was just read: nobody else holds it, so that it need not be copied.

        Raises ValidationError where the preprocessors leave something that is no notebook.
        """
        resources = fresh_resources(self, resources)
        for preprocessor in preprocessors_of(self):
            nb, resources = preprocessor(nb, resources)
        nbformat.validate(nb, relax_add_props=True)
        return nbformat.v4.writes(HeldNotebook(nb)) + "\n", resources

    @property
    def coursedir(self) -> CourseDirectory:
        assert self.parent is not None
        return self.parent.coursedir

    def _submitted_folder(self, names: dict[str, str]) -> Path:
        course = self.coursedir
        return Path(course.format_path(course.submitted_directory, names["student"], names["assignment"]))

    def _is_submitted(self, path: Path, names: dict[str, str]) -> bool:
        return path.parent == self._submitted_folder(names)

    def _read_submitted(self, path: Path, names: dict[str, str]) -> Any:
        assignment, notebook = names["assignment"], names["notebook"]
        source = source_of(self.coursedir, assignment, notebook)
        with open_gradebook(self.coursedir) as gradebook:
            forget_scores(gradebook, assignment, names["student"])
            known = is_known(gradebook, assignment, source)
        if not known:
            raise GraderError(
                f"the source of {assignment} was changed: run `nbgrader generate_assignment {assignment}`"
            )
        if refusal := refused_folder(path.parent):
            raise UnreadableSubmission(refusal)
        refuse_beside(path.parent)
        notebook_of_student = repair(read_notebook(path), source)
        notebook_of_student["metadata"]["chainrule"]["problems"] += overlooked_files(path.parents[1], source)
        return nbformat.from_dict(notebook_of_student)


def complete_stamps(folder: Path, submitted: Path) -> None:
    """Releasing feedback fails for a whole class when one submission, not collected by nbgrader, lacks these files."""
    stamp, secret = folder / STAMP, folder / SECRET
    if not stamp.exists():
        handed_in = datetime.datetime.fromtimestamp(submitted.stat().st_mtime, datetime.UTC)
        stamp.write_text(stamp_text(handed_in), encoding="utf-8")
    if not secret.exists():
        secret.write_text(secrets.token_hex(32), encoding="utf-8")
