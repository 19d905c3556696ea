"""Exercise folders and notebooks stay in step, and what is released gives nothing away."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest

from autograder.errors import SpecError
from autograder.publishing.sync import sync_release, sync_source
from autograder.spec import load_exercise


@pytest.fixture
def course(tmp_path, exercise):
    course = tmp_path / "course"
    sync_source(course, exercise.folder.parent.parent)
    return course


def notebook_of(course):
    return nbformat.read(course / "source" / "sample" / "sample.ipynb", as_version=4)


def cell(notebook, grade_id):
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def test_a_new_folder_gets_its_cells(course, exercise):
    notebook = notebook_of(course)
    solution, check = cell(notebook, "leaky"), cell(notebook, "leaky-check")
    assert "### BEGIN SOLUTION" in solution.source
    assert solution.metadata.nbgrader.solution
    assert not solution.metadata.nbgrader.locked
    assert check.source == (exercise.folder / "visible.py").read_text().strip()
    assert check.metadata.nbgrader.points == exercise.max_score
    assert check.metadata.nbgrader.locked
    nbformat.validate(notebook)


def test_in_step_means_no_drift_and_an_edit_is_seen(course, exercise):
    root = exercise.folder.parent.parent
    assert sync_source(course, root, check=True) == []
    visible = exercise.folder / "visible.py"
    visible.write_text(visible.read_text() + "\nprint('more')\n")
    drifts = sync_source(course, root, check=True)
    assert [drift.cell for drift in drifts] == ["leaky-check"]
    assert "more" not in cell(notebook_of(course), "leaky-check").source
    sync_source(course, root)
    assert sync_source(course, root, check=True) == []
    assert "more" in cell(notebook_of(course), "leaky-check").source


def test_prose_and_order_belong_to_the_notebook(course, exercise):
    path = course / "source" / "sample" / "sample.ipynb"
    notebook = notebook_of(course)
    notebook.cells.insert(2, nbformat.v4.new_markdown_cell("Some prose.", id="prose"))
    nbformat.write(notebook, path)
    toml = exercise.folder / "exercise.toml"
    toml.write_text(toml.read_text().replace("test_negative_leaks = 2", "test_negative_leaks = 5"))
    sync_source(course, exercise.folder.parent.parent)
    changed = notebook_of(course)
    assert [c.id for c in changed.cells] == [c.id for c in notebook.cells]
    assert cell(changed, "leaky-check").metadata.nbgrader.points == 7


def test_a_damaged_notebook_is_named(course, exercise):
    path = course / "source" / "sample" / "sample.ipynb"
    path.write_text("{")
    with pytest.raises(SpecError, match="not a notebook"):
        sync_source(course, exercise.folder.parent.parent)


def test_the_release_is_nbgraders_and_holds_no_solution(course, exercise):
    assert [drift.path.name for drift in sync_release(course)] == ["sample.ipynb"]
    assert sync_release(course, check=True) == []
    text = (course / "release" / "sample" / "sample.ipynb").read_text()
    assert "np.where" not in text
    assert "NotImplementedError" in text
    assert not list(course.rglob("gradebook.db"))
    (course / "release" / "sample" / "sample.ipynb").write_text(json.dumps(json.loads(text)))
    assert sync_release(course, check=True)


def test_the_projects_own_course_is_in_step(checkout):
    assert sync_source(checkout, check=True) == []
    assert sync_release(checkout, check=True) == []


def test_two_exercises_side_by_side(course, exercise):
    other = exercise.folder.with_name("second")
    shutil.copytree(exercise.folder, other)
    drifts = sync_source(course, exercise.folder.parent.parent)
    assert {drift.cell for drift in drifts} == {"second", "second-check"}
    assert load_exercise(other).key == "sample/second"
