"""One person, one folder, with an id map, without one and with another."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.collecting.collect import Collected
from autograder.collecting.ids import read_ids
from autograder.collecting.people import rename_person
from tests.collecting.archives import collected, left, notebook, placed, zipped

WEEKS = {week: zipped({f"lovelaceada_12_1_{week}.ipynb": notebook(week)}) for week in ("backprop", "dropout")}
BY_NUMBER, BY_LOGIN = "ID,student\n12,ada\n", "ID,student\n12,al01\n"


def collect(course: Path, week: str, ids: str = "", source: str = "canvas", **options: object) -> Collected:
    (course / "ids.csv").write_text(ids)
    found = read_ids(course / "ids.csv") if ids else None
    return collected(course, source, WEEKS[week], ids=found, **options)


def why(result: Collected) -> str:
    [said] = left(result).values()
    return said


@pytest.mark.parametrize(
    ("first", "second", "was", "would_be"),
    [
        ("", BY_NUMBER, "lovelaceada-12", "ada"),
        (BY_NUMBER, "", "ada", "lovelaceada-12"),
        (BY_NUMBER, BY_LOGIN, "ada", "al01"),
    ],
)
@pytest.mark.parametrize("week", ["backprop", "dropout"])
@pytest.mark.parametrize("replace", [False, True])
def test_another_name_is_said_and_makes_no_second_folder(
    tmp_path: Path, first: str, second: str, was: str, would_be: str, week: str, replace: bool
) -> None:
    collect(tmp_path, "backprop", first)
    before = placed(tmp_path)
    result = collect(tmp_path, week, second, replace=replace)
    assert f"lies in submitted/{was}" in why(result)
    assert f"`chainrule rename {was} {would_be}`" in why(result)
    assert not result.is_complete
    assert placed(tmp_path) == before
    assert collect(tmp_path, week, first).is_complete


def test_who_was_renamed_is_collected_under_the_new_name(tmp_path: Path) -> None:
    collect(tmp_path, "backprop")
    (tmp_path / "submitted" / "lovelaceada-12").rename(tmp_path / "submitted" / "ada")
    rename_person(tmp_path, "lovelaceada-12", "ada")
    assert collect(tmp_path, "dropout", BY_NUMBER).is_complete
    assert set(placed(tmp_path)) == {"ada/backprop/backprop.ipynb", "ada/dropout/dropout.ipynb"}
    assert "submitted/ada" in why(collect(tmp_path, "dropout"))


def test_a_folder_that_was_moved_by_hand_holds_nobody_back(tmp_path: Path) -> None:
    collect(tmp_path, "backprop")
    (tmp_path / "submitted" / "lovelaceada-12").rename(tmp_path / "submitted" / "ada")
    assert collect(tmp_path, "dropout", BY_NUMBER).is_complete
    assert "submitted/ada" in why(collect(tmp_path, "dropout"))


def test_without_its_memory_a_folder_of_the_platforms_name_still_tells(tmp_path: Path) -> None:
    collect(tmp_path, "backprop")
    (tmp_path / ".chainrule" / "collected.json").write_text("[1")
    assert "submitted/lovelaceada-12" in why(collect(tmp_path, "dropout", BY_NUMBER))


def test_what_is_said_in_a_dry_run_is_what_would_be_done(tmp_path: Path) -> None:
    assert collect(tmp_path, "backprop", BY_LOGIN, dry_run=True).is_complete
    assert collect(tmp_path, "backprop", BY_NUMBER).is_complete
    assert "submitted/ada" in why(collect(tmp_path, "dropout", BY_LOGIN, dry_run=True))


def moodle(course: Path, ids: str, *people: tuple[str, int]) -> Collected:
    (course / "ids.csv").write_text(ids)
    files = {f"{name}_{n}_assignsubmission_file_/dropout.ipynb": notebook(str(n)) for name, n in people}
    return collected(course, "moodle", zipped(files), ids=read_ids(course / "ids.csv") if ids else None)


def test_two_people_of_one_name_are_two(tmp_path: Path) -> None:
    both = "Identifier,Full name,student\nParticipant 1,Jo Doe,jo1\nParticipant 2,Jo Doe,jo2\n"
    assert moodle(tmp_path, both, ("Jo Doe", 1)).is_complete
    assert moodle(tmp_path, both, ("Jo Doe", 2)).is_complete
    assert set(placed(tmp_path)) == {"jo1/dropout/dropout.ipynb", "jo2/dropout/dropout.ipynb"}
    assert "submitted/jo1" in why(moodle(tmp_path, "", ("Jo Doe", 3)))


def test_a_name_with_spaces_can_be_typed_as_it_is_said(tmp_path: Path) -> None:
    moodle(tmp_path, "", ("Jo Doe", 1))
    said = why(moodle(tmp_path, "Full name,student\nJo Doe,jo1\n", ("Jo Doe", 1)))
    assert "`chainrule rename 'Jo Doe' jo1`" in said


def test_somebody_elses_id_is_no_folder_of_ones_own(tmp_path: Path) -> None:
    """On the platform somebody is called as another one is here."""
    ids = "Full name,student\nada,bob\nlovelace,ada\n"
    for _ in range(2):
        assert moodle(tmp_path, ids, ("ada", 1), ("lovelace", 2)).is_complete
    assert placed(tmp_path) == {"ada/dropout/dropout.ipynb": "2", "bob/dropout/dropout.ipynb": "1"}
