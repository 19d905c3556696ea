"""From reports to gradebook, autograded notebooks, feedback and CSV."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde

from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import export_csv, record
from autograder.reports.results import Graded

RIGHT = "def leaky(x):\n    return x"
HALF = "def sharp(x):\n    half"


def scores(course: Any) -> dict[str, dict[str, float | None]]:
    """Automatic scores in the gradebook: student -> cell -> score."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        return {
            submission.student.id: {grade.name: grade.auto_score for nb in submission.notebooks for grade in nb.grades}
            for submission in gradebook.find_assignment("sample").submissions
        }


def rows(course: Any) -> dict[str, dict[str, str]]:
    export_csv(course.root, course.root / "grades.csv")
    with (course.root / "grades.csv").open(newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def page(course: Any, student: str) -> str:
    return (course.root / "feedback" / student / "sample" / "sample.html").read_text(encoding="utf-8")


@pytest.fixture
def recorded(course: Any, graded_by_text: Any) -> Any:
    course.submit("ada", course.notebook(leaky=RIGHT, sharp=HALF, question_why="Because of the mask."))
    course.submit("bob", course.notebook())
    course.submit("eve", "{ not json")
    outcome = record(course.root, "sample", course.grade())
    assert outcome["ada"] is None
    assert outcome["bob"] is None
    assert "not valid JSON" in (outcome["eve"] or "")
    return course


def test_scores_are_in_the_gradebook(recorded: Any) -> None:
    found = scores(recorded)
    assert found["ada"] == {"leaky-check": 4.0, "sharp-check": 2.0, "question-why": None}
    assert found["bob"] == {"leaky-check": 0.0, "sharp-check": 0.0, "question-why": 0.0}


def test_who_cannot_be_graded_has_no_score(recorded: Any) -> None:
    assert set(scores(recorded)["eve"].values()) == {None}
    assert rows(recorded)["eve"]["score"] == ""
    assert rows(recorded)["ada"]["score"] == "6.0"
    assert rows(recorded)["bob"]["score"] == "0.0"


def test_each_check_cell_has_exactly_one_result(recorded: Any) -> None:
    notebook = json.loads((recorded.root / "autograded" / "ada" / "sample" / "sample.ipynb").read_text())
    outputs = {cell["id"]: cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code"}
    assert outputs["leaky"] == outputs["setup"] == []
    [result] = outputs["leaky-check"]
    assert result["output_type"] == "execute_result"
    assert "".join(result["data"]["text/plain"]) == "4.0"
    assert "Property 0 holds." in "".join(result["data"]["text/html"])


def test_feedback_pages_show_the_reports(recorded: Any) -> None:
    assert write_feedback(recorded.root, "sample", ["ada", "bob"]) == {"ada": None, "bob": None}
    assert page(recorded, "ada").count("✓") == 6
    assert page(recorded, "bob").count("✗") == 8


def test_releasing_feedback_finds_the_files_that_it_needs(recorded: Any) -> None:
    write_feedback(recorded.root, "sample", ["ada"])
    folder = recorded.root / "feedback" / "ada" / "sample"
    assert (folder / "timestamp.txt").read_text().endswith("UTC")
    assert (folder / "submission_secret.txt").read_text()


def test_what_is_recorded_is_passed_over(recorded: Any) -> None:
    path = recorded.root / "autograded" / "ada" / "sample" / "sample.ipynb"
    before = path.stat().st_mtime_ns
    record(recorded.root, "sample", recorded.grade())
    assert path.stat().st_mtime_ns == before


def test_what_is_recorded_is_passed_over_in_any_order_of_exercises(course: Any, graded_by_text: Any) -> None:
    (course.exercises / "sample" / "assignment.toml").write_text(
        'number = 1\ntitle = "Sample"\norder = ["sharp", "leaky"]\n'
    )
    course.submit("ada", course.notebook(leaky=RIGHT))
    record(course.root, "sample", course.grade())
    path = course.root / "autograded" / "ada" / "sample" / "sample.ipynb"
    before = path.stat().st_mtime_ns
    record(course.root, "sample", course.grade())
    assert path.stat().st_mtime_ns == before
    assert write_feedback(course.root, "sample", ["ada"]) == {"ada": None}
    assert "2 · Leaky" in page(course, "ada")


def test_a_lost_gradebook_is_filled_again(recorded: Any) -> None:
    (recorded.root / "gradebook.db").unlink()
    record(recorded.root, "sample", recorded.grade())
    assert scores(recorded)["ada"]["leaky-check"] == 4.0


def test_a_changed_submission_is_recorded_anew(recorded: Any) -> None:
    recorded.submit("ada", recorded.notebook(leaky=RIGHT, sharp=RIGHT))
    record(recorded.root, "sample", recorded.grade())
    assert scores(recorded)["ada"]["sharp-check"] == 4.0


def test_a_regrade_that_fails_leaves_no_old_score(recorded: Any) -> None:
    write_feedback(recorded.root, "sample", ["ada"])
    recorded.submit("ada", b"")
    outcome = record(recorded.root, "sample", recorded.grade())
    assert "empty" in (outcome["ada"] or "")
    assert set(scores(recorded)["ada"].values()) == {None}
    assert not (recorded.root / "autograded" / "ada" / "sample").exists()
    assert not (recorded.root / "feedback" / "ada" / "sample").exists()


def test_a_fault_of_the_grader_leaves_the_student_without_a_score(recorded: Any) -> None:
    outcome = record(recorded.root, "sample", [Graded("ada", failure="test_b: the reference fails", blame="grader")])
    assert outcome == {"ada": "test_b: the reference fails"}
    assert set(scores(recorded)["ada"].values()) == {None}
    assert rows(recorded)["ada"]["score"] == ""


def test_a_manual_grade_survives_a_regrade(recorded: Any) -> None:
    with Gradebook(f"sqlite:///{recorded.root / 'gradebook.db'}", "chainrule") as gradebook:
        gradebook.find_grade("question-why", "sample", "sample", "ada").manual_score = 1.5
        gradebook.db.commit()
    recorded.submit("ada", recorded.notebook(leaky=RIGHT, sharp=RIGHT, question_why="Because of the mask."))
    record(recorded.root, "sample", recorded.grade())
    assert rows(recorded)["ada"]["score"] == "9.5"


def test_late_submissions_are_told_by_their_stamp(course: Any, graded_by_text: Any) -> None:
    course.submit("ada", course.notebook(leaky=RIGHT), stamp="2026-01-02 03:04:05 UTC")
    record(course.root, "sample", course.grade())
    assert rows(course)["ada"]["timestamp"].startswith("2026-01-02 03:04:05")


def test_a_spoilt_stamp_costs_one_student(recorded: Any) -> None:
    recorded.submit("ada", recorded.notebook(leaky=RIGHT), stamp="the day before yesterday")
    outcome = record(recorded.root, "sample", recorded.grade())
    assert "timestamp.txt says 'the day before yesterday'" in (outcome["ada"] or "")
    assert outcome["bob"] is None
    assert set(scores(recorded)["ada"].values()) == {None}


def test_changed_points_reach_the_gradebook(course: Any) -> None:
    source = json.loads(course.source.read_text())
    question = next(cell for cell in source["cells"] if cell["id"] == "question-why")
    question["metadata"]["nbgrader"]["points"] = 3.0
    course.source.write_text(json.dumps(source))
    record(course.root, "sample", [])
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule") as gradebook:
        assert gradebook.find_assignment("sample").max_score == 11.0


def test_points_that_differ_from_the_exercise_are_the_graders_fault(course: Any, graded_by_text: Any) -> None:
    source = json.loads(course.source.read_text())
    check = next(cell for cell in source["cells"] if cell["id"] == "leaky-check")
    check["metadata"]["nbgrader"]["points"] = 5.0
    course.source.write_text(json.dumps(source))
    course.submit("ada", course.notebook(leaky=RIGHT))
    outcome = record(course.root, "sample", course.grade())
    assert "worth 4 points and its check cell 5" in (outcome["ada"] or "")


def test_a_link_beside_the_notebook_is_not_followed(course: Any, graded_by_text: Any, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    path = course.submit("eve", course.notebook(leaky=RIGHT))
    os.symlink(secret, path.parent / "notes.txt")
    outcome = record(course.root, "sample", course.grade())
    assert "is a link" in (outcome["eve"] or "")
    assert not list((course.root / "autograded").rglob("notes.txt"))


@pytest.mark.parametrize("linked", ["submitted/m", "submitted/m/sample"])
def test_nbgrader_reads_no_linked_folder(course: Any, graded_by_text: Any, linked: str) -> None:
    """The same where nothing of ours has looked at the folder first."""
    course.submit("ada", course.notebook(leaky=RIGHT))
    place = course.root / linked
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(course.root / linked.replace("/m", "/ada"))
    outcome = record(course.root, "sample", course.grade())
    assert outcome["ada"] is None
    assert "is a link to another folder" in (outcome["m"] or "")
    assert set(scores(course)["m"].values()) == {None}
    assert not (course.root / "autograded" / "m" / "sample").exists()


def test_a_name_like_a_pattern_costs_one_student(course: Any, graded_by_text: Any) -> None:
    course.submit("ada", course.notebook(leaky=RIGHT))
    course.submit("m-[*]?%s<b>&amp;", course.notebook(leaky=RIGHT))
    outcome = record(course.root, "sample", course.grade())
    assert "No notebooks were matched" in (outcome["m-[*]?%s<b>&amp;"] or "")
    assert outcome["ada"] is None


@pytest.mark.parametrize("error", [SystemExit(1), ZeroDivisionError("oh")])
def test_whatever_nbgrader_raises_costs_one_student(
    recorded: Any, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    start = Autograde.start

    def fail(self: Any) -> None:
        if self.coursedir.student_id == "ada":
            raise error
        start(self)

    monkeypatch.setattr(Autograde, "start", fail)
    for student in ("ada", "bob"):
        recorded.submit(student, recorded.notebook(leaky=RIGHT, sharp=RIGHT))
    outcome = record(recorded.root, "sample", recorded.grade())
    assert outcome["ada"]
    assert set(scores(recorded)["ada"].values()) == {None}
    assert scores(recorded)["bob"]["leaky-check"] == 4.0


def test_a_page_that_fails_costs_one_student(recorded: Any) -> None:
    (recorded.root / "autograded" / "ada" / "sample" / "sample.ipynb").unlink()
    outcome = write_feedback(recorded.root, "sample", ["ada", "bob"])
    assert outcome["ada"]
    assert outcome["bob"] is None


def test_problems_of_the_notebook_are_told_on_the_page(course: Any, graded_by_text: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "sharp"]
    course.submit("ada", notebook)
    record(course.root, "sample", course.grade())
    write_feedback(course.root, "sample", ["ada"])
    assert page(course, "ada").count("is missing from your notebook") == 1
