"""A course that is watched, and the ledger of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.watching.ledger import Ledger, open_ledger
from tests.watching.handing_in import Course


@pytest.fixture
def watched(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")


@pytest.fixture
def ledger(watched: Course) -> Iterator[Ledger]:
    with open_ledger(watched.root) as opened:
        yield opened
