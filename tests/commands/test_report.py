"""`chainrule report`: what grading has kept becomes a page, a table and JSON, in which a student's text is text."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.desk import DESK
from autograder.batch.faults import keep_faults
from autograder.reports.results import Graded
from tests.commands.command import run
from tests.small_course import without_workers

HOSTILE = "&lt;img src=x onerror=alert(1)&gt;"
FORMULA = "=2+3"
CODE = "def leaky(x):\n    half = '</pre><script>alert(1)</script>'\x1b[2J\u202e\n    return half"


class Page(HTMLParser):
    """The elements, ids, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def root(course: Any, graded_by_text: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Path:
    """A graded course: two who answer alike, one who has all points, one whose file is broken."""
    without_workers(monkeypatch)
    course.bring_exercises()
    for student in (HOSTILE, FORMULA):
        course.submit(student, course.notebook(leaky=CODE, sharp="return x", question_why="Since it is."))
    course.submit("ada", course.notebook(leaky="return x", sharp="return x"))
    course.submit("eve", "{")
    course.grade()
    assert run(capsys, "grade", "sample", "--course", course.root, "--no-feedback", "--workers", 1)[0] == 1
    monkeypatch.setattr(DESK, "grade", None)  # nothing is run from here on
    return course.root


def files(root: Path, suffix: str) -> str:
    return (root / "reports" / f"sample.{suffix}").read_text(encoding="utf-8")


def test_the_three_files(capsys: Any, root: Path) -> None:
    code, out, _ = run(capsys, "report", "sample", "--course", root)
    assert code == 0
    assert out.split() == [str(root / "reports" / f"sample.{suffix}") for suffix in ("html", "csv", "json")]
    assert {path.stat().st_mode & 0o777 for path in (root / "reports").iterdir()} == {0o600}
    found = json.loads(files(root, "json"))
    assert (found["handed_in"], found["scores"]["count"]) == (4, 3)
    assert (found["scores"]["median"], found["scores"]["maximum"]) == (6.0, 8.0)
    assert list(found["ungraded"]) == ["eve"]
    assert found["faults"] == {}
    assert found["waiting"] == {"question-why": 2}
    assert json.loads(run(capsys, "report", "sample", "--course", root, "--json")[1]) == found
    [group] = found["groups"]
    assert sorted(group["students"]) == sorted([HOSTILE, FORMULA])
    assert [criterion["name"] for criterion in group["failed"]] == ["test_2", "test_3"]


def test_what_students_are_called_and_write_is_text(capsys: Any, root: Path) -> None:
    run(capsys, "report", "sample", "--course", root)
    page = Page(files(root, "html"))
    assert "img" not in page.elements
    assert "script" not in page.elements
    assert HOSTILE in page.text
    assert "</pre><script>alert(1)</script>" in page.text
    assert r"\x1b[2J\u202e" in page.text
    assert not {"\x1b", "\u202e"} & set(files(root, "html"))
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    links = [value or "" for name, value in page.attributes if name in ("href", "src")]
    assert links
    ids = [value for name, value in page.attributes if name == "id"]
    assert {f"#{name}" for name in ids} >= set(links)
    assert set(ids) >= {value for name, value in page.attributes if name == "aria-labelledby"}
    assert len(set(ids)) == len(ids)


def test_the_table_holds_no_formula(capsys: Any, root: Path) -> None:
    run(capsys, "report", "sample", "--course", root)
    rows = list(csv.DictReader(files(root, "csv").split("\n")))
    assert [row["student"] for row in rows][:2] == [HOSTILE, HOSTILE]
    assert {row["student"] for row in rows} == {HOSTILE, f"'{FORMULA}", "ada"}
    assert [row["group"] for row in rows if row["student"] == HOSTILE] == ["1", ""]
    assert [row["failed"] for row in rows if row["student"] == "ada"] == ["", ""]


def test_a_fault_of_the_graders_is_work_that_is_left(capsys: Any, root: Path) -> None:
    keep_faults(root, "sample", [Graded("ada", failure="the suite broke", blame="grader")])
    (root / "seeds" / "sample.txt").write_text("77")
    assert run(capsys, "report", "sample", "--course", root)[0] == 2  # no report is for that seed
    (root / "seeds" / "sample.txt").write_text("1")
    assert run(capsys, "report", "sample", "--course", root)[0] == 0  # ada has a report, whatever was before
    for path in (root / ".chainrule" / "reports").rglob("*.json"):
        text = path.read_text().partition("\n")[2]
        if json.loads(text)["score"] == 4 and "leaky" in text:
            path.unlink()
    code, _, err = run(capsys, "report", "sample", "--course", root)
    assert code == 1
    assert "1 hand-ins have no score" in err
    assert json.loads(files(root, "json"))["faults"] == {"ada": "the suite broke"}


def test_nobody_graded_is_one_sentence(capsys: Any, course: Any) -> None:
    course.bring_exercises()
    course.submit("ada", course.notebook())
    code, _, err = run(capsys, "report", "sample", "--course", course.root)
    assert code == 2
    assert "`chainrule grade sample` comes first" in err


def test_not_where_students_look(capsys: Any, course: Any) -> None:
    course.bring_exercises()
    for name in ("feedback", "release/sample", "submitted"):
        code, _, err = run(capsys, "report", "sample", "--course", course.root, "--out", course.root / name)
        assert code == 2
        assert "students may read" in err
        assert not list((course.root / name).rglob("sample.json"))
