"""Files that a power cut or a hand has damaged are made anew, and never believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.durable import LEFT_BEHIND_S, sweep, write_whole
from autograder.batch.store import Store
from autograder.reports.report import Report
from tests.faults.conftest import Pair

OTHERS = (b"", b"{}", b"[]", b"\0" * 4096, bytes(range(256)), b"{" * 100_000, b'{"score": 1e999}')


@pytest.fixture
def stored(tmp_path: Path, rich_report: Callable[[], Report]) -> tuple[Store, Path]:
    store = Store(tmp_path)
    store.put("ab12", rich_report())
    return store, tmp_path / "ab" / "ab12.json"


def is_believed(store: Store, digest: str = "ab12") -> bool:
    return store.get(digest, "sample/leaky", 7) is not None


def test_a_report_torn_at_any_byte(stored: tuple[Store, Path]) -> None:
    store, path = stored
    whole = path.read_bytes()
    assert is_believed(store)
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        assert not is_believed(store), f"cut at {end}"
        path.write_bytes(whole[:end] + b"\0" * (len(whole) - end))
        assert not is_believed(store), f"empty from {end}"


def test_a_report_with_any_byte_changed(stored: tuple[Store, Path]) -> None:
    """The score of a criterion, say, together with the sum of all of them."""
    store, path = stored
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not is_believed(store), f"changed at {place}"
    path.write_bytes(whole)
    assert is_believed(store)


@pytest.mark.parametrize("content", OTHERS)
def test_another_file_in_its_place(stored: tuple[Store, Path], content: bytes) -> None:
    store, path = stored
    path.write_bytes(content)
    assert not is_believed(store)


def test_a_report_under_another_name(stored: tuple[Store, Path]) -> None:
    """Of another student on the same exercise, with the same seed."""
    store, path = stored
    path.with_name("ab34.json").write_bytes(path.read_bytes())
    assert not is_believed(store, "ab34")


def test_whatever_is_torn_the_next_run_mends(pair: Pair) -> None:
    calm, root = pair.next_week(), pair.shaken.root
    pair.grader.run(root)
    patterns = (".chainrule/reports/*/*.json", "autograded/*/*/*.ipynb", "feedback/*/*/*.html", "grades.csv")
    for path in (path for pattern in patterns for path in root.glob(pattern)):
        content = path.read_bytes()
        path.write_bytes(content[: int(pair.rng.integers(len(content) - 1))])
    assert pair.grader.run(root).code == calm.code
    assert pair.differences() == []


def test_a_file_is_on_the_disk_before_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("fsync", "replace"):
        monkeypatch.setattr(f"autograder.batch.durable.os.{name}", lambda *_, name=name: done.append(name))
    write_whole(tmp_path / "grades.csv", b"all of it")
    assert done == ["fsync", "replace", "fsync"]


def test_what_a_killed_process_has_left_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {".0123456789abcdef.tmp", ".mine.tmp", "0123456789abcdef.tmp"}
    for name in names:
        (tmp_path / name).write_text("")
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == names
    now = (tmp_path / ".mine.tmp").stat().st_mtime
    monkeypatch.setattr("autograder.batch.durable.time.time", lambda: now + LEFT_BEHIND_S + 1)
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == names - {".0123456789abcdef.tmp"}


def test_a_seed_is_on_the_disk_before_anybody_is_graded_by_it(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.batch.seeds import keep_seed

    done: list[str] = []
    monkeypatch.setattr("autograder.batch.durable.os.fsync", lambda *_: done.append("fsync"))
    keep_seed(course.root, "sample", 77)
    assert done == ["fsync", "fsync"]
