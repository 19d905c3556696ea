"""Each platform's export finds its way into submitted/, under the names that the platform gives."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from autograder.collecting.ids import read_ids
from autograder.errors import UsageError
from tests.collecting.archives import collected, left, notebook, placed, zipped

METADATA = b"""---
submission_101:
  :submitters:
  - :name: Ada Lovelace
    :sid: '17'
    :email: ada@example.org
  :created_at: &1 2026-11-25 20:15:00.250000000 Z
  :score: 3.0
  :results:
    tests:
    - name: one
      submitters: [no, person]
  :history:
  - :id: 99
    :created_at: 2026-11-20 09:00:00.000000000 Z
    :submitters: []
submission_102:
  :submitters:
  - :name: Bob
    :sid:
    :email: bob@example.org
  - :name: Cyd
    :sid: '19'
  :created_at: *1
submission_103:
  :submitters: []
"""


def ids(folder: Path, text: str, column: str = ""):  # type: ignore[no-untyped-def]
    path = folder / "ids.csv"
    path.write_text(text, encoding="utf-8")
    return read_ids(path, column)


def test_canvas(tmp_path: Path) -> None:
    archive = zipped(
        {
            "lovelaceada_12345_678901_dropout-1.ipynb": notebook("ada"),
            "vanderbergbob_LATE_222_678905_Backprop (2).ipynb": notebook("bob"),
            "van_der_berg_cyd_333_678910_1_2_dropout.ipynb": notebook("cyd"),
            "doedan_444_678911_notes.pdf": b"%PDF",
            "doeeve_555_text.html": b"<p>",
            "readme.txt": b"",
        }
    )
    result = collected(tmp_path, "canvas", archive)
    assert placed(tmp_path) == {
        "lovelaceada-12345/dropout/dropout.ipynb": "ada",
        "vanderbergbob-222/backprop/backprop.ipynb": "bob",
    }
    assert [(each.student, each.is_late, each.stamp) for each in result.outcomes] == [
        ("lovelaceada-12345", False, None),
        ("vanderbergbob-222", True, None),
    ]
    assert left(result) == {
        "van_der_berg_cyd_333_678910_1_2_dropout.ipynb": "no assignment is called so; --assignment NAME says which it "
        "is for",
        "doedan_444_678911_notes.pdf": "no notebook",
        "doeeve_555_text.html": "typed into Canvas or a link; the notebook itself is wanted",
        "readme.txt": "not named as Canvas names submissions",
    }
    assert not result.is_complete


def test_canvas_takes_what_was_uploaded_last(tmp_path: Path) -> None:
    names = ("ada_1_900_dropout.ipynb", "ada_1_1000_dropout-1.ipynb", "ada_1_950_dropout-2.ipynb")
    result = collected(tmp_path, "canvas", zipped({name: notebook(name) for name in names}))
    assert placed(tmp_path) == {"ada-1/dropout/dropout.ipynb": names[1]}
    assert result.outcomes[0].note == (
        "'dropout-1.ipynb' was handed in last and was taken, not 'dropout.ipynb', 'dropout-2.ipynb'"
    )


def test_canvas_anonymous(tmp_path: Path) -> None:
    names = ("anon_Ab12c_77_dropout.ipynb", "LATE_anon_Xy9_78_dropout.ipynb")
    result = collected(tmp_path, "canvas", zipped({name: notebook(name) for name in names}))
    assert {each.student: each.is_late for each in result.outcomes} == {"anon-Ab12c": False, "anon-Xy9": True}


def test_canvas_with_its_own_gradebook_as_the_map(tmp_path: Path) -> None:
    gradebook = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Dropout (4711)\n"
        '    Points Possible,,,,,8\n"Lovelace, Ada",12345,s1,ada,A,\n"van der Berg, Bob",,s2,bob,A,\n'
        '"Doe, Dan",9,s3,dan,A,\n"Doe, Dan",10,s4,dan2,A,\n'
    )
    archive = zipped(
        {
            "lovelaceada_12345_1_dropout.ipynb": notebook("ada"),
            "vanderbergbob_222_2_dropout.ipynb": notebook("bob"),  # known by name
            "doedan_10_3_dropout.ipynb": notebook("dan2"),  # two of the name, the number is surer
            "doedan_11_4_dropout.ipynb": notebook("?"),
            "who_77_5_dropout.ipynb": notebook("?"),
        }
    )
    result = collected(tmp_path, "canvas", archive, ids=ids(tmp_path, gradebook, "SIS Login ID"))
    assert placed(tmp_path) == {
        "ada/dropout/dropout.ipynb": "ada",
        "bob/dropout/dropout.ipynb": "bob",
        "dan2/dropout/dropout.ipynb": "dan2",
    }
    assert left(result) == {
        "doedan_11_4_dropout.ipynb": "its owner (11, doedan) could be any of dan, dan2 in the id map",
        "who_77_5_dropout.ipynb": "its owner (77, who) is not in the id map",
    }


def test_late_without_a_time_gets_the_time_that_is_given(tmp_path: Path) -> None:
    late = datetime.datetime(2026, 11, 27, 8, 0)
    archive = zipped({"a_LATE_1_1_dropout.ipynb": notebook("a"), "b_2_2_dropout.ipynb": notebook("b")})
    collected(tmp_path, "canvas", archive, late=late)
    assert placed(tmp_path) == {
        "a-1/dropout/dropout.ipynb": "a",
        "a-1/dropout/timestamp.txt": "2026-11-27 08:00:00.000000 UTC",
        "b-2/dropout/dropout.ipynb": "b",
    }


def test_moodle(tmp_path: Path) -> None:
    archive = zipped(
        {
            "Ada Lovelace_1001_assignsubmission_file_/dropout.ipynb": notebook("ada"),
            "Bob Müller_1002_assignsubmission_file/my work/backprop.ipynb": notebook("bob"),
            "Cyd O'Neil_1003_assignsubmission_file_dropout.ipynb": notebook("cyd"),
            "Dan Doe_1004_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
            "Eve_1005_assignsubmission_file_/work.zip": zipped({"sub/dropout.ipynb": notebook("eve"), "a.txt": b""}),
            "__MACOSX/._dropout.ipynb": b"junk",
        }
    )
    result = collected(tmp_path, "moodle", archive)
    assert placed(tmp_path) == {
        "Ada Lovelace/dropout/dropout.ipynb": "ada",
        "Bob Müller/backprop/backprop.ipynb": "bob",
        "Cyd O'Neil/dropout/dropout.ipynb": "cyd",
        "Eve/dropout/dropout.ipynb": "eve",
    }
    assert left(result) == {
        "Dan Doe_1004_assignsubmission_onlinetext_/onlinetext.html": "typed into Moodle; the notebook itself is wanted",
        "Eve_1005_assignsubmission_file_/work.zip > a.txt": "no notebook",
    }


def test_moodle_namesakes_are_told_apart_by_a_map_alone(tmp_path: Path) -> None:
    archive = zipped({f"Ada Doe_{n}_assignsubmission_file_/dropout.ipynb": notebook(str(n)) for n in (1, 2)})
    result = collected(tmp_path, "moodle", archive)
    assert placed(tmp_path) == {}
    assert set(left(result).values()) == {"two people come out as 'Ada Doe'; --ids FILE tells them apart"}
    worksheet = (
        "Identifier,Full name,Email address,student\nParticipant 1,Ada Doe,a@x,ada\nParticipant 2,Ada Doe,b@x,eda\n"
    )
    collected(tmp_path, "moodle", archive, ids=ids(tmp_path, worksheet))
    assert placed(tmp_path) == {"ada/dropout/dropout.ipynb": "1", "eda/dropout/dropout.ipynb": "2"}


def test_a_list_of_first_and_last_names_is_a_map(tmp_path: Path) -> None:
    people = "Surname;First name;student\nDoe;Ada;s1\nMüller;Bob;s2\n"
    archive = zipped({"Bob Müller_5_assignsubmission_file_/dropout.ipynb": notebook("bob")})
    collected(tmp_path, "moodle", archive, ids=ids(tmp_path, people))
    assert placed(tmp_path) == {"s2/dropout/dropout.ipynb": "bob"}


def test_gradescope(tmp_path: Path) -> None:
    root = "assignment_8_export/"
    archive = zipped(
        {
            f"{root}submission_metadata.yml": METADATA,
            f"{root}submission_101/dropout.ipynb": notebook("ada"),
            f"{root}submission_102/sub/dropout.ipynb": notebook("group"),
            f"{root}submission_103/dropout.ipynb": notebook("nobody"),
            "notes.txt": b"beside the folder of the export",
        }
    )
    result = collected(tmp_path, "gradescope", archive)
    stamp = "2026-11-25 20:15:00.250000 UTC"
    assert placed(tmp_path) == {
        "17/dropout/dropout.ipynb": "ada",
        "17/dropout/timestamp.txt": stamp,
        "19/dropout/dropout.ipynb": "group",
        "19/dropout/timestamp.txt": stamp,
        "bob@example.org/dropout/dropout.ipynb": "group",
        "bob@example.org/dropout/timestamp.txt": stamp,
    }
    assert left(result) == {
        f"{root}submission_103/dropout.ipynb": "submission_metadata.yml says nobody of submission_103",
        "notes.txt": "submission_metadata.yml says nobody of notes.txt",
    }


def test_two_notebooks_of_one_submission(tmp_path: Path) -> None:
    files = {f"submission_101/{folder}/dropout.ipynb": notebook(folder) for folder in ("a", "b")}
    result = collected(tmp_path, "gradescope", zipped({"submission_metadata.yml": METADATA} | files))
    assert placed(tmp_path) == {}
    assert list(left(result)) == list(files)


def test_gradescope_without_its_metadata(tmp_path: Path) -> None:
    archive = zipped({"submission_101/dropout.ipynb": notebook("ada")})
    with pytest.raises(UsageError, match="Export Submissions"):
        collected(tmp_path, "gradescope", archive)


@pytest.mark.parametrize(
    "text",
    [
        b"a: [1, {b",
        b"\xff\xfe\x00",
        b"[" * 50_000,
        b"a: " + b"[" * 500 + b"]" * 500,
        b"a: " + b"{b: " * 50_000,
        b"a: 1\n\tb: 2",
    ],
)
def test_metadata_that_cannot_be_read(tmp_path: Path, text: bytes) -> None:
    archive = zipped({"submission_metadata.yml": text, "submission_1/dropout.ipynb": notebook("ada")})
    with pytest.raises(UsageError, match="export the submissions again"):
        collected(tmp_path, "gradescope", archive)


@pytest.mark.parametrize(
    "text",
    [b"submission_1: *unknown", b"- 1\n- :submitters: 2", b"submission_1: {':submitters': {x: {':sid': a}}}", b""],
)
def test_metadata_that_says_nothing(tmp_path: Path, text: bytes) -> None:
    archive = zipped({"submission_metadata.yml": text, "submission_1/dropout.ipynb": notebook("ada")})
    assert list(left(collected(tmp_path, "gradescope", archive))) == ["submission_1/dropout.ipynb"]
    assert placed(tmp_path) == {}


def test_nbgrader_exchange(tmp_path: Path) -> None:
    early, late = "ada+dropout+2026-11-25 10:00:00.000000 UTC", "ada+dropout+2026-11-26 11_00_00.5 UTC+Xyz"
    archive = zipped(
        {
            f"inbound/{early}/dropout.ipynb": notebook("early"),
            f"inbound/{early}/timestamp.txt": b"2026-11-25 10:00:00.000000 UTC",
            f"inbound/{late}/dropout.ipynb": notebook("late"),
            f"inbound/{late}/submission_secret.txt": b"secret",
        }
    )
    collected(tmp_path, "nbgrader", archive)
    assert placed(tmp_path) == {
        "ada/dropout/dropout.ipynb": "late",
        "ada/dropout/timestamp.txt": "2026-11-26 11:00:00.000000 UTC",
    }


def test_nbgrader_submitted_folders_and_attempts(tmp_path: Path) -> None:
    archive = zipped(
        {
            "submitted/ada/deep_supervision/deep_supervision.ipynb": notebook("ada"),
            "submitted/ada/deep_supervision/timestamp.txt": b"2026-11-25 10:00:00 +01:00",
            "deep_supervision_b_o_b_attempt_2026-01-30-15-00-00_deep_supervision.ipynb": notebook("bob"),
            "cyd_dropout_attempt_2026-01-30-16-00-00_dropout.ipynb": notebook("cyd"),
            "Week 3_dan_attempt_2026-01-30-17-00-00_dropout.ipynb": notebook("dan"),
            "Week 3_dan_attempt_2026-01-30-17-00-00.txt": b"Blackboard's own note",
            "other/file.ipynb": notebook("?"),
        }
    )
    result = collected(tmp_path, "nbgrader", archive)
    assert placed(tmp_path) == {
        "ada/deep_supervision/deep_supervision.ipynb": "ada",
        "ada/deep_supervision/timestamp.txt": "2026-11-25 09:00:00.000000 UTC",
        "b_o_b/deep_supervision/deep_supervision.ipynb": "bob",
        "b_o_b/deep_supervision/timestamp.txt": "2026-01-30 15:00:00.000000 UTC",
        "cyd/dropout/dropout.ipynb": "cyd",
        "cyd/dropout/timestamp.txt": "2026-01-30 16:00:00.000000 UTC",
        "dan/dropout/dropout.ipynb": "dan",
        "dan/dropout/timestamp.txt": "2026-01-30 17:00:00.000000 UTC",
    }
    assert list(left(result)) == ["other/file.ipynb"]


def test_a_notebook_of_any_name_where_the_assignment_is_said(tmp_path: Path) -> None:
    archive = zipped(
        {
            "ada_1_1_homework final.ipynb": notebook("ada"),
            "bob_2_2_draft.ipynb": notebook("no"),
            "bob_2_3_Dropout-Copy1.ipynb.txt": notebook("bob"),
            "cyd_3_4_one.ipynb": notebook("?"),
            "cyd_3_5_two.ipynb": notebook("?"),
        }
    )
    result = collected(tmp_path, "canvas", archive, assignment="dropout")
    assert placed(tmp_path) == {"ada-1/dropout/dropout.ipynb": "ada", "bob-2/dropout/dropout.ipynb": "bob"}
    assert result.outcomes[0].note == "it was called 'homework final.ipynb'"
    assert sorted(left(result)) == ["bob_2_2_draft.ipynb", "cyd_3_4_one.ipynb", "cyd_3_5_two.ipynb"]
