"""Who marks a written answer sees the model answer and its points under it; no student does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers

from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import record

MODEL = "Since it is *rubberlike*. Points: 2 for the word."
FORMGRADER = {"assignment_id": "sample", "notebook_id": "sample", "submission_id": "x", "index": 0, "total": 1}


@pytest.fixture
def answered(course: Any, graded_by_text: Any) -> Any:
    notebook = json.loads(course.source.read_text())
    notebook["cells"][-1]["source"] = MODEL
    course.source.write_text(json.dumps(notebook))
    course.submit("ada", course.notebook(question_why="Because it bends."))
    assert record(course.root, "sample", course.grade()) == {"ada": None}
    return course


def drawn(course: Any, resources: dict[str, Any]) -> str:
    """As the formgrader draws it."""
    path = course.root / "autograded" / "ada" / "sample" / "sample.ipynb"
    with quiet_log() as (logger, _), nbgrader_app(course.root, logger) as (app, _):
        app.config.HTMLExporter.template_name = "formgrade"
        app.config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
        return HTMLExporter(config=app.config).from_filename(str(path), resources=resources)[0]


def test_the_formgrader_shows_it_after_the_answer(answered: Any) -> None:
    page = drawn(answered, dict(FORMGRADER))
    answer, title, model = (
        page.index(words) for words in ("Because it bends.", "Model answer and points", "<em>rubberlike")
    )
    assert answer < title < model
    assert page.count("Model answer and points") == 1


def test_no_file_and_no_page_of_a_student_holds_it(answered: Any) -> None:
    assert write_feedback(answered.root, "sample", ["ada"]) == {"ada": None}
    for place in ("autograded", "feedback"):
        for path in (answered.root / place / "ada" / "sample").iterdir():
            assert "rubberlike" not in path.read_text(encoding="utf-8")


def test_a_source_that_is_gone_is_no_obstacle(answered: Any) -> None:
    answered.source.unlink()
    page = drawn(answered, dict(FORMGRADER))
    assert "Because it bends." in page
    assert "Model answer" not in page
