"""Scores as learning platforms take them: their columns, their rows, and no 0 that nobody has earned."""

from __future__ import annotations

import csv
import dataclasses
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest

from autograder.collecting.ids import read_ids
from autograder.reports.exports import find_exports, find_platforms, load_export
from autograder.reports.handing_on import remarks
from autograder.reports.results import ClassResult
from autograder.reports.standing import Handover, Standing

MAXIMA = {"linear-check": 4.0, "deep-check": 4.0, "question-why": 2.0}
TITLES = {"linear-check": "1 · Linear", "deep-check": "2 · Deep"}


def cells(linear: float | None, deep: float | None, why: float | None) -> dict[str, float | None]:
    return {"linear-check": linear, "deep-check": deep, "question-why": why}


ADA = Standing("ada", cells(4, 2.5, 2), penalty=0.5, first_name="Ada", last_name="Lovelace", email="a@x", lms_id="12")
BOB = Standing("bob", cells(4, 0, None), waiting=("question-why",), first_name="Bob", last_name="Doe")
CYD = Standing("cyd", nothing="has not handed in")
DAN = Standing("dan", cells(None, 3, 0), nothing="could not be graded")
EVE = Standing("eve", cells(0, 0, 0), zero="No work was handed in.")
CLASS = ClassResult("backprop", (), standings=(ADA, BOB, CYD, DAN, EVE), handover=Handover("Backprop", MAXIMA, TITLES))


def listed(text: str, **how: Any) -> ClassResult:
    """The class with a platform's own list, in which the column `student` has our ids."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write(text)
        file.flush()
        ids = read_ids(Path(file.name))
    return changed(headings=ids.headings, rows=ids.rows, **how)


def changed(**how: Any) -> ClassResult:
    return dataclasses.replace(CLASS, handover=dataclasses.replace(CLASS.handover, **how))


def rows(name: str, result: ClassResult = CLASS) -> list[list[str]]:
    return list(csv.reader(io.StringIO(load_export(name).export(result))))


def test_all_platforms_are_offered() -> None:
    assert find_platforms() == ("blackboard", "brightspace", "canvas", "moodle")
    assert {"csv", "json", "table", *find_platforms()} <= set(find_exports())


def test_canvas_without_a_list() -> None:
    assert rows("canvas") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Backprop"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Lovelace, Ada", "12", "", "ada", "", "8"],
        ["Doe, Bob", "", "", "bob", "", ""],
        ["cyd", "", "", "cyd", "", ""],
        ["dan", "", "", "dan", "", ""],
        ["eve", "", "", "eve", "", "0"],
    ]


def test_canvas_with_its_own_gradebook() -> None:
    gradebook = (
        "Student,ID,SIS User ID,SIS Login ID,student,Section,Backprop (2) (99),Backprop (4711),Notes\n"
        "    Points Possible,,,,,,,10,\n"
        '"Lovelace, Ada",12345,s1,a17@x.org,ada,"A, B",,,\n"Doe, Fay",12346,s2,-fay,fay,A,,3,\n'
    )
    assert rows("canvas", listed(gradebook)) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Backprop (4711)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Lovelace, Ada", "12345", "s1", "a17@x.org", "A, B", "8"],
        ["Doe, Fay", "12346", "s2", "-fay", "A", ""],
    ]


def test_a_column_for_each_exercise_and_question() -> None:
    found = rows("canvas", changed(per_exercise=True))
    assert found[0][5:] == ["Backprop: 1 · Linear", "Backprop: 2 · Deep", "Backprop: question-why"]
    assert [row[5:] for row in found[1:]] == [
        ["4", "4", "2"],
        ["4", "2.5", "2"],
        ["4", "0", ""],
        ["", "", ""],
        ["", "", ""],
        ["0", "0", "0"],
    ]


def test_unread_answers_count_as_nothing_where_that_is_said() -> None:
    assert [row[5] for row in rows("canvas", changed(count_unread=True))[2:]] == ["8", "4", "", "", "0"]


def test_moodles_worksheet() -> None:
    worksheet = (
        "Identifier,Full name,Email address,student,Status,Grade,Maximum Grade,Last modified (grade),"
        "Feedback comments\n"
        'Participant 7,Ada Lovelace,a@x,ada,Submitted,,10,"Monday, 2 November 2026, 9:00 AM",Well done\n'
        "Participant 8,Bob Doe,b@x,bob,Submitted,,10,-,\n"
        "Participant 9,Eve Doe,e@x,eve,No submission,,10,-,\n"
    )
    assert rows("moodle", listed(worksheet)) == [
        [
            *("Identifier", "Full name", "Email address", "Grade", "Maximum Grade"),
            *("Last modified (grade)", "Feedback comments"),
        ],
        ["Participant 7", "Ada Lovelace", "a@x", "8", "10", "Monday, 2 November 2026, 9:00 AM", "Well done"],
        ["Participant 8", "Bob Doe", "b@x", "", "10", "-", "No grade yet: answers that nobody has read yet."],
        ["Participant 9", "Eve Doe", "e@x", "0", "10", "-", "No work was handed in."],
    ]


def test_moodles_gradebook() -> None:
    assert rows("moodle")[:4] == [
        ["Full name", "Username", "ID number", "Email address", "Backprop", "Feedback comments"],
        ["Ada Lovelace", "ada", "12", "a@x", "8", ""],
        ["Bob Doe", "bob", "", "", "", "No grade yet: answers that nobody has read yet."],
        ["", "cyd", "", "", "", "No grade yet: has not handed in."],
    ]


def test_blackboard() -> None:
    center = (
        '"Last Name","First Name","Username","Student ID","student","Backprop [Total Pts: 10 Score] |1702852"\n'
        '"Lovelace","Ada","al17","1","ada",""\n'
    )
    text = load_export("blackboard").export(listed(center))
    assert text == (
        '"Last Name","First Name","Username","Backprop [Total Pts: 10 Score] |1702852"\n"Lovelace","Ada","al17","8"\n'
    )
    assert rows("blackboard")[0][3] == "Backprop [Total Pts: 10 Score]"


def test_brightspace() -> None:
    exported = (
        "OrgDefinedId,Username,student,Backprop Points Grade <Numeric MaxPoints:10 Weight:5>,End-of-Line Indicator\n"
        "#20067930,#al17,ada,,#\n#20067931,#bd18,bob,,#\n"
    )
    assert rows("brightspace", listed(exported)) == [
        ["OrgDefinedId", "Username", "Backprop Points Grade <Numeric MaxPoints:10 Weight:5>", "End-of-Line Indicator"],
        ["#20067930", "#al17", "8", "#"],
        ["#20067931", "#bd18", "", "#"],
    ]
    found = rows("brightspace")
    assert found[0] == ["Username", "Backprop Points Grade", "End-of-Line Indicator"]
    assert {row[-1] for row in found[1:]} == {"#"}


def test_the_heading_that_was_given() -> None:
    assert rows("canvas", changed(column="Homework 3 (4712)"))[0][5] == "Homework 3 (4712)"


@pytest.mark.parametrize("name", find_platforms())
@pytest.mark.parametrize(
    "student", ['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(A1)", "-1+1", "\t=1", "\uff1d1+1"]
)
def test_no_name_is_a_formula(name: str, student: str) -> None:
    evil = Standing(student, cells(1, 1, 1), first_name=student, last_name=student, email=student, lms_id=student)
    result = dataclasses.replace(CLASS, standings=(evil,))
    written = [cell for row in rows(name, result)[1:] for cell in row]
    assert written
    assert not [cell for cell in written if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))]


@pytest.mark.parametrize("name", ["al-17", "-al17", "@al", "+4917", "#20067930", "a.l@x.org", "0017"])
def test_ids_come_back_as_they_were_given(name: str) -> None:
    result = dataclasses.replace(CLASS, standings=(Standing(name, cells(1, 1, 1)),))
    assert rows("canvas", result)[2][3] == name
    assert rows("brightspace", result)[1][0] == name
    assert rows("blackboard", result)[1][2] == name


def test_what_whoever_hands_it_on_is_told() -> None:
    assert list(remarks(CLASS)) == [
        "empty cells, answers that nobody has read yet: bob",
        "empty cells, has not handed in: cyd",
        "empty cells, could not be graded: dan",
        "0, given without a hand-in: eve",
    ]
    one = listed("ID,student\n1,eve\n2,fay\n")
    assert list(remarks(one)) == [
        "empty cells, has not handed in: fay",
        "0, given without a hand-in: eve",
        "not in the list of --ids, and left out: ada, bob, cyd, dan (4)",
    ]
    assert "late work" in list(remarks(changed(per_exercise=True)))[-1]


def test_a_title_with_signs_in_it() -> None:
    strange = changed(title="Backprop (1+2)?", headings=("Backprop (1+2)? (7)", "Backprop 112 (8)"))
    assert rows("canvas", strange)[0][5] == "Backprop (1+2)? (7)"


def test_no_score_is_no_zero() -> None:
    assert [standing.points for standing in CLASS.standings] == [8.0, 4.0, None, None, 0.0]


def test_a_penalty_takes_no_more_than_there_is() -> None:
    assert Standing("ada", cells(1, 0, 0), penalty=3).points == 0
    assert Standing("ada", cells(1, 0, 0), extra=0.5).points == 1.5
