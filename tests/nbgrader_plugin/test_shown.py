"""A feedback page shows what the instructor allows, and the graded notebook holds all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from autograder.batch.desk import DESK
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.recording import record
from autograder.reports.report import Criterion, Diagnosis, Picture, Report
from tests.commands.command import run

TITLES, MESSAGE, PICTURED, MISTAKE, NOTE = (
    "Shapes are kept",
    "dW is off",
    "The redder",
    "You transpose",
    "The cell stops",
)
NEXT = "What to do next"
EVERYTHING = (TITLES, MESSAGE, PICTURED, MISTAKE, NOTE, NEXT)


def report(exercise: Any, seed: int) -> Report:
    criteria = (
        Criterion("test_a", TITLES, "passed", 3.0, 3.0),
        Criterion("test_b", "dW is right", "failed", 0.0, 1.0, MESSAGE, Picture("heatmap", ((0.0, 1.0),), PICTURED)),
    )
    said = Diagnosis("transposed", MISTAKE)
    return Report(exercise.key, exercise.number, exercise.name, criteria, said, seed, 0.1, note=NOTE)


@pytest.fixture
def graded(course: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(DESK, "grade", lambda cells, exercises, settings: [report(e, settings.seed) for e in exercises])
    course.bring_exercises()
    course.submit("ada", course.notebook(leaky="x", question_why="Because."))
    assert record(course.root, "sample", course.grade()) == {"ada": None}
    return course


def page(course: Any, show: str = "") -> str:
    assert write_feedback(course.root, "sample", ["ada"], show=show) == {"ada": None}
    return (course.root / "feedback" / "ada" / "sample" / "sample.html").read_text(encoding="utf-8")


def shown(text: str) -> tuple[str, ...]:
    return tuple(words for words in EVERYTHING if words in text)


@pytest.mark.parametrize(
    ("show", "wanted"), [("everything", EVERYTHING), ("criteria", (TITLES, NEXT)), ("visible", ())]
)
def test_an_assignment_says_how_much(graded: Any, show: str, wanted: tuple[str, ...]) -> None:
    with (graded.exercises / "sample" / "assignment.toml").open("a") as file:
        file.write(f'show = "{show}"\n')
    text = page(graded)
    assert shown(text) == wanted
    assert "3 / 4" in text
    assert "6 of 10 points" in text
    kept = (graded.root / "autograded" / "ada" / "sample" / "sample.ipynb").read_text(encoding="utf-8")
    assert MESSAGE in kept
    assert graded.grade()[0].score == 6.0


def test_it_changes_with_the_page_and_nobody_is_graded_again(graded: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DESK, "grade", lambda *_: pytest.fail("graded again"))
    assert shown(page(graded, "visible")) == ()
    assert shown(page(graded)) == EVERYTHING
    with (graded.root / "nbgrader_config.py").open("a") as file:
        file.write("c.ShowAllowed.show = 'criteria'\n")
    assert graded.grade()[0].score == 6.0
    assert shown(page(graded)) == (TITLES, NEXT)


def test_the_command_shows_all_when_the_due_date_is_over(graded: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with (graded.exercises / "sample" / "assignment.toml").open("a") as file:
        file.write('show = "visible"\n')
    path = graded.root / "feedback" / "ada" / "sample" / "sample.html"
    for arguments, wanted in (((), ()), (("--show", "everything"), EVERYTHING)):
        assert run(capsys, "feedback", "sample", "--course", graded.root, *arguments)[0] == 0
        assert shown(path.read_text(encoding="utf-8")) == wanted


def test_a_word_that_is_none_is_no_page(graded: Any) -> None:
    with (graded.root / "nbgrader_config.py").open("a") as file:
        file.write("c.ShowAllowed.show = 'all'\n")
    [failure] = write_feedback(graded.root, "sample", ["ada"]).values()
    assert "one of everything, criteria, visible is wanted" in str(failure)


def test_a_field_that_is_none_is_the_authors_mistake(graded: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path: Path = graded.exercises / "sample" / "assignment.toml"
    path.write_text(path.read_text() + 'show = "all"\n')
    code, _, err = run(capsys, "feedback", "sample", "--course", graded.root)
    assert (code, "'all' is none of everything, criteria, visible" in err) == (2, True)


def test_a_notebook_of_an_earlier_version_shows_its_points_alone(graded: Any) -> None:
    path = graded.root / "autograded" / "ada" / "sample" / "sample.ipynb"
    path.write_text(path.read_text().replace('"reports":', '"earlier":'))
    text = page(graded, "criteria")
    assert shown(text) == (NEXT,)
    assert "6 of 10 points" in text
