"""What changes after students have handed in: nobody keeps a stale score, or a mark given for another thing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.errors import GraderError
from autograder.nbgrader_plugin.notices import find_notices
from autograder.nbgrader_plugin.recording import record, recorded_scores
from autograder.publishing.source import sync_source
from tests.commands.command import run
from tests.small_course import NAMES, cell, made_report

RIGHT = "def leaky(x):\n    return x"


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


def mark(course: Any, student: str, points: float, grade_id: str = "question-why", comment: str = "Well said.") -> None:
    with gradebook_of(course) as gradebook:
        grade = gradebook.find_grade(grade_id, "sample", "sample", student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment(grade_id.removesuffix("-check"), "sample", "sample", student).manual_comment = comment
        gradebook.db.commit()


def marked(course: Any, student: str, grade_id: str = "question-why") -> tuple[float | None, bool, str | None]:
    with gradebook_of(course) as gradebook:
        grade = gradebook.find_grade(grade_id, "sample", "sample", student)
        comment = gradebook.find_comment(grade_id.removesuffix("-check"), "sample", "sample", student).comment
        return grade.manual_score, grade.needs_manual_grade, comment


def edit_source(course: Any, change: Any) -> None:
    """As an author does in JupyterLab."""
    notebook = json.loads(course.source.read_text())
    change(notebook["cells"])
    course.source.write_text(json.dumps(notebook))


def remove_cells(course: Any, *names: str) -> None:
    def remove(cells: list[Any]) -> None:
        cells[:] = [each for each in cells if each["metadata"].get("nbgrader", {}).get("grade_id") not in names]

    edit_source(course, remove)


def said(course: Any) -> list[tuple[str, str]]:
    graded = course.grade()
    assert set(record(course.root, "sample", graded).values()) == {None}
    return [(notice.student, notice.text) for notice in find_notices(course.root, "sample", graded)]


@pytest.fixture
def handed_in(course: Any, graded_by_text: Any) -> Any:
    for student in ("ada", "bob"):
        course.submit(student, course.notebook(leaky=RIGHT, question_why="Because."))
    assert said(course) == []
    mark(course, "ada", 1.5)
    assert said(course) == []
    return course


@pytest.mark.parametrize("points", [4, 1])
def test_points_that_change_take_the_mark_back(handed_in: Any, points: int) -> None:
    edit_source(handed_in, lambda cells: cells[-1]["metadata"]["nbgrader"].update(points=points))
    told = said(handed_in)
    assert told == [("ada", "'question-why' has changed since it was marked: it waits to be read again")]
    score, waits, comment = marked(handed_in, "ada")
    assert (score, waits) == (None, True)
    assert comment == "When it was worth 2 points, this answer was given 1.5 of them: Well said."
    mark(handed_in, "ada", 1.0)
    assert said(handed_in) == []
    assert marked(handed_in, "ada")[0] == 1.0


def test_points_of_another_cell_leave_it(handed_in: Any) -> None:
    edit_source(handed_in, lambda cells: cells[0].update(source="# Another title"))
    assert said(handed_in) == []
    assert marked(handed_in, "ada") == (1.5, False, "Well said.")


def test_an_exercise_that_is_repaired_regrades_and_names_what_was_given_by_hand(
    handed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(handed_in, "bob", 3.0, "leaky-check")
    before = said(handed_in)
    assert before == [("bob", "'leaky-check' counts 3 points given by hand; the tests give 4 of 4")]
    path = handed_in.exercises / "sample" / "leaky" / "test_hidden.py"
    path.write_text(path.read_text() + "\n# repaired\n")
    monkeypatch.setattr(
        "autograder.batch.worker.DESK.grade",
        lambda cells, exercises, settings: [made_report(each.key, 1, each.number) for each in exercises],
    )
    assert said(handed_in) == [("bob", "'leaky-check' counts 3 points given by hand; the tests give 1 of 4")]
    with gradebook_of(handed_in) as gradebook:
        assert recorded_scores(gradebook, "sample", "ada")["ada"]["leaky-check"] == 1.0


def add_question(cells: list[Any]) -> None:
    cells.append(cell("markdown", "", "question-how", solution=True, grade=True, points=3))


def test_a_cell_that_comes_is_refused_with_the_command_that_takes_it(
    handed_in: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    handed_in.bring_exercises()
    edit_source(handed_in, add_question)
    with pytest.raises(GraderError, match="`chainrule adopt sample` lets it"):
        record(handed_in.root, "sample", handed_in.grade())
    code, out, _ = run(capsys, "adopt", "sample", "--course", handed_in.root)
    assert (code, out.splitlines()[:2]) == (0, ["added: question-how", "removed: nothing"])
    assert said(handed_in) == []
    assert marked(handed_in, "ada") == (1.5, False, "Well said.")
    assert marked(handed_in, "bob", "question-how") == (None, False, "No response.")
    with gradebook_of(handed_in) as gradebook:
        assert gradebook.find_submission("sample", "ada").score == pytest.approx(5.5)
        assert gradebook.find_assignment("sample").max_score == pytest.approx(13.0)
    handed_in.submit("cyd", handed_in.notebook(leaky=RIGHT))
    assert said(handed_in) == []


def test_a_cell_that_goes_takes_no_mark_with_it_unasked(handed_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    handed_in.bring_exercises()
    remove_cells(handed_in, "question-why")
    code, _, err = run(capsys, "adopt", "sample", "--course", handed_in.root)
    assert code == 2
    assert "question-why: marks or comments by hand of 1 students would go" in err
    with gradebook_of(handed_in) as gradebook:
        assert gradebook.find_submission("sample", "ada").score == pytest.approx(5.5), "nothing was touched"
    code, out, _ = run(capsys, "adopt", "sample", "--drop-marks", "--course", handed_in.root)
    assert code == 0
    assert "ada: what was given by hand for question-why is gone" in out
    assert said(handed_in) == []
    with gradebook_of(handed_in) as gradebook:
        assert gradebook.find_submission("sample", "ada").score == pytest.approx(4.0)


def test_an_exercise_that_comes_and_goes(handed_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    handed_in.bring_exercises()
    folder = handed_in.exercises / "sample"
    shutil.copytree(folder / NAMES[0], folder / "third")
    sync_source(handed_in.root, handed_in.exercises)
    assert run(capsys, "adopt", "sample", "--course", handed_in.root)[1].startswith("added: third, third-check\n")
    assert said(handed_in) == []
    with gradebook_of(handed_in) as gradebook:
        assert recorded_scores(gradebook, "sample", "ada")["ada"]["third-check"] == 0.0
    shutil.rmtree(folder / "third")
    remove_cells(handed_in, "third", "third-check")
    code, out, err = run(capsys, "adopt", "sample", "--course", handed_in.root)
    assert (code, "removed: third, third-check" in out) == (0, True), err
    assert said(handed_in) == []


def test_adopt_changes_nothing_where_nothing_has_changed(handed_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    handed_in.bring_exercises()
    code, out, _ = run(capsys, "adopt", "sample", "--course", handed_in.root)
    assert (code, out.splitlines()[:2]) == (0, ["added: nothing", "removed: nothing"])
    assert marked(handed_in, "ada") == (1.5, False, "Well said.")


@pytest.mark.parametrize("graded_meanwhile", [False, True])
def test_a_student_who_is_renamed_keeps_what_was_given(
    handed_in: Any, capsys: pytest.CaptureFixture[str], *, graded_meanwhile: bool
) -> None:
    if graded_meanwhile:  # the folder was renamed first, and the class graded
        shutil.move(handed_in.root / "submitted" / "ada", handed_in.root / "submitted" / "a.l")
        [(student, text)] = said(handed_in)
        assert (student, "`chainrule rename OLD NEW`" in text) == ("ada", True)
    assert run(capsys, "rename", "ada", "a.l", "--course", handed_in.root)[0] == 0
    assert said(handed_in) == []
    assert marked(handed_in, "a.l") == (1.5, False, "Well said.")
    with gradebook_of(handed_in) as gradebook:
        assert {student.id for student in gradebook.students} == {"a.l", "bob"}
    assert not (handed_in.root / "submitted" / "ada").exists()
    assert (handed_in.root / "submitted" / "a.l" / "sample" / "sample.ipynb").is_file()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ada", "../ada", "cannot be the name"),
        ("../x", "ada", "cannot be the name"),
        ("ada", "bob", "bob has submitted/bob/sample too"),
        ("nobody", "somebody", "there is nothing of"),
        ("ada", "ada", "has that name already"),
    ],
)
def test_a_name_that_cannot_be_is_refused_before_anything_is_changed(
    handed_in: Any, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    code, _, err = run(capsys, "rename", old, new, "--course", handed_in.root)
    assert (code, words in err) == (2, True)
    assert marked(handed_in, "ada") == (1.5, False, "Well said.")
    assert Path(handed_in.root / "submitted" / "ada").is_dir()
