"""A notebook as a feedback page: what each cell earned."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbgrader.preprocessors import GetGrades
from nbgrader.utils import is_grade

from autograder.nbgrader_plugin.held_notebook import HeldNotebook
from autograder.nbgrader_plugin.internals import forget_notebooks, fresh_resources
from autograder.reading.stamps import stamp_words

__all__ = ["PageExporter", "PageGrades"]

HARMLESS = {".csv", ".gif", ".jpeg", ".jpg", ".npy", ".npz", ".png", ".txt"}


class _Compiled(BytecodeCache):
    """Templates that this process has compiled: one exporter after the other needs them."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


class PageExporter(HTMLExporter):
    """nbconvert's HTMLExporter without its second look at the finished page, which takes twice as long as the page.

    That look is for JupyterLab's template and for pictures without a description; reports describe theirs. Nor is the
    notebook copied, or looked at after each preprocessor: after the last one is enough.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.optimistic_validation = True
        self.environment.bytecode_cache = COMPILED

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Convert one notebook; of what nbgrader has copied there, no page that a browser would run stays beside it."""
        names = (resources or {}).get("nbgrader")
        if names and self.parent is not None:
            course = self.parent.coursedir
            clear(Path(course.format_path(course.feedback_directory, names["student"], names["assignment"])))
        return super().from_filename(filename, resources=resources, **kw)

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Convert one notebook that was just read; nothing of it is kept for the next."""
        try:
            return TemplateExporter.from_notebook_node(self, HeldNotebook(nb), fresh_resources(self, resources), **kw)
        finally:
            forget_notebooks(self)


def clear(folder: Path) -> None:
    """Leave pictures, tables and text in a student's folder of feedback, and nothing that runs or is in the way."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.suffix.lower() not in HARMLESS:
            path.unlink()


class PageGrades(GetGrades):
    """nbgrader's GetGrades, which gives 0 to an answer that nobody has read yet: here it is also marked as `unread`."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Score, comment, and whether anybody has read the answer; of the first cell also when all was handed in."""
        if "handed_in" not in resources["nbgrader"]:
            resources["nbgrader"]["handed_in"] = self._handed_in()
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if is_grade(cell):
            cell.metadata.nbgrader["unread"] = self._is_unread(cell)
        return cell, resources

    def _handed_in(self) -> str:
        """The time that late work is reckoned by; "" where nothing says one."""
        stamp = self.gradebook.find_submission(self.assignment_id, self.student_id).timestamp
        return stamp_words(stamp) if stamp else ""

    def _is_unread(self, cell: Any) -> bool:
        names = cell.metadata.nbgrader["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        grade = self.gradebook.find_grade(*names)
        return grade.auto_score is None and grade.manual_score is None
