"""`chainrule grade` says what became of a class, on stdout and in files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.seeds import keep_seed, kept_seed
from autograder.reports.results import Graded
from tests.commands.command import run
from tests.small_course import made_report, without_workers


@pytest.fixture
def root(course: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with two submissions, of which one is graded; nothing is run."""
    reports = tuple(made_report(f"sample/{name}", 3, number) for number, name in enumerate(("leaky", "sharp"), 1))
    eve = Graded("eve", failure="no notebook", blame="submission")
    graded = (Graded("ada", reports, ("A cell was missing.",)), eve)
    monkeypatch.setattr("autograder.nbgrader_plugin.grading.grade_class", lambda *_, **__: graded)
    without_workers(monkeypatch)
    course.bring_exercises()
    course.submit("ada", course.notebook())
    return course.root


def grade(capsys: Any, root: Path, *arguments: str) -> tuple[int, str]:
    code, out, _ = run(capsys, "grade", "sample", "--course", root, *arguments)
    return code, out


def test_the_table_is_what_a_person_sees(capsys: Any, root: Path) -> None:
    code, out = grade(capsys, root)
    assert code == 1
    assert out.splitlines()[0] == "ada  ◐◐       6 / 8"
    assert "1 · Leaky" in out
    assert "eve: no notebook" in out


def test_json_is_one_object(capsys: Any, root: Path) -> None:
    code, out = grade(capsys, root, "--json")
    found = json.loads(out)
    assert code == 1
    assert found["assignment"] == "sample"
    assert [student["student"] for student in found["students"]] == ["ada", "eve"]
    assert [report["number"] for report in found["students"][0]["reports"]] == [1, 2]
    assert grade(capsys, root, "--json", "--export", "json")[1] == out


def test_an_export_takes_the_tables_place_or_goes_into_a_file(capsys: Any, root: Path) -> None:
    file = root / "marks.csv"
    printed = grade(capsys, root, "--export", "csv")[1]
    assert list(csv.reader(printed.splitlines()))[1] == ["ada", "3", "3", "6", "8", "", ""]
    beside = grade(capsys, root, "--export", f"csv={file}", "--export", f"json={root / 'all.json'}")[1]
    assert beside == grade(capsys, root)[1]
    assert file.read_text() == printed
    assert json.loads((root / "all.json").read_text())["assignment"] == "sample"


def test_a_file_that_cannot_be_written_gets_one_line(capsys: Any, root: Path) -> None:
    code, out, err = run(capsys, "grade", "sample", "--course", root, "--export", f"csv={root}")
    assert code == 2
    assert "ada" in out
    assert "everything else is done" in err
    assert len(err.strip().splitlines()) == 1


@pytest.fixture
def class_of_two(course: Any, graded_by_text: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Graded by the command itself, in this process: the reports of seeds 5 and 6 are there."""
    without_workers(monkeypatch)
    course.bring_exercises()
    for student in ("ada", "bob"):
        course.submit(student, course.notebook(leaky_relu="return x"))
    (course.root / "submitted" / "cyd" / "Sample").mkdir(parents=True)
    (course.root / "submitted" / "cyd" / "Sample" / "sample.ipynb").write_text("{}")
    for seed in (5, 6):
        course.grade(seed=seed)
    return course


def test_the_seed_stays_until_another_is_asked_for(capsys: Any, class_of_two: Any) -> None:
    root = class_of_two.root
    for asked, used in ((["--seed", "5"], 5), ([], 5), (["--seed", "6"], 6), ([], 6)):
        code, out = grade(capsys, root, *asked)
        assert (code, out.splitlines()[-1]) == (0, f"seed {used}")
        assert kept_seed(root, "sample") == used
        page = (root / "feedback" / "ada" / "sample" / "sample.html").read_text(encoding="utf-8")
        assert f"Graded with seed {used}" in page
        assert json.loads(grade(capsys, root, "--json")[1])["seed"] == used


def test_another_seed_is_drawn(capsys: Any, class_of_two: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_seed(class_of_two.root, "sample", 5)
    monkeypatch.setattr("autograder.commands.options.draw_seed", lambda: 6)
    assert grade(capsys, class_of_two.root, "--new-seed")[1].splitlines()[-1] == "seed 6"
    assert kept_seed(class_of_two.root, "sample") == 6
    with pytest.raises(SystemExit):
        grade(capsys, class_of_two.root, "--seed", "5", "--new-seed")


def test_the_table_ends_with_what_to_look_at(capsys: Any, class_of_two: Any) -> None:
    _, out = grade(capsys, class_of_two.root, "--seed", "5")
    assert "  cyd: Sample/sample.ipynb is not graded: it has to be sample/sample.ipynb.\n\nseed 5\n" in out
    [notice] = json.loads(grade(capsys, class_of_two.root, "--json")[1])["notices"]
    assert notice["student"] == "cyd"


def test_only_some_students(capsys: Any, class_of_two: Any) -> None:
    root = class_of_two.root
    grade(capsys, root, "--seed", "5")
    class_of_two.submit("bob", class_of_two.notebook())
    class_of_two.submit("eve", class_of_two.notebook(leaky="return x"))
    class_of_two.grade(seed=5)  # what a worker would have to do
    code, out = grade(capsys, root, "--student", "eve", "--student", "bob", "--json")
    found = json.loads(out)
    assert (code, [student["student"] for student in found["students"]]) == (0, ["bob", "eve"])
    assert found["notices"] == []
    points = {standing["student"]: standing["points"] for standing in found["standings"]}
    assert points == {"ada": 0.0, "bob": 0.0, "eve": 4.0}


def test_a_student_who_is_not_there(capsys: Any, class_of_two: Any) -> None:
    code, _, err = run(capsys, "grade", "sample", "--course", class_of_two.root, "--student", "adda")
    assert code == 2
    assert "nothing submitted for sample by adda; did you mean ada?" in err


def test_the_table_ends_with_the_spread_and_with_what_waits(capsys: Any, class_of_two: Any) -> None:
    class_of_two.submit("bob", class_of_two.notebook(question_why="Because."))
    class_of_two.grade(seed=5)
    _, out = grade(capsys, class_of_two.root, "--seed", "5")
    assert "2 graded: median " in out
    assert "written answers to be read:\n  question-why: 1\n" in out
    standings = json.loads(grade(capsys, class_of_two.root, "--json")[1])["standings"]
    assert [(each["student"], each["waiting"]) for each in standings] == [("ada", []), ("bob", ["question-why"])]


def test_where_every_folder_is_in_the_wrong_place_work_is_left(capsys: Any, class_of_two: Any) -> None:
    for student in ("ada", "bob"):
        (class_of_two.root / "submitted" / student / "sample").rename(
            class_of_two.root / "submitted" / student / "Sample"
        )
    code, out = grade(capsys, class_of_two.root, "--seed", "5")
    assert (code, "Sample/sample.ipynb is not graded" in out) == (1, True)


def test_what_cannot_be_graded_has_no_answer_that_waits(capsys: Any, class_of_two: Any) -> None:
    class_of_two.submit("bob", b"no notebook")
    class_of_two.grade(seed=5)
    code, out = grade(capsys, class_of_two.root, "--seed", "5")
    assert (code, "1 not graded" in out, "to be read" in out) == (1, True, False)
