"""nbgrader's Autograde for a class: preprocessors are made once for all, and a notebook is read and written once."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.utils import setenv

from autograder.nbgrader_plugin.exporter import complete_stamps
from autograder.nbgrader_plugin.internals import preprocessors_of, set_preprocessors

__all__ = ["ClassAutograde"]


class ClassAutograde(Autograde):
    """Autograde for one student after the other.

    nbgrader writes the sanitised notebook, reads it again and writes the graded one in its place. Here both lists of
    preprocessors follow each other on the notebook in memory. The gradebook has been told of the assignment.
    """

    knows_assignment = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.force = True
        self._made: list[Any] = []

    def write(self, assignment: str, student: str) -> None:
        """Grade one student's notebooks. Raises whatever nbgrader raises, SystemExit included."""
        self.coursedir.assignment_id, self.coursedir.student_id = assignment, glob.escape(student)
        self.start()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        self._use_preprocessors()
        try:
            with setenv(NBGRADER_EXECUTION="autograde"):
                BaseConverter.convert_single_notebook(self, notebook_filename)
            complete_stamps(Path(self.writer.build_directory), Path(notebook_filename))
        except OSError as error:  # which nbgrader keeps to itself
            self.exporter.failure = error
            raise

    def _use_preprocessors(self) -> None:
        if not self._made:
            for entry in (*self.sanitize_preprocessors, *self.autograde_preprocessors):
                self.exporter.register_preprocessor(entry)
            self._made = preprocessors_of(self.exporter)
        set_preprocessors(self.exporter, self._made)
