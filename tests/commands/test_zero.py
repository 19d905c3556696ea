"""`chainrule zero`: 0 with a page that says why, for nobody who has handed in, and until somebody does."""

from __future__ import annotations

import csv
import datetime
import json
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.nbgrader_plugin.notices import find_notices
from autograder.nbgrader_plugin.recording import record
from autograder.nbgrader_plugin.standings import read_standings
from autograder.spec import load_assignment
from tests.commands.command import run

RIGHT = "def leaky(x):\n    return x"
ABSENT = "No work was handed in for Sample."


def gradebook_of(course: Any) -> Gradebook:
    return Gradebook(f"sqlite:///{course.root / 'gradebook.db'}", "chainrule")


@pytest.fixture
def told(course: Any, graded_by_text: Any, capsys: Any) -> Any:
    """ada is graded, bob and cyd have handed in nothing, dan something else in the wrong place, eve no notebook."""
    with gradebook_of(course) as gradebook:
        for student in ("bob", "cyd", "dan"):
            gradebook.add_student(student)
    course.bring_exercises()
    course.submit("ada", course.notebook(leaky=RIGHT))
    course.submit("eve", b"{ no")
    wrong = course.root / "submitted" / "dan" / "Sample"
    wrong.mkdir(parents=True)
    (wrong / "sample.ipynb").write_text("{}")
    (course.root / "submitted" / "cyd" / "sample").mkdir(parents=True)

    def zero(*arguments: str) -> tuple[int, list[str]]:
        code, out, err = run(capsys, "zero", "sample", *arguments, "--course", course.root)
        return code, (out + err).splitlines()

    regrade(course)
    return zero


def regrade(course: Any) -> dict[str, str]:
    """What could not be graded, by student."""
    graded = course.grade()
    record(course.root, "sample", graded)
    return {entry.student: entry.failure for entry in graded if entry.failure}


def points(course: Any) -> dict[str, float | None]:
    standings, _ = read_standings(course.root, load_assignment("sample", course.exercises))
    return {standing.student: standing.points for standing in standings}


def page(course: Any, student: str) -> str:
    path = course.root / "feedback" / student / "sample" / "sample.html"
    return path.read_text() if path.exists() else ""


def test_who_has_handed_in_nothing(course: Any, told: Any) -> None:
    code, said = told("--not-handed-in")
    assert code == 1
    assert said[:2] == [f"bob: {ABSENT}", f"cyd: {ABSENT}"]
    assert said[2].startswith("dan: may have handed in: Sample/sample.ipynb is not graded")
    assert len(said) == 3
    assert points(course) == {"ada": 4.0, "bob": 0.0, "cyd": 0.0, "dan": None, "eve": None}
    assert ABSENT in page(course, "bob")
    assert "0 / 10 points" in page(course, "bob")
    assert page(course, "dan") == ""
    rows = list(csv.DictReader((course.root / "grades.csv").read_text().splitlines()))
    assert {row["student_id"]: row["score"] for row in rows}["bob"] == "0.0"


def test_what_cannot_be_read(course: Any, told: Any) -> None:
    code, said = told("--unreadable")
    assert (code, len(said)) == (0, 1)
    assert said[0].startswith("eve: What was handed in for Sample could not be graded: sample.ipynb is not valid JSON")
    assert points(course)["eve"] == 0.0


def test_a_dry_run(course: Any, told: Any) -> None:
    before = (course.root / "grades.csv").exists()
    assert told("--not-handed-in", "--dry-run")[1][:1] == [f"bob: {ABSENT}"]
    assert points(course)["bob"] is None
    assert (course.root / "grades.csv").exists() == before


def test_nobody_loses_a_score(course: Any, told: Any) -> None:
    assert told("ada") == (1, ["ada: has handed in what can be graded: `chainrule grade sample`"])
    course.submit("ada", b"{ no")  # the score of the earlier hand-in stands until somebody grades again
    assert told("ada") == (1, ["ada: has a score already, which stays"])
    assert points(course)["ada"] == 4.0
    assert told("bob")[0] == 0
    with gradebook_of(course) as gradebook:
        gradebook.find_grade("question-why", "sample", "sample", "bob").manual_score = 1.0
        gradebook.db.commit()
    assert told("bob") == (1, ["bob: has marks given by hand, which stay"])


def test_who_still_has_time_is_left_alone_unless_named(course: Any, told: Any) -> None:
    with gradebook_of(course) as gradebook:
        gradebook.update_or_create_assignment("sample", duedate="2020-01-01 12:00:00 UTC")
    with gradebook_of(course) as gradebook, gradebook.db.no_autoflush:
        gradebook.update_or_create_submission("sample", "bob").extension = datetime.timedelta(days=36_525)
        gradebook.db.commit()
    code, said = told("--not-handed-in")
    assert (code, said[0]) == (1, f"cyd: {ABSENT}")
    assert said[1] == "bob: has time until 2120-01-02 12:00 UTC: name the student to give 0 all the same"
    assert points(course)["bob"] is None
    assert told("bob") == (0, [f"bob: {ABSENT}"])


def test_a_class_that_nobody_has_entered(course: Any, capsys: Any) -> None:
    course.bring_exercises()
    code, _, err = run(capsys, "zero", "sample", "--not-handed-in", "--course", course.root)
    assert (code, "nbgrader db student import" in err) == (2, True)


def test_a_reason_of_ones_own_is_shown_as_text(course: Any, told: Any) -> None:
    assert told("cyd", "--reason", "Withdrawn <b>\x1b") == (0, [r"cyd: Withdrawn <b>\x1b"])
    assert r"Withdrawn &lt;b&gt;\x1b" in page(course, "cyd")
    assert told("cyd", "--reason", "Withdrawn.")[0] == 0
    assert "Withdrawn.</p>" in page(course, "cyd")


def test_it_stands_when_the_class_is_graded_again(course: Any, told: Any) -> None:
    told("--not-handed-in", "--unreadable")
    failures = regrade(course)
    assert points(course) == {"ada": 4.0, "bob": 0.0, "cyd": 0.0, "dan": None, "eve": 0.0}
    assert set(failures) == {"cyd", "eve"}
    assert page(course, "cyd")
    said = find_notices(course.root, "sample", course.grade())
    missing = {notice.student for notice in said if "handed in" in notice.text or "no folder" in notice.text}
    assert missing == set()


def test_a_later_hand_in_takes_its_place(course: Any, told: Any) -> None:
    told("--not-handed-in", "--unreadable")
    for student in ("bob", "eve"):
        course.submit(student, course.notebook(leaky=RIGHT, sharp="return x", question_why="Because."))
    regrade(course)
    standings = {
        each.student: each for each in read_standings(course.root, load_assignment("sample", course.exercises))[0]
    }
    for student in ("bob", "eve"):
        assert (standings[student].points, standings[student].zero) == (8.0, "")
        assert standings[student].waiting == ("question-why",)
    assert standings["cyd"].zero == ABSENT


def test_a_later_hand_in_that_cannot_be_read_has_no_score(course: Any, told: Any) -> None:
    told("--not-handed-in", "--unreadable")
    course.submit("bob", b"no notebook")
    course.submit("eve", b"another one that is none")
    regrade(course)
    assert {student: points(course)[student] for student in ("bob", "cyd", "eve")} == {
        "bob": None,
        "cyd": 0.0,
        "eve": None,
    }
    assert page(course, "bob") == ""


def test_taking_it_back(course: Any, told: Any) -> None:
    told("bob")
    assert told("bob", "--undo") == (0, ["bob: has no score again"])
    assert points(course)["bob"] is None
    assert page(course, "bob") == ""
    assert told("bob", "--undo") == (1, ["bob: has no 0 that was given by `chainrule zero`"])
    assert told("ada", "--undo")[0] == 1
    assert points(course)["ada"] == 4.0


def test_nbgrader_goes_on(course: Any, told: Any) -> None:
    """The formgrader lists everybody, and feedback can be released: both read files that a 0 must have."""
    told("--not-handed-in", "--unreadable")
    config = Config()
    config.CourseDirectory.root, config.CourseDirectory.course_id = str(course.root), "chainrule"
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    assert {each["student"] for each in api.get_submissions("sample")} >= {"ada", "eve"}
    folder = course.root / "feedback" / "bob" / "sample"
    assert sorted(path.name for path in folder.iterdir()) == ["sample.html", "submission_secret.txt", "timestamp.txt"]


def test_the_table_says_it_and_the_work_is_done(course: Any, told: Any, capsys: Any, monkeypatch: Any) -> None:
    told("--not-handed-in", "--unreadable")
    graded = tuple(course.grade())
    record(course.root, "sample", graded)
    monkeypatch.setattr("autograder.nbgrader_plugin.grading.grade_class", lambda *_, **__: graded)
    code, out, _ = run(capsys, "grade", "sample", "--course", course.root)
    assert code == 0
    assert f"3 given 0:\n  bob: {ABSENT}\n  cyd: {ABSENT}\n  eve: What was handed in" in out
    assert " not graded:\n" not in out
    found = json.loads(run(capsys, "grade", "sample", "--course", course.root, "--json")[1])
    assert {each["student"]: each["zero"] for each in found["standings"]}["bob"] == ABSENT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "whom?"),
        (["adda"], "did you mean ada?"),
        (["../../ada"], "neither in the gradebook"),
        (["--undo"], "whom?"),
        (["bob", "--undo", "--reason", "x"], "no other option"),
    ],
)
def test_what_cannot_be_done_gets_one_line(course: Any, told: Any, arguments: list[str], said: str) -> None:
    code, lines = told(*arguments)
    assert (code, len(lines)) == (2, 1)
    assert said in lines[0]


def test_the_page_of_an_exchange_hand_in_keeps_its_secret(course: Any, told: Any) -> None:
    (course.root / "submitted" / "eve" / "sample" / "submission_secret.txt").write_text("abc")
    told("eve")
    assert (course.root / "feedback" / "eve" / "sample" / "submission_secret.txt").read_text() == "abc"
