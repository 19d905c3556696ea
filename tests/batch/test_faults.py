"""What is remembered of the grader's faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.batch.faults import keep_faults, kept_faults
from autograder.reports.results import Graded

BROKEN = Graded("ada", failure="the suite broke", blame="grader")


def test_a_fault_stays_until_its_student_is_graded(tmp_path: Path) -> None:
    keep_faults(tmp_path, "sample", [BROKEN, Graded("bo", failure="no notebook", blame="submission")])
    keep_faults(tmp_path, "sample", [Graded("cy")])
    assert kept_faults(tmp_path, "sample") == {"ada": "the suite broke"}
    assert kept_faults(tmp_path, "other") == {}
    keep_faults(tmp_path, "sample", [Graded("ada")])
    assert kept_faults(tmp_path, "sample") == {}


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_a_damaged_file_remembers_nothing_and_is_replaced(tmp_path: Path, content: bytes) -> None:
    keep_faults(tmp_path, "sample", [BROKEN])
    [path] = (tmp_path / ".chainrule" / "faults").iterdir()
    path.write_bytes(content)
    assert kept_faults(tmp_path, "sample") == {}
    keep_faults(tmp_path, "sample", [BROKEN])
    assert kept_faults(tmp_path, "sample") == {"ada": "the suite broke"}
