"""Every marked cell of the source once, in the student's order: whatever was done to it, there is one clear result."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.reading.notebook import as_raw, read_notebook
from autograder.reading.repaired import repair
from autograder.reading.source import load_source
from autograder.reading.submission import restore
from tests.reading.notebooks import RIGHT, code, find, read, sources


def test_an_honest_notebook(course: Any) -> None:
    submission = read(course, course.notebook(leaky=RIGHT))
    assert [cell.id for cell in submission.cells] == ["setup", "leaky", "leaky-check", "sharp", "sharp-check"]
    assert sources(submission)["leaky"] == RIGHT
    assert submission.problems == ()


def test_an_editor_may_end_lines_as_windows_does(course: Any) -> None:
    """Nobody has changed a locked cell or a check, and the answer is as it was typed."""
    notebook = course.notebook(leaky=RIGHT)
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    submission = read(course, notebook)
    assert submission.problems == ()
    assert sources(submission)["leaky"] == RIGHT


def test_a_check_cell_is_a_mark_without_code(course: Any) -> None:
    cells = read(course, course.notebook(leaky=RIGHT)).cells
    assert [(cell.check_of, cell.source) for cell in cells if cell.check_of] == [("leaky", ""), ("sharp", "")]


def test_locked_and_check_cells_come_from_the_source(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "setup")["source"] = "import os"
    find(notebook, "leaky-check")["source"] = "print(100)"
    submission = read(course, notebook)
    assert list(sources(submission).items())[:2] == [("setup", "import numpy as np"), ("cell-2", "import os")]
    assert "print(100)" not in sources(submission).values()
    assert [problem.split("'")[1] for problem in submission.problems] == ["setup", "leaky-check"]


def test_locked_cells_run_first_wherever_they_stand(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    setup = find(notebook, "setup")
    notebook["cells"].remove(setup)
    notebook["cells"].append(setup)
    assert list(sources(read(course, notebook))) == ["setup", "leaky", "sharp"]
    notebook["cells"].remove(setup)
    assert list(sources(read(course, notebook))) == ["setup", "leaky", "sharp"]


def test_cells_run_in_the_students_order(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    moved = [find(notebook, name) for name in ("sharp", "sharp-check")]
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in moved]
    notebook["cells"][1:1] = [code("helper = 1"), *moved]
    ids = [cell.id for cell in read(course, notebook).cells]
    assert ids == ["setup", "cell-2", "sharp", "sharp-check", "leaky", "leaky-check"]


def test_of_several_checks_the_last_one_counts(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].append(json.loads(json.dumps(find(notebook, "leaky-check"))))
    marks = [cell.check_of for cell in read(course, notebook).cells if cell.check_of]
    assert marks == ["sharp", "leaky"]


def test_a_missing_check_stands_below_what_was_added_to_its_exercise(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    check = find(notebook, "leaky-check")
    notebook["cells"][notebook["cells"].index(check)] = code("helper = 1")
    ids = [cell.id for cell in read(course, notebook).cells]
    assert ids[:5] == ["setup", "leaky", "cell-5", "leaky-check", "sharp"]


def test_added_cells_run_in_their_place(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].insert(3, code("helper = 1"))
    submission = read(course, notebook)
    assert list(sources(submission)) == ["setup", "cell-4", "leaky", "sharp"]
    assert [cell.id for cell in submission.cells if cell.own] == ["cell-4"]


def test_given_is_what_the_source_has_letter_for_letter(course: Any) -> None:
    notebook, source = course.notebook(leaky=RIGHT), json.loads(course.source.read_text())
    source["cells"].append(code("train(steps=100)"))
    course.source.write_text(json.dumps(source))
    notebook["cells"] += [code("train(steps=100)\n"), code("train(steps=200)")]
    assert [cell.id for cell in read(course, notebook).cells if cell.given] == ["setup", "cell-10"]


def test_in_place_of_a_missing_cell_nothing_is_run(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].remove(find(notebook, "sharp"))
    submission = read(course, notebook)
    assert sources(submission)["sharp"] == "# This cell was missing from the notebook."
    assert submission.problems == (
        "The cell 'sharp' is missing from your notebook; what other cells define is graded in its place.",
    )


def test_the_notebook_of_another_assignment_is_called_so(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    for name, other in (("leaky", "conv"), ("sharp", "pool"), ("question-why", "question-how")):
        find(notebook, name)["source"] = "x = 1"
        find(notebook, name)["metadata"]["nbgrader"]["grade_id"] = other
    assert read(course, notebook).problems == (
        "No answer of this assignment is in the notebook, and there are cells of another one ('conv'): "
        "hand in sample.ipynb.",
    )


def test_a_cell_that_lost_its_mark_is_found_by_its_functions(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "leaky")["metadata"] = {}
    submission = read(course, notebook)
    assert sources(submission)["leaky"] == RIGHT
    assert len(sources(submission)) == 3
    assert "had lost its mark" in submission.problems[0]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_copies_the_untouched_one_never_runs(course: Any, order: int) -> None:
    notebook = course.notebook()
    starter = find(notebook, "leaky")
    worked = json.loads(json.dumps(starter)) | {"source": RIGHT}
    at = notebook["cells"].index(starter)
    notebook["cells"][at : at + 1] = [starter, worked][::order]
    submission = read(course, notebook)
    assert [source for source in sources(submission).values() if "def leaky" in source] == [RIGHT]
    assert "is there 2 times" in submission.problems[0]


def test_both_halves_of_a_split_cell_run_where_they_stand(course: Any) -> None:
    notebook = course.notebook(leaky="factor = 1")
    half = find(notebook, "leaky")
    notebook["cells"].insert(notebook["cells"].index(half) + 1, json.loads(json.dumps(half)) | {"source": RIGHT})
    submission = read(course, notebook)
    assert [cell.source for cell in submission.cells[1:3]] == ["factor = 1", RIGHT]
    assert submission.cells[3].check_of == "leaky"


def test_an_answer_that_is_no_code_any_more_is_run(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "leaky")["cell_type"] = "markdown"
    submission = read(course, notebook)
    assert sources(submission)["leaky"] == RIGHT
    assert submission.problems == ("The cell 'leaky' had become Markdown; it was run as code.",)


def test_a_repaired_notebook_is_read_as_the_one_that_was_handed_in(course: Any) -> None:
    notebook = course.notebook(leaky="factor = 1")
    half = find(notebook, "leaky")
    notebook["cells"].append(json.loads(json.dumps(half)) | {"source": RIGHT})
    notebook["cells"].remove(find(notebook, "sharp"))
    notebook["cells"].remove(find(notebook, "leaky-check"))
    find(notebook, "setup")["source"] = "import os"
    source = load_source(course.source)
    repaired = restore(as_raw(repair(read_notebook(course.submit("ada", notebook)), source), "ada"), source)
    asked = [
        [(cell.source, cell.own, cell.check_of) for cell in each.cells] for each in (repaired, read(course, notebook))
    ]
    assert asked[0] == asked[1]


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
