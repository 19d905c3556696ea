"""`nbgrader autograde` and the formgrader's button: the same preprocessor, the same scores, a real box."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI

from autograder.batch.seeds import assignment_seed, kept_seed, seed_file
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.recording import record

RIGHT = "def leaky_relu(x, slope=0.01):\n    return np.where(x > 0, x, slope * x)"
WRONG = "def leaky_relu(x, slope=0.01):\n    return np.maximum(x, 0.0)"


def scores(course: Any, student: str) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        grades = gradebook.find_submission_notebook("sample", "sample", student).grades
        return {grade.name: grade.auto_score for grade in grades if grade.name != "question-why"}


@pytest.fixture
def handed_in(course: Any) -> Any:
    course.submit("ada", course.notebook(leaky=RIGHT, sharp=RIGHT))
    course.submit("bob", course.notebook(leaky=WRONG, sharp=WRONG))
    return course


def test_nbgrader_autograde_and_chainrule_agree(handed_in: Any, checkout: Path) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(checkout),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    command = [sys.executable, "-m", "nbgrader", "autograde", "sample"]
    done = subprocess.run(command, cwd=handed_in.root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = {student: scores(handed_in, student) for student in ("ada", "bob")}
    assert found["ada"] == {"leaky-check": 4.0, "sharp-check": 4.0}
    assert found["bob"] == {"leaky-check": 2.0, "sharp-check": 2.0}

    (handed_in.root / "gradebook.db").unlink()
    record(handed_in.root, "sample", handed_in.grade())
    assert {student: scores(handed_in, student) for student in ("ada", "bob")} == found


def press_button(course: Any, student: str) -> dict[str, Any]:
    """What the formgrader does for its autograde button."""
    with quiet_log() as (logger, _), nbgrader_app(course.root, logger) as (app, coursedir):
        coursedir.student_id = "*"
        return NbGraderAPI(coursedir=coursedir, parent=app).autograde("sample", student)


def test_the_formgraders_buttons(handed_in: Any) -> None:
    assert press_button(handed_in, "bob")["success"]
    assert scores(handed_in, "bob") == {"leaky-check": 2.0, "sharp-check": 2.0}
    with quiet_log() as (logger, _), nbgrader_app(handed_in.root, logger) as (app, coursedir):
        assert NbGraderAPI(coursedir=coursedir, parent=app).generate_feedback("sample", "bob")["success"]
    page = (handed_in.root / "feedback" / "bob" / "sample" / "sample.html").read_text(encoding="utf-8")
    assert page.count("✗") == 2
    assert 'class="contents"' in page


def test_the_button_draws_the_seed_that_the_class_is_graded_with(handed_in: Any) -> None:
    seed_file(handed_in.root, "sample").unlink()
    assert press_button(handed_in, "bob")["success"]
    seed = kept_seed(handed_in.root, "sample")
    notebook = json.loads((handed_in.root / "autograded" / "bob" / "sample" / "sample.ipynb").read_text())
    assert notebook["metadata"]["chainrule"]["seed"] == seed == assignment_seed(handed_in.root, "sample")


@pytest.mark.parametrize("spoilt", [b"", b"[1, 2]", b"{ no", b'{"nbformat": 4}'])
def test_the_button_on_a_broken_file_leaves_no_old_score(handed_in: Any, spoilt: bytes) -> None:
    press_button(handed_in, "ada")
    handed_in.submit("ada", spoilt)
    assert not press_button(handed_in, "ada")["success"]
    assert set(scores(handed_in, "ada").values()) == {None}


def test_the_button_looks_at_what_it_is_to_copy(handed_in: Any) -> None:
    """A sparse file would take all that it says it has; a device would never end."""
    press_button(handed_in, "ada")
    folder = handed_in.root / "submitted" / "ada" / "sample"
    with open(folder / "data.bin", "wb") as file:
        file.truncate(3 << 30)
    answer = press_button(handed_in, "ada")
    assert not answer["success"]
    assert "beside the notebook" in answer["log"]
    assert not (handed_in.root / "autograded" / "ada" / "sample" / "data.bin").exists()
    assert set(scores(handed_in, "ada").values()) == {None}


def test_the_button_leaves_no_script_beside_a_page(handed_in: Any) -> None:
    folder = handed_in.root / "submitted" / "bob" / "sample"
    (folder / "index.html").write_text("<script>1</script>", encoding="utf-8")
    (folder / "sample.html").mkdir()
    (folder / "sample.html" / "notes.txt").write_text("x", encoding="utf-8")
    assert press_button(handed_in, "bob")["success"]
    with quiet_log() as (logger, _), nbgrader_app(handed_in.root, logger) as (app, coursedir):
        assert NbGraderAPI(coursedir=coursedir, parent=app).generate_feedback("sample", "bob")["success"]
    pages = (handed_in.root / "feedback" / "bob" / "sample").rglob("*.html")
    assert [path.name for path in pages if path.is_file()] == ["sample.html"]


def test_the_gradebook_is_told_of_a_changed_source(handed_in: Any) -> None:
    press_button(handed_in, "ada")
    handed_in.source.write_text(handed_in.source.read_text().replace("print(leaky(1))", "print(leaky(2))"))
    assert press_button(handed_in, "ada")["success"]
    assert "print(leaky(2))" in (handed_in.root / "autograded" / "ada" / "sample" / "sample.ipynb").read_text()


def test_a_source_that_the_gradebook_cannot_take_is_named(handed_in: Any) -> None:
    press_button(handed_in, "ada")
    source = json.loads(handed_in.source.read_text())
    del source["cells"][-1]
    handed_in.source.write_text(json.dumps(source))
    result = press_button(handed_in, "bob")
    assert not result["success"]
    assert "the gradebook does not take the source of sample: Cannot add or remove cells" in result["log"]


@pytest.mark.parametrize("stamp", ["\ufeff2026-01-02 03:04:05 UTC", "2026-01-02 04:04:05 +0100"])
def test_the_button_reads_stamps_as_we_do(handed_in: Any, stamp: str) -> None:
    (handed_in.root / "submitted" / "ada" / "sample" / "timestamp.txt").write_text(stamp, encoding="utf-8")
    assert press_button(handed_in, "ada")["success"]
    with Gradebook(f"sqlite:///{handed_in.root / 'gradebook.db'}", "chainrule") as gradebook:
        assert str(gradebook.find_submission("sample", "ada").timestamp) == "2026-01-02 03:04:05"


def test_the_button_names_a_stamp_that_it_cannot_read(handed_in: Any) -> None:
    (handed_in.root / "submitted" / "ada" / "sample" / "timestamp.txt").write_text("01.03.2026")
    result = press_button(handed_in, "ada")
    assert not result["success"]
    assert "timestamp.txt says '01.03.2026'" in result["log"]
    with quiet_log() as (logger, _), nbgrader_app(handed_in.root, logger) as (app, coursedir):
        listed = NbGraderAPI(coursedir=coursedir, parent=app).get_submissions("sample")
    assert {entry["student"] for entry in listed} == {"ada", "bob"}


def test_a_course_folder_may_have_its_own_database(handed_in: Any, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with (handed_in.root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.CourseDirectory.db_url = 'sqlite:///{other}'\n")
    record(handed_in.root, "sample", handed_in.grade())
    assert other.exists()
