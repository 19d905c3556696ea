"""A class in each of the forms in which it leaves the grader."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

import pytest

from autograder.reports import exports
from autograder.reports.exports import find_exports, load_export
from autograder.reports.report import Criterion, Report
from autograder.reports.results import ClassResult, Graded, Notice
from autograder.reports.standing import Standing
from tests.reports.made import report

FULL = report(criteria=(Criterion("test_a", "Shapes.", "passed", 4.0, 4.0),), diagnosis=None)
HALF = report(criteria=(Criterion("test_a", "Shapes.", "passed", 2.0, 2.0), Criterion("b", "B.", "failed", 0.0, 2.0)))


def second(made: Report) -> Report:
    return report(criteria=made.criteria, exercise="backprop/deep", number=10, title="Deep", diagnosis=made.diagnosis)


CLASS = ClassResult(
    "backprop",
    (
        Graded("ada", (FULL, second(HALF)), ("A cell was missing.",)),
        Graded("bob", (HALF, second(HALF))),
        Graded("eve", failure="no notebook, at all", blame="submission"),
    ),
)


def export(name: str, result: ClassResult = CLASS) -> str:
    text = load_export(name).export(result)
    assert isinstance(text, str)
    return text


def rows(result: ClassResult = CLASS) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export("csv", result))))


def test_the_table() -> None:
    assert export("table").splitlines() == [
        "ada  ●◐       6 / 8",
        "bob  ◐◐       4 / 8",
        "",
        "exercise            mean   full  misconceptions",
        "3 · Linear & layer   75 %     1  transposed 1",
        "10 · Deep            50 %     0  transposed 2",
        "",
        "2 graded: median 5 / 8, mean 5",
        "    0 to 1.6   0",
        "  1.6 to 3.2   0",
        "  3.2 to 4.8  ██████████████████████████████ 1",
        "  4.8 to 6.4  ██████████████████████████████ 1",
        "  6.4 to   8   0",
        "",
        "1 not graded:",
        "  eve: no notebook, at all",
        "",
        "to look at:",
        "  ada: A cell was missing.",
    ]
    assert export("table", ClassResult("backprop", ())) == ""


def test_the_table_ends_with_what_to_look_at_and_the_seed() -> None:
    notices = (Notice("fay", "has not handed in"), Notice("", "a file is nobody's"), Notice("gil", "has not handed in"))
    result = dataclasses.replace(CLASS, seed=5, notices=notices)
    assert export("table", result).splitlines()[-6:] == [
        "to look at:",
        "  ada: A cell was missing.",
        "  fay, gil (2): has not handed in",
        "  a file is nobody's",
        "",
        "seed 5",
    ]
    assert json.loads(export("json", result))["seed"] == 5
    assert json.loads(export("json", result))["notices"][0] == {"student": "fay", "text": "has not handed in"}


def test_the_spread_of_a_class() -> None:
    students = (*(Graded(f"s{k}", (FULL,)) for k in range(6)), Graded("t", (HALF,)), Graded("u", (HALF,)))
    lines = export("table", ClassResult("backprop", (*students, Graded("v", failure="gone")))).splitlines()
    at = lines.index("8 graded: median 4 / 4, mean 3.5")
    assert lines[at + 3] == "  1.6 to 2.4  ██████████ 2"
    assert lines[at + 5] == "  3.2 to   4  ██████████████████████████████ 6"
    assert json.loads(export("json", ClassResult("backprop", students)))["distribution"] == {
        "count": 8,
        "median": 4.0,
        "mean": 3.5,
        "maximum": 4.0,
        "counts": [0, 0, 2, 0, 6],
    }
    assert json.loads(export("json", ClassResult("backprop", students[:1])))["distribution"] is None


def test_what_nobody_has_read() -> None:
    standings = tuple(
        Standing(name, waiting=("why", "how\x1b")[: k + 1]) for k, name in enumerate(("ada", "bob", "zoe"))
    )
    assert export("table", dataclasses.replace(CLASS, standings=standings)).splitlines()[-3:] == [
        "written answers to be read:",
        r"  how\x1b: 1",
        "  why: 2",
    ]


def test_a_row_for_each_student_and_a_column_for_each_exercise() -> None:
    assert rows() == [
        [
            "student",
            "backprop/linear",
            "backprop/deep",
            "total",
            "maximum",
            "not graded",
            "handed in, by timestamp.txt",
        ],
        ["ada", "4", "2", "6", "8", "", ""],
        ["bob", "2", "2", "4", "8", "", ""],
        ["eve", "", "", "", "8", "no notebook, at all", ""],
    ]


def test_whose_word_the_time_is() -> None:
    stamped = dataclasses.replace(CLASS.students[1], handed_in="2026-01-02 00:00:00 UTC")
    result = ClassResult("backprop", (CLASS.students[0], stamped))
    assert "handed in: 1 of 2 at the time that a timestamp.txt says; nothing says when the others" in export(
        "table", result
    )
    bob = json.loads(export("json", result))["students"][1]
    assert bob["handed_in"] == {"time": "2026-01-02 00:00:00 UTC", "from": "timestamp.txt"}
    assert rows(result)[2][-1] == "2026-01-02 00:00:00 UTC"


def test_a_zero_that_was_given() -> None:
    zero = dataclasses.replace(CLASS, standings=(Standing("eve", zero="No work was handed in."),))
    assert rows(zero)[-1][:6] == ["eve", "0", "0", "0", "8", "no notebook, at all"]
    assert [entry.student for entry in zero.failed] == []


def test_a_class_without_a_score_has_rows_too() -> None:
    assert rows(ClassResult("backprop", CLASS.failed)) == [
        ["student", "total", "maximum", "not graded", "handed in, by timestamp.txt"],
        ["eve", "", "", "no notebook, at all", ""],
    ]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+1", "'+1"),
        ("-ada", "'-ada"),
        ("@sum", "'@sum"),
        ("\t=1", r"'\t=1"),
        ("Ada, Lovelace", "Ada, Lovelace"),
        ('the "best"', 'the "best"'),
        ("one\ntwo\x1b", r"one\ntwo\x1b"),
    ],
)
def test_a_cell_is_text_whatever_a_student_is_called(name: str, cell: str) -> None:
    assert [row[0] for row in rows(ClassResult("backprop", (Graded(name, (FULL,)),)))] == ["student", cell]


def test_names_do_nothing_to_the_terminal() -> None:
    result = ClassResult("backprop", (Graded("a\x1bda", (FULL,)), Graded("e\rve", failure="x\ny\x1b")))
    assert r"a\x1bda" in export("table", result)
    assert r"e\rve: x\ny\x1b" in export("table", result)


def test_json_holds_everything() -> None:
    found = json.loads(export("json"))
    ada, _, eve = found["students"]
    assert found["assignment"] == "backprop"
    assert (ada["student"], ada["score"], ada["problems"]) == ("ada", 6, ["A cell was missing."])
    assert [Report.from_json(json.dumps(made)) for made in ada["reports"]] == list(CLASS.students[0].reports)
    assert (eve["score"], eve["failure"], eve["blame"]) == (None, "no notebook, at all", "submission")


def test_json_is_ascii_whatever_a_student_has_written() -> None:
    result = ClassResult("backprop", (Graded("ädä", (report(note="\ud800"),)),))
    assert export("json", result).isascii()


def test_an_export_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "names.py").write_text("def export(result):\n    return ' '.join(e.student for e in result.students)\n")
    assert "names" not in find_exports()
    monkeypatch.setattr(exports, "__path__", [*exports.__path__, str(tmp_path)])
    assert {"csv", "json", "names", "table"} <= set(find_exports())
    assert export("names") == "ada bob eve"
