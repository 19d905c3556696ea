"""Whose a hand-in is says the platform, and nothing that a student can name."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.collecting.ids import read_ids
from tests.collecting.archives import collected, notebook, placed, zipped

NOON = "2030-01-01-00-00-00"
AS_ADA = {
    "blackboard": ("nbgrader", f"Week 3_eve_attempt_2026-01-30-17-00-00_x_ada_attempt_{NOON}_dropout.ipynb"),
    "attempt_in_ones_folder": ("nbgrader", f"submitted/eve/dropout/x_ada_attempt_{NOON}_dropout.ipynb"),
    "folder_in_ones_folder": ("nbgrader", "submitted/eve/dropout/ada/dropout/dropout.ipynb"),
    "exchange_in_ones_folder": ("nbgrader", "submitted/eve/dropout/ada+dropout+2030-01-01 00:00:00 UTC/dropout.ipynb"),
    "folder_in_the_exchange": ("nbgrader", "in/eve+dropout+2026-01-30 17:00:00 UTC/ada/dropout/dropout.ipynb"),
    "moodle": ("moodle", "Eve_1002_assignsubmission_file_ada_1001_assignsubmission_file_dropout.ipynb"),
    "moodle_in_folders": ("moodle", "Eve_1002_assignsubmission_file_/ada_1001_assignsubmission_file_/dropout.ipynb"),
    "canvas": ("canvas", "doeeve_222_678905_ada_1001_678999_dropout.ipynb"),
}
IDS = """student,username,Identifier,ID,Full name
ada,ada,Participant 1001,1001,Ada
eve,eve,Participant 1002,222,Eve
"""


@pytest.mark.parametrize("way", AS_ADA)
def test_nobody_hands_in_for_somebody_else_by_a_name(tmp_path: Path, way: str) -> None:
    """What a student calls a file or a folder says nothing of whose it is."""
    source, name = AS_ADA[way]
    (tmp_path / "ids.csv").write_text(IDS, encoding="utf-8")
    files = {"submitted/bob/dropout/dropout.ipynb": notebook("bob"), name: notebook("eve's, as Ada's")}
    result = collected(tmp_path, source, zipped(files), ids=read_ids(tmp_path / "ids.csv"))
    assert not [path for path in placed(tmp_path) if path.startswith("ada/")]
    assert not [each for each in result.outcomes if each.student == "ada"]


def test_metadata_that_a_student_hands_in_is_no_metadata(tmp_path: Path) -> None:
    """In an archive that was packed again without its outer folder."""
    ours, eves = (
        f"submission_1:\n  :submitters:\n  - :sid: {who}\n  :created_at: 2026-11-25 20:15:00 Z\n".encode()
        for who in ("eve", "ada")
    )
    files = {"submission_1/submission_metadata.yml": eves, "submission_1/dropout.ipynb": notebook("eve")}
    collected(tmp_path, "gradescope", zipped({**files, "submission_metadata.yml": ours}))
    assert {path.partition("/")[0] for path in placed(tmp_path)} == {"eve"}


def test_what_lies_beside_the_metadatas_folder_is_nobodys(tmp_path: Path) -> None:
    metadata = b"submission_1:\n  :submitters:\n  - :sid: eve\n"
    files = {"export/submission_metadata.yml": metadata, "export/submission_1/dropout.ipynb": notebook("eve")}
    result = collected(tmp_path, "gradescope", zipped({**files, "notes.txt": b""}))
    assert list(placed(tmp_path)) == ["eve/dropout/dropout.ipynb"]
    assert [each.path for each in result.left] == ["notes.txt"]
