"""Written answers that stand below the cell that is theirs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import record
from autograder.reading.merging import merge
from autograder.reading.notebook import read_notebook
from autograder.reading.source import load_source
from tests.reading.notebooks import find

TOLD = "The written answer 'question-why' stood in a cell below its own; it is read from there."


def text(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source} | more


def answer(course: Any, notebook: Any) -> tuple[str, tuple[str, ...]]:
    """What is read as the answer, and what is told."""
    placed, problems = merge(read_notebook(course.submit("ada", notebook)), load_source(course.source))
    [cell] = [cell for cell in placed if cell.cell_id == "question-why"]
    assert len({cell.cell_id for cell in placed}) == len(placed)
    return cell.source, problems


@pytest.fixture
def with_an_end(course: Any) -> Any:
    """A course whose notebook goes on after its question."""
    source = json.loads(course.source.read_text())
    source["cells"] += [text("## The end\n\nHand in.", id="end"), text("Thank you.", id="thanks")]
    course.source.write_text(json.dumps(source))
    return course


def test_one_in_its_own_cell(course: Any) -> None:
    notebook = course.notebook(question_why="Because.")
    notebook["cells"].append(text("A thought."))
    assert answer(course, notebook) == ("Because.", ())


@pytest.mark.parametrize("stub", ["YOUR ANSWER HERE", "", " YOUR ANSWER HERE\n"])
def test_one_in_the_cells_below(with_an_end: Any, stub: str) -> None:
    notebook = with_an_end.notebook()
    find(notebook, "question-why")["source"] = stub
    notebook["cells"] += [text("Because"), text(""), text("of it."), text("## The end\n\nHand in."), text("Thank you.")]
    assert answer(with_an_end, notebook) == ("Because\n\nof it.", (TOLD,))


@pytest.mark.parametrize("end", ["## The end\n\nHand in.", "## The end\n\nAs it was worded before.", "Thank you.", " "])
def test_what_is_none(with_an_end: Any, end: str) -> None:
    notebook = with_an_end.notebook()
    notebook["cells"] += [text(end), text("My own words.")]
    expected = "My own words." if end == " " else "YOUR ANSWER HERE"
    assert answer(with_an_end, notebook)[0].strip() == expected


def test_its_pictures_come_along(course: Any) -> None:
    picture = {"a.png": {"image/png": "iVBORw0KGgo="}}
    notebook = course.notebook()
    notebook["cells"].append(text("![a](attachment:a.png)", attachments=picture))
    placed, _ = merge(read_notebook(course.submit("ada", notebook)), load_source(course.source))
    assert dict(placed[-1].attachments or {}) == picture


def test_a_reader_finds_it(course: Any, graded_by_text: Any) -> None:
    notebook = course.notebook()
    notebook["cells"].append(text("Because."))
    course.submit("ada", notebook)
    [entry] = course.grade()
    assert entry.problems == (TOLD,)
    assert record(course.root, "sample", [entry]) == {"ada": None}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        grade = gradebook.find_grade("question-why", "sample", "sample", "ada")
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)
    write_feedback(course.root, "sample", ["ada"])
    page = (course.root / "feedback" / "ada" / "sample" / "sample.html").read_text(encoding="utf-8")
    assert "stood in a cell below its own" in page
    assert page.count("Because.") == 1
