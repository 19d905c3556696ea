"""What has been taken is known after whatever ended the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import GraderError, StorageError, UsageError
from autograder.watching.ledger import Ledger, Taken, open_ledger

DIES = """
import os, sys
from pathlib import Path
from autograder.watching.ledger import open_ledger
with open_ledger(Path(sys.argv[1])) as ledger:
    ledger.take("sample", "ada", "first", 10.0)
    os._exit(9)
"""


def test_the_last_one_is_the_present_one(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        assert ledger.last("sample", "ada") is None
        ledger.take("sample", "ada", "first", 10.0)
        ledger.give_back("sample", "ada", "first")
        ledger.take("sample", "ada", "second", 20.0)
        assert ledger.last("sample", "ada") == Taken("second", False)
        ledger.take("sample", "ada", "first", 30.0)  # handed in again as it was
        assert ledger.last("sample", "ada") == Taken("first", False)
        assert ledger.times("ada", 10.0) == [20.0, 30.0]
        assert ledger.last("sample", "bob") is ledger.last("other", "ada") is None


def test_what_is_taken_up_again_counts_once(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.take("sample", "ada", "first", 10.0)
        ledger.take("sample", "ada", "first", 20.0)
        assert ledger.times("ada", 0.0) == [10.0]


def test_it_survives_a_program_that_is_killed(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", DIES, tmp_path], check=False).returncode == 9
    with open_ledger(tmp_path) as ledger:
        assert ledger.last("sample", "ada") == Taken("first", False)


def test_one_program_at_a_time(tmp_path: Path) -> None:
    refused = pytest.raises(UsageError, match="another `chainrule watch` is at work")
    with open_ledger(tmp_path), refused, open_ledger(tmp_path):
        pass
    with open_ledger(tmp_path):
        pass


def test_one_that_is_damaged_is_named(tmp_path: Path) -> None:
    (tmp_path / ".chainrule").mkdir()
    (tmp_path / ".chainrule" / "watch.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(GraderError, match=r"watch\.db cannot be used"), open_ledger(tmp_path):
        pass


def fill(ledger: Ledger) -> None:
    for number in range(1000):
        ledger.take("sample", "ada", f"{number:080}", float(number))


def test_a_full_disk_is_said_with_its_remedy(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        [[pages]] = ledger._database.execute("PRAGMA page_count")
        ledger._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageError, match="watch.db cannot be used: .* full; make room"):
            fill(ledger)
        ledger._database.execute(f"PRAGMA max_page_count = {pages + 1000}")
        ledger.take("sample", "ada", "last", 5000.0)
        assert ledger.last("sample", "ada") == Taken("last", False)
