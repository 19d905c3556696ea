"""What looks like a hand-in and lies where nbgrader does not look."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import overlooked
from autograder.batch.overlooked import loose_files, overlooked_files
from autograder.reading.files import DEEPEST
from autograder.reading.source import load_source

WORK = "def leaky(x):\n    return x"
RIGHT_PLACE = "it has to be sample/sample.ipynb."


@pytest.fixture
def told(course: Any) -> Any:
    """What is said of ada's folder."""
    (course.root / "source" / "another").mkdir()
    folder = course.root / "submitted" / "ada"

    def about() -> tuple[str, ...]:
        return overlooked_files(folder, load_source(course.source))

    return about


def put(course: Any, place: str, **answers: str) -> Path:
    path = course.root / "submitted" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(course.notebook(**answers)))
    return path


@pytest.mark.parametrize(
    "place",
    [
        "Sample/sample.ipynb",
        "SAMPLE/Sample.ipynb",
        "sample.ipynb",
        "sample (1)/sample.ipynb",
        "week 3/sample/sample.ipynb",
        "sample/sample/sample.ipynb",
        "sample/sample.ipynb.txt",
        "sample/sample (1).ipynb",
        "sampel/notebook.ipynb",
        "Untitled.ipynb",
        "sample.zip",
        "sample/all of it.tar.gz",
    ],
)
def test_in_another_place(course: Any, told: Any, place: str) -> None:
    put(course, f"ada/{place}", leaky=WORK)
    assert told() == (f"{place} is not graded: {RIGHT_PLACE}",)


@pytest.mark.parametrize(
    "place",
    [
        "another/another.ipynb",
        "another.ipynb",
        "sample/another-Copy1.ipynb",
        "notes.txt",
        "sample/data.csv",
        ".ipynb_checkpoints/sample.ipynb",
        "__MACOSX/sample.ipynb",
        "sample/.sample.ipynb",
    ],
)
def test_what_was_not_meant(course: Any, told: Any, place: str) -> None:
    put(course, f"ada/{place}", leaky=WORK)
    assert told() == ()


def test_work_beside_an_untouched_starter(course: Any, told: Any) -> None:
    put(course, "ada/sample/sample.ipynb")
    put(course, "ada/sample/sample-Copy1.ipynb", leaky=WORK)
    [said] = told()
    assert said.startswith("sample/sample-Copy1.ipynb is not graded; sample/sample.ipynb is, and nothing has been")


def test_copies_that_hold_no_other_work(course: Any, told: Any) -> None:
    graded = put(course, "ada/sample/sample.ipynb", leaky=WORK)
    shutil.copy(graded, graded.with_name("sample-Copy1.ipynb"))
    put(course, "ada/sample/sample-Copy2.ipynb")
    put(course, "ada/Untitled.ipynb", leaky="else")
    assert told() == ()
    put(course, "ada/Sample/sample.ipynb", sharp=WORK)
    (graded.parent / "sample.ipynb.txt").write_text("no notebook")
    assert told() == (
        "Sample/sample.ipynb is not graded; sample/sample.ipynb is.",
        "sample/sample.ipynb.txt is not graded; sample/sample.ipynb is.",
    )


def test_the_longest_name_counts(course: Any, told: Any) -> None:
    (course.root / "source" / "sample2").mkdir()
    put(course, "ada/Sample2/sample2.ipynb", leaky=WORK)
    assert told() == ()
    put(course, "ada/my sample.ipynb", leaky=WORK)
    assert len(told()) == 1


def test_folders_the_wrong_way_round(course: Any) -> None:
    put(course, "sample/cyd/sample.ipynb", leaky=WORK)
    said = overlooked_files(course.root / "submitted" / "sample", load_source(course.source))
    wanted = "the student's folder comes first, it has to be submitted/cyd/sample/sample.ipynb."
    assert said == (f"cyd/sample.ipynb is not graded: {wanted}",)


def test_files_of_nobody(course: Any, told: Any) -> None:
    for place in ("sample.ipynb", "ada_sample.ipynb", "ada.zip", "another.ipynb", "readme.txt", "ada/sample/x.ipynb"):
        put(course, place)
    said = loose_files(course.root / "submitted", load_source(course.source))
    assert [text.split(" ")[0] for text in said] == [
        "submitted/ada.zip",
        "submitted/ada_sample.ipynb",
        "submitted/sample.ipynb",
    ]
    assert said[0].endswith("is nobody's: it has to be <student>/sample/sample.ipynb.")


def test_links_are_not_followed(course: Any, told: Any, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "sample").mkdir(parents=True)
    (tmp_path / "elsewhere" / "sample" / "sample.ipynb").write_text("")
    (course.root / "submitted" / "ada").mkdir(parents=True)
    (course.root / "submitted" / "ada" / "Sample").symlink_to(tmp_path / "elsewhere" / "sample")
    assert told() == ()


def test_the_student_is_told_too(course: Any, graded_by_text: Any) -> None:
    put(course, "ada/sample/sample.ipynb", leaky=WORK)
    put(course, "ada/sample/sample-Copy1.ipynb", sharp=WORK)
    [entry] = course.grade()
    assert entry.problems == ("sample/sample-Copy1.ipynb is not graded; sample/sample.ipynb is.",)
    (course.root / "submitted" / "ada" / "sample" / "sample.ipynb").unlink()
    [entry] = course.grade()
    assert entry.failure
    assert entry.problems == (f"sample/sample-Copy1.ipynb is not graded: {RIGHT_PLACE}",)


def test_what_lies_too_deep_is_not_looked_for(course: Any, told: Any) -> None:
    """Folders within folders without end are no reason for the grader to fail."""
    deep = "/".join(["d"] * DEEPEST)
    put(course, f"ada/{deep}/sample.ipynb", leaky=WORK)
    put(course, f"ada/{deep}/d/sample.ipynb", leaky=WORK)
    assert told() == (f"{deep}/sample.ipynb is not graded: {RIGHT_PLACE}",)


def test_no_more_is_read_of_copies_than_a_hand_in_may_hold(course: Any, told: Any, monkeypatch: Any) -> None:
    """A thousand sparse files of a hundred megabytes take no place on a disk."""
    put(course, "ada/sample/sample.ipynb")
    copies = [put(course, f"ada/sample/sample-{number}.ipynb", leaky=WORK) for number in range(5)]
    monkeypatch.setattr(overlooked, "MAX_FOLDER_BYTES", sum(path.stat().st_size for path in copies[:2]))
    assert len(told()) == 2
