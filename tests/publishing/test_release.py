"""The release is what nbgrader makes of the source, and gives nothing away."""

from __future__ import annotations

import json

import nbformat
import pytest

from autograder.errors import SpecError
from autograder.publishing.release import sync_release
from autograder.publishing.source import sync_source


def test_the_release_is_nbgraders_and_holds_no_solution(course):
    assert [drift.path.name for drift in sync_release(course.folder)] == ["sample.ipynb"]
    assert sync_release(course.folder, check=True) == []
    path = course.folder / "release" / "sample" / "sample.ipynb"
    text = path.read_text()
    assert "np.where" not in text
    assert "NotImplementedError" in text
    assert not list(course.folder.rglob("gradebook.db"))
    path.write_text(json.dumps(json.loads(text)))
    assert [str(drift) for drift in sync_release(course.folder, check=True)] == [
        "release/sample/sample.ipynb: is not what nbgrader makes of the source"
    ]
    assert path.read_text() == json.dumps(json.loads(text))


def test_what_nbgrader_does_not_like_is_the_authors_to_mend(course):
    notebook = course.notebook()
    notebook.cells.append(nbformat.from_dict(notebook.cells[6] | {"id": "a-copy"}))
    course.write(notebook)
    with pytest.raises(SpecError, match="nbgrader refuses it"):
        sync_release(course.folder)


def test_the_projects_own_course_is_in_step(checkout):
    assert sync_source(checkout, check=True) == []
    assert sync_release(checkout, check=True) == []
