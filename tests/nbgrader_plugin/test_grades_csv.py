"""nbgrader's table of all grades, as a spreadsheet and as nbgrader's users know it."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.nbgrader_plugin.grades_csv import UngradedAwareCsv

Row = dict[str, str]


@pytest.fixture
def gradebook(tmp_path: Path, gradebook_file: Path) -> Iterator[Gradebook]:
    path = tmp_path / "gradebook.db"
    path.write_bytes(gradebook_file.read_bytes())
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}", "chainrule") as gradebook:
        warnings.simplefilter("ignore")  # SQLAlchemy about nbgrader
        gradebook.update_or_create_assignment("sample", duedate="2026-01-01 00:00:00 UTC")
        yield gradebook


def hand_in(gradebook: Gradebook, student: str, score: float | None = None, **names: str) -> None:
    gradebook.update_or_create_student(student, **names)
    gradebook.update_or_create_submission("sample", student, timestamp="2026-01-02 03:04:05 UTC")
    for notebook in gradebook.find_submission("sample", student).notebooks:
        for grade in notebook.grades:
            grade.auto_score = score
    gradebook.db.commit()


def table(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def exported(gradebook: Gradebook, path: Path, **options: list[str]) -> list[Row]:
    UngradedAwareCsv(to=str(path), **options).export(gradebook)
    return table(path)


def test_it_is_nbgraders_table(gradebook: Gradebook, tmp_path: Path) -> None:
    hand_in(gradebook, "bob", 2.0, last_name="Byron", first_name="Bob")
    hand_in(gradebook, "ada", 1.0, last_name="Lovelace", email="ada@example.org")
    gradebook.update_or_create_student("eve", last_name="Zeta")
    CsvExportPlugin(to=str(tmp_path / "theirs.csv")).export(gradebook)
    ours = exported(gradebook, tmp_path / "ours.csv")
    assert ours == table(tmp_path / "theirs.csv")
    assert [(row["student_id"], row["score"]) for row in ours] == [("bob", "6.0"), ("ada", "3.0"), ("eve", "0.0")]


def test_fields_are_quoted_and_formulas_are_text(gradebook: Gradebook, tmp_path: Path) -> None:
    hand_in(gradebook, "ada", 1.0, last_name='Lovelace, "Countess"', first_name="=1+1", email="a\x1b@b")
    [row] = exported(gradebook, tmp_path / "grades.csv")
    assert row["last_name"] == 'Lovelace, "Countess"'
    assert row["first_name"] == "'=1+1"
    assert row["email"] == r"a\x1b@b"
    assert row["score"] == "3.0"


def test_who_could_not_be_graded_has_no_score(gradebook: Gradebook, tmp_path: Path) -> None:
    hand_in(gradebook, "ada, the first")
    [row] = exported(gradebook, tmp_path / "grades.csv")
    assert [row[name] for name in ("student_id", "raw_score", "late_submission_penalty", "score", "max_score")] == [
        "ada, the first",
        "",
        "",
        "",
        "10.0",
    ]


def test_namesakes_come_by_id(gradebook: Gradebook, tmp_path: Path) -> None:
    for student in ("zoe", "ada", "bob"):
        hand_in(gradebook, student, 0.0)
    assert [row["student_id"] for row in exported(gradebook, tmp_path / "grades.csv")] == ["ada", "bob", "zoe"]


def test_some_students_and_assignments(gradebook: Gradebook, tmp_path: Path) -> None:
    for student in ("ada", "bob"):
        hand_in(gradebook, student, 0.0)
    assert [row["student_id"] for row in exported(gradebook, tmp_path / "one.csv", student=["bob"])] == ["bob"]
    assert exported(gradebook, tmp_path / "none.csv", assignment=["another"]) == []
