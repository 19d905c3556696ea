"""Time stamps: read in one way or refused in words."""

from __future__ import annotations

import codecs
import datetime
from pathlib import Path

import pytest

from autograder.errors import UnreadableSubmission
from autograder.reading import stamps
from autograder.reading.stamps import STAMP, read_stamp


def stamp(folder: Path, content: str | bytes) -> datetime.datetime | None:
    (folder / STAMP).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_stamp(folder)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-26 14:03:00 UTC",
        "2026-11-26 14:03:00.000000 UTC\n",
        "2026-11-26T14:03:00Z",
        "2026-11-26 14:03",
        "2026-11-26 15:03:00 +0100",
        "2026-11-26T09:33:00-04:30",
        codecs.BOM_UTF8 + b"2026-11-26 14:03:00 UTC\r\n",
        "2026-11-26 14:03:00 UTC\r\n".encode("utf-16"),
        "\ufeff2026-11-26 14:03:00 UTC".encode("utf-16-be"),
    ],
)
def test_one_time_in_many_hands(tmp_path: Path, text: str | bytes) -> None:
    assert stamp(tmp_path, text) == datetime.datetime(2026, 11, 26, 14, 3)


def test_nbgraders_own_stamps_are_read(tmp_path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    naive = now.replace(tzinfo=None)
    for text in (now.strftime("%Y-%m-%d %H:%M:%S.%f %Z"), now.strftime("%Y-%m-%d %H:%M:%S.%f %z")):
        assert stamp(tmp_path, text) == naive
    assert stamp(tmp_path, naive.isoformat(" ")) == naive


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-26 14:03:00 PST",
        "2026-11-26 14:03:00 CET",
        "01.03.2026",
        "01/03/2026 10:00 UTC",
        "2026-11-26",
        "2026-13-26 14:03:00 UTC",
        "2026-02-30 14:03:00 UTC",
        "26 November 2026, 14:03",
        "0001-01-01 00:00:00 +23:00",
        "the day before yesterday",
        "2026-11-26 14:03:00 UTC and so on",
    ],
)
def test_what_could_be_meant_otherwise_is_refused(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(UnreadableSubmission, match=r"timestamp.txt says .*: write it as 2026-11-26 14:03:00 UTC"):
        stamp(tmp_path, text)


def test_an_empty_stamp_and_none(tmp_path: Path) -> None:
    assert read_stamp(tmp_path) is None
    with pytest.raises(UnreadableSubmission, match="is empty"):
        stamp(tmp_path, " \n")
    with pytest.raises(UnreadableSubmission, match="is not text in UTF-8 or UTF-16"):
        stamp(tmp_path, b"\xff2026")
    (tmp_path / STAMP).unlink()
    (tmp_path / STAMP).mkdir()
    with pytest.raises(UnreadableSubmission, match="is not an ordinary file"):
        read_stamp(tmp_path)


def test_a_hundred_megabytes_are_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of them is read: who watches asks for the time again and again."""
    with (tmp_path / STAMP).open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(stamps, "read_text", lambda path: pytest.fail("was read"))
    with pytest.raises(UnreadableSubmission, match="more than a time"):
        read_stamp(tmp_path)
