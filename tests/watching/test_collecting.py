"""Out of the exchange whole or not at all, and no more than a hand-in may hold."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from autograder.errors import UnreadableSubmission
from autograder.watching import collecting
from autograder.watching.arrivals import Arrival, inbound_handins
from autograder.watching.collecting import collect, newest


@pytest.fixture
def arrival(tmp_path: Path) -> Arrival:
    folder = tmp_path / "inbound" / "ada+sample+now"
    (folder / "data").mkdir(parents=True)
    (folder / "sample.ipynb").write_text("{}")
    (folder / "data" / "table.csv").write_text("1,2")
    (folder / "feedback").mkdir()
    (tmp_path / ".chainrule").mkdir()
    (tmp_path / "submitted" / "ada" / "sample").mkdir(parents=True)
    (tmp_path / "submitted" / "ada" / "sample" / "old.txt").write_text("of an earlier hand-in")
    return Arrival("ada", "sample", folder, inbound=True)


def ignored(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "feedback"]


def collected(submitted: Path) -> list[str]:
    place = submitted / "ada" / "sample"
    return sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())


def test_what_was_there_before_is_gone(arrival: Arrival, tmp_path: Path) -> None:
    there = collect(arrival, tmp_path / "submitted", ignored)
    assert collected(tmp_path / "submitted") == ["data/table.csv", "sample.ipynb"]
    assert (there.folder, there.inbound) == (tmp_path / "submitted" / "ada" / "sample", False)
    assert list((tmp_path / ".chainrule").iterdir()) == []


def too_large(folder: Path) -> None:
    for number in range(3):
        with (folder / f"{number}.bin").open("wb") as file:
            file.truncate(90_000_000)


def too_many(folder: Path) -> None:
    for number in range(2_001):
        (folder / f"{number}.txt").touch()


def too_deep(folder: Path) -> None:
    folder.joinpath(*["x"] * 40).mkdir(parents=True)


@pytest.mark.parametrize("spoil", [too_large, too_many, too_deep])
@pytest.mark.parametrize("looked_at", [True, False])
def test_what_is_too_much_leaves_the_earlier_one(
    arrival: Arrival, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: object, *, looked_at: bool
) -> None:
    """Also where it has grown after it was looked at."""
    spoil(arrival.folder)  # type: ignore[operator]
    if not looked_at:
        monkeypatch.setattr(collecting, "refuse_beside", lambda folder: None)
    with pytest.raises(UnreadableSubmission, match="More lies beside the notebook"):
        collect(arrival, tmp_path / "submitted", ignored)
    assert collected(tmp_path / "submitted") == ["old.txt"]
    assert list((tmp_path / ".chainrule").iterdir()) == []


def test_it_is_looked_at_before_anything_is_read(
    arrival: Arrival, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_large(arrival.folder)
    monkeypatch.setattr(collecting, "read_bytes", lambda path: pytest.fail("was read"))
    with pytest.raises(UnreadableSubmission):
        collect(arrival, tmp_path / "submitted", ignored)


@pytest.mark.parametrize(("by_hand", "is_newer"), [(5, False), (1, True), (None, True)])
def test_what_was_put_there_later_is_not_replaced(arrival: Arrival, by_hand: int | None, *, is_newer: bool) -> None:
    inbound = Arrival("ada", "sample", arrival.folder, datetime(2026, 3, 2, 12, 3), inbound=True)
    at = datetime(2026, 3, 2, 12, by_hand) if by_hand is not None else None
    there = Arrival("ada", "sample", Path("submitted"), at)
    assert newest([inbound], [there]) == [inbound if is_newer else there]


def test_nobody_is_called_as_what_leads_elsewhere(tmp_path: Path) -> None:
    """Everybody can make folders of any name in an exchange."""
    for student in ("ada", "..", ".", ""):
        (tmp_path / f"{student}+sample+2026-01-01 00:00:00 UTC+x").mkdir()
    assert [arrival.student for arrival in inbound_handins(tmp_path, ["sample"])] == ["ada"]
