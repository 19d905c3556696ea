"""Nothing is overwritten, and everything can be done again."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from autograder.collecting.ids import read_ids
from autograder.errors import UsageError
from tests.collecting.archives import collected, left, notebook, placed, zipped


def archive(text: str) -> bytes:
    return zipped({"ada_1_1_dropout.ipynb": notebook(text)})


def moodle(**files: str) -> bytes:
    folder = "Ada_1_assignsubmission_file_"
    return zipped({f"{folder}/{name}.ipynb": notebook(text) for name, text in files.items()})


NOTEBOOK = "ada-1/dropout/dropout.ipynb"


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    collected(tmp_path, "canvas", archive("one"))
    result = collected(tmp_path, "canvas", archive("one"))
    assert [each.status for each in result.outcomes] == ["same"]
    assert result.is_complete
    assert placed(tmp_path) == {NOTEBOOK: "one"}


def test_another_hand_in_stays(tmp_path: Path) -> None:
    collected(tmp_path, "canvas", archive("one"))
    result = collected(tmp_path, "canvas", archive("two"))
    assert placed(tmp_path) == {NOTEBOOK: "one"}
    assert "--replace" in left(result)["ada_1_1_dropout.ipynb"]
    assert not result.is_complete


def test_replacing_keeps_what_was_there(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        collected(tmp_path, "canvas", archive(text), replace=True)
    assert placed(tmp_path) == {NOTEBOOK: "three"}
    kept = sorted((tmp_path / "replaced").rglob("*.ipynb"))
    assert [path.parent.name for path in kept] == ["dropout-1", "dropout-2"]
    assert b"one" in kept[0].read_bytes()
    assert b"two" in kept[1].read_bytes()


def test_what_is_known_to_be_later_stays(tmp_path: Path) -> None:
    name = "dropout_ada_attempt_2026-01-{}-15-00-00_dropout.ipynb"
    for day in ("30", "29"):
        result = collected(tmp_path, "nbgrader", zipped({name.format(day): notebook(day)}), replace=True)
    assert placed(tmp_path)["ada/dropout/dropout.ipynb"] == "30"
    assert "2026-01-30" in left(result)[name.format("29")]
    assert "later" in left(result)[name.format("29")]


def test_a_dry_run_says_and_does_not(tmp_path: Path) -> None:
    result = collected(tmp_path, "canvas", archive("one"), dry_run=True)
    assert [each.status for each in result.outcomes] == ["placed"]
    assert not (tmp_path / "submitted").exists()
    collected(tmp_path, "canvas", archive("one"))
    result = collected(tmp_path, "canvas", archive("two"), dry_run=True, replace=True)
    assert [each.status for each in result.outcomes] == ["replaced"]
    assert placed(tmp_path) == {NOTEBOOK: "one"}
    assert not (tmp_path / "replaced").exists()


@pytest.mark.parametrize(
    "linked", ["submitted/ada-1", "submitted/ada-1/dropout", "submitted/ada-1/dropout/dropout.ipynb"]
)
def test_links_are_not_followed(tmp_path: Path, linked: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / linked).parent.mkdir(parents=True)
    (tmp_path / linked).symlink_to(elsewhere)
    result = collected(tmp_path, "canvas", archive("one"), replace=True)
    assert "link" in left(result)["ada_1_1_dropout.ipynb"]
    assert list(elsewhere.iterdir()) == []


def test_a_folder_in_the_way_is_no_hand_in(tmp_path: Path) -> None:
    (tmp_path / "submitted" / NOTEBOOK).mkdir(parents=True)
    assert left(collected(tmp_path, "canvas", archive("one")))


def test_copies_of_the_same_are_one(tmp_path: Path) -> None:
    result = collected(tmp_path, "moodle", moodle(**{"dropout": "one", "dropout-Copy1": "one"}))
    assert placed(tmp_path) == {"Ada/dropout/dropout.ipynb": "one"}
    assert [each.note for each in result.outcomes] == [""]
    assert result.is_complete


def test_the_plain_name_where_nothing_says_what_came_last(tmp_path: Path) -> None:
    result = collected(tmp_path, "moodle", moodle(**{"dropout": "one", "dropout-Copy1": "two"}))
    assert placed(tmp_path) == {"Ada/dropout/dropout.ipynb": "one"}
    assert result.outcomes[0].note == (
        "'dropout.ipynb' has the assignment's own name and was taken, not 'dropout-Copy1.ipynb'"
    )


def test_neither_where_nobody_can_tell(tmp_path: Path) -> None:
    result = collected(tmp_path, "moodle", moodle(**{"dropout (1)": "one", "dropout (2)": "two"}))
    assert placed(tmp_path) == {}
    assert len(left(result)) == 2
    assert "does not say which came last" in next(iter(left(result).values()))


def test_a_time_that_is_told_the_second_time_is_written(tmp_path: Path) -> None:
    export = zipped({"a_LATE_1_1_dropout.ipynb": notebook("a")})
    collected(tmp_path, "canvas", export)
    result = collected(tmp_path, "canvas", export, late=datetime.datetime(2026, 11, 27))
    assert [each.status for each in result.outcomes] == ["same"]
    assert placed(tmp_path)["a-1/dropout/timestamp.txt"].startswith("2026-11-27 00:00:00")


def test_a_stamp_that_is_there_is_not_changed(tmp_path: Path) -> None:
    folder = tmp_path / "submitted" / "a-1" / "dropout"
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
    late = datetime.datetime(2026, 11, 27)
    collected(tmp_path, "canvas", zipped({"a_LATE_1_1_dropout.ipynb": notebook("a")}), late=late)
    assert placed(tmp_path) == {
        "a-1/dropout/dropout.ipynb": "a",
        "a-1/dropout/timestamp.txt": "2026-01-01 00:00:00 UTC",
    }


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("name,id\nAda,1\n", "", "has no column 'student'"),
        ("student,id\nada,1\nada,2\n", "", "stands in two rows"),
        ("", "", "has no column"),
        ("Student,ID\nDoe,1\n", "", "has no column 'student': --student-column names"),
        ("student\nada\n", "Login", "has no column 'Login'"),
    ],
)
def test_a_map_that_cannot_be_used(tmp_path: Path, text: str, column: str, said: str) -> None:
    (tmp_path / "ids.csv").write_text(text)
    with pytest.raises(UsageError, match=said):
        read_ids(tmp_path / "ids.csv", column)


def test_columns_are_found_by_their_exact_heading_first(tmp_path: Path) -> None:
    (tmp_path / "ids.csv").write_text('Student,ID,student,sis login id\n"Doe, Ada",1,ada,a17\n')
    assert list(read_ids(tmp_path / "ids.csv").rows) == ["ada"]
    assert read_ids(tmp_path / "ids.csv").rows["ada"]["student"] == "Doe, Ada"
    assert list(read_ids(tmp_path / "ids.csv", "SIS Login ID").rows) == ["a17"]
    assert list(read_ids(tmp_path / "ids.csv", "Student").rows) == ["Doe, Ada"]
