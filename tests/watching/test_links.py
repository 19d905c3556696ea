"""Nobody is graded on what somebody else has written, by leading the grader there."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UnreadableSubmission
from autograder.watching import collecting
from autograder.watching.arrivals import SECRET, Arrival, Lookout
from autograder.watching.collecting import collect
from tests.watching.handing_in import Course, stamp


@pytest.fixture
def course(watched: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """Ada has handed in, and was graded. All accounts are Eve's: what she makes is hers, a link too."""
    monkeypatch.setattr("autograder.watching.collecting.pwd.getpwuid", lambda uid: type("A", (), {"pw_name": "eve"}))
    folder = watched.root / "submitted" / "ada" / "sample"
    shutil.copytree(watched.submit("ada", "right"), folder)
    shutil.rmtree(watched.inbound)
    watched.inbound.mkdir()
    return watched


def link(course: Course, to: Path) -> Path:
    path = course.inbound / f"eve+sample+{stamp(5)}+chance"
    path.symlink_to(to)
    return path


@pytest.mark.parametrize("check_owner", [True, False])
def test_a_link_in_place_of_a_hand_in_is_not_collected(course: Course, ledger: Any, *, check_owner: bool) -> None:
    """To another's hand-in, which is whole; the page of that is not written over by a note to Eve either."""
    course.check_owner = check_owner
    link(course, course.root / "submitted" / "ada" / "sample")
    rounds = course.rounds(ledger)
    rounds.run()
    assert rounds.run().taken == 0
    assert not (course.root / "submitted" / "eve").exists()
    assert "eve: right" not in course.graded
    assert [event.text for event in course.events if event.student == "eve" and "is no folder" in event.text]
    assert course.fetched("ada") == "page for right"


def test_nor_where_it_takes_the_place_of_what_was_right_before(course: Course, ledger: Any) -> None:
    course.check_owner = True
    own = course.submit("eve", "wrong", 5)
    rounds = course.rounds(ledger, settle_s=1.0)
    rounds.steady = map(float, itertools.count(0, 100)).__next__
    rounds.look()
    shutil.rmtree(own)
    link(course, course.root / "submitted" / "ada" / "sample")
    for _ in range(3):
        rounds.run()
    assert "eve: right" not in course.graded


def test_nor_where_that_happens_between_the_look_and_the_copy(
    course: Course, ledger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = course.submit("eve", "wrong", 5)

    def swap(folder: Path) -> None:
        shutil.rmtree(own)
        link(course, course.root / "submitted" / "ada" / "sample")

    monkeypatch.setattr(collecting, "refuse_beside", swap)
    assert course.rounds(ledger).run().failed == 1
    assert "eve: right" not in course.graded
    assert course.fetched("ada") == "page for right", "no note by Ada's secret"


def test_a_folder_within_is_not_swapped_either(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = course.submit("eve", "wrong", 5)
    (own / "data").mkdir()
    take: Callable[..., None] = collecting._Room.take

    def swap(room: Any, depth: int, size: int = 0) -> None:
        take(room, depth, size)
        if size == 0:
            (own / "data").rmdir()
            (own / "data").symlink_to(course.root / "submitted" / "ada" / "sample")

    monkeypatch.setattr(collecting._Room, "take", swap)
    with pytest.raises((OSError, UnreadableSubmission)):
        collect(Arrival("eve", "sample", own, inbound=True), course.root / "submitted", lambda *_: ())
    assert not (course.root / "submitted" / "eve" / "sample").exists()


def test_what_would_fill_memory_is_not_parsed_to_see_whether_it_is_whole(watched: Course) -> None:
    """A few bytes of JSON can become a hundred; whoever watches has all of them to lose."""
    folder = watched.submit("eve", "wrong")
    (folder / "sample.ipynb").write_text("[" + "{}," * 500_001 + "{}]")
    assert (folder / SECRET).is_file()
    arrival, lookout = Arrival("eve", "sample", folder, inbound=True), Lookout(1.0, 60.0)
    assert [lookout.is_whole(arrival, now) for now in (0.0, 2.0, 61.0)] == [False, False, True]
