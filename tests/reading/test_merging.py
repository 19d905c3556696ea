"""A submission in the structure of its source: whatever was done to it, there is one clear result."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.reading.notebooks import RIGHT, code, find, read, sources


def test_an_honest_notebook(course: Any) -> None:
    submission = read(course, course.notebook(leaky=RIGHT))
    assert [cell.id for cell in submission.cells] == ["setup", "leaky", "sharp"]
    assert sources(submission)["leaky"] == RIGHT
    assert submission.problems == ()


def test_locked_and_check_cells_come_from_the_source(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "setup")["source"] = "import os"
    find(notebook, "leaky-check")["source"] = "print(100)"
    submission = read(course, notebook)
    assert sources(submission)["setup"] == "import numpy as np"
    assert "print(100)" not in sources(submission).values()


def test_added_cells_run_in_their_place(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].insert(3, code("helper = 1"))
    assert [cell.id for cell in read(course, notebook).cells] == ["setup", "cell-4", "leaky", "sharp"]


def test_a_missing_cell_is_graded_as_its_starter(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].remove(find(notebook, "sharp"))
    submission = read(course, notebook)
    assert "NotImplementedError" in sources(submission)["sharp"]
    assert submission.problems == (
        "The cell 'sharp' is missing from your notebook; the empty starter was graded in its place.",
    )


def test_a_cell_that_lost_its_mark_is_found_by_its_functions(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "leaky")["metadata"] = {}
    submission = read(course, notebook)
    assert sources(submission)["leaky"] == RIGHT
    assert len(submission.cells) == 3
    assert "had lost its mark" in submission.problems[0]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_copies_the_one_with_work_is_graded_and_the_other_never_runs(course: Any, order: int) -> None:
    notebook = course.notebook()
    starter = find(notebook, "leaky")
    worked = json.loads(json.dumps(starter)) | {"source": RIGHT}
    at = notebook["cells"].index(starter)
    notebook["cells"][at : at + 1] = [starter, worked][::order]
    submission = read(course, notebook)
    assert [source for source in sources(submission).values() if "def leaky" in source] == [RIGHT]
    assert "is there 2 times" in submission.problems[0]


def test_flags_ids_points_types_and_tags_do_not_matter(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"solution": True, "grade": True, "locked": False, "points": 1e9}
    find(notebook, "leaky")["cell_type"] = "raw"
    honest = read(course, course.notebook(leaky=RIGHT))
    assert read(course, notebook).cells == honest.cells


def test_a_python_2_notebook_says_so(course: Any) -> None:
    cells = [{"cell_type": "code", "input": "print 'hello'", "metadata": {"nbgrader": {"grade_id": "leaky"}}}]
    submission = read(course, {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]})
    assert sources(submission)["leaky"] == "print 'hello'"
    assert "old format 3" in submission.problems[0]
    assert "Python 2" in submission.problems[1]


def test_no_kernelspec_is_no_problem(course: Any) -> None:
    assert read(course, course.notebook(leaky=RIGHT) | {"metadata": {}}).problems == ()


def test_odd_cells_do_no_harm(course: Any) -> None:
    odd: list[Any] = [None, 3, {}, {"cell_type": "code", "source": 7}, {"metadata": [1], "source": ["a", 2, "b"]}]
    odd.append({"cell_type": "code", "source": "x", "metadata": {"nbgrader": {"grade_id": ["leaky"]}}})
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"] += odd
    assert sources(read(course, notebook))["leaky"] == RIGHT
