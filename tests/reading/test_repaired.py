"""The notebook that nbgrader receives is sound."""

from __future__ import annotations

from typing import Any

import nbformat

from autograder.reading.notebook import as_raw
from autograder.reading.repaired import repair
from autograder.reading.source import load_source
from tests.reading.notebooks import RIGHT, code, find


def test_repaired_notebooks_are_sound(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT, question_why="Because.")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in ("sharp-check", "setup")]
    notebook["cells"].append(find(notebook, "leaky"))
    notebook["cells"].append(code("x = 1", nbgrader={"grade_id": "invented", "grade": True, "points": 50}))
    source = load_source(course.source)
    repaired = repair(as_raw(notebook, "sample.ipynb"), source)
    nbformat.validate(nbformat.from_dict(repaired))
    marks = [cell["metadata"]["nbgrader"] for cell in repaired["cells"] if "nbgrader" in cell["metadata"]]
    assert [mark["grade_id"] for mark in marks] == [cell.grade_id for cell in source.cells]
    assert sum(mark.get("points", 0) for mark in marks) == 10.0
    assert find(repaired, "question-why")["source"] == "Because."


def test_repair_changes_nothing_twice(course: Any) -> None:
    source = load_source(course.source)
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].insert(1, code("y = 2"))
    once = repair(as_raw(notebook, "sample.ipynb"), source)
    twice = repair(as_raw(once, "sample.ipynb"), source)
    assert [cell["source"] for cell in once["cells"]] == [cell["source"] for cell in twice["cells"]]


def test_pictures_in_written_answers_are_kept(course: Any) -> None:
    notebook = course.notebook(question_why="![sketch](attachment:a.png)")
    find(notebook, "question-why")["attachments"] = {"a.png": {"image/png": "aGk="}}
    repaired = repair(as_raw(notebook, "sample.ipynb"), load_source(course.source))
    assert find(repaired, "question-why")["attachments"] == {"a.png": {"image/png": "aGk="}}
