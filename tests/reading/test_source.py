"""The source gives the structure; what is wrong with it is never the student's fault."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbgrader.preprocessors import ClearSolutions

from autograder.errors import GraderError
from autograder.reading.source import load_source
from autograder.reading.submission import read_submission


def test_starters_are_what_nbgrader_releases(course: Any) -> None:
    notebook = nbformat.read(course.source, as_version=4)
    released, _ = ClearSolutions().preprocess(notebook, {})
    wanted = {cell.id: cell.source for cell in released.cells if cell.metadata.get("nbgrader")}
    assert {cell.grade_id: cell.source for cell in load_source(course.source).cells} == wanted


def test_a_broken_source_is_the_graders_fault(course: Any) -> None:
    path = course.submit("ada", course.notebook())
    course.source.write_text("{")
    with pytest.raises(GraderError, match="source notebook"):
        read_submission(path, course.source)
    course.source.unlink()
    with pytest.raises(GraderError, match="source notebook"):
        read_submission(path, course.source)
