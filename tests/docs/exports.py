"""What a reader has downloaded from a learning platform before typing a page's commands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.collecting.archives import zipped

__all__ = ["lay_exports"]

GRADEBOOK = """Student,ID,SIS User ID,SIS Login ID,Section,Dropout (4711)
Points Possible,,,,,46
"Lovelace, Ada",501,,ada,1,
"Noyce, Bob",502,,bob,1,
"Charisse, Cyd",503,,cyd,1,
"""
WORKSHEET = """Identifier,Full name,Email address,student,Status,Grade,Maximum Grade,Feedback comments
Participant 11,Ada Lovelace,ada@example.org,ada,Submitted for grading,,46,
Participant 12,Bob Noyce,bob@example.org,bob,Submitted for grading,,46,
Participant 13,Cyd Charisse,cyd@example.org,cyd,Submitted for grading,,46,
"""


def lay_exports(root: Path) -> None:
    """Archives with what ada, and under another name bob, have in `submitted` already; lists of the class."""
    notebooks = {
        name: (root / "submitted" / name / "dropout" / "dropout.ipynb").read_bytes() for name in ("ada", "bob")
    }
    (root / "build").mkdir(exist_ok=True)
    archives: Mapping[str, Mapping[str, bytes]] = {
        "submissions.zip": {"noycebob_502_9001_dropout.ipynb": notebooks["bob"]},
        "all.zip": {"Ada Lovelace_11_assignsubmission_file_/dropout.ipynb": notebooks["ada"]},
        "build/dropout.zip": {"submitted/ada/dropout/dropout.ipynb": notebooks["ada"]},
    }
    for name, files in archives.items():
        (root / name).write_bytes(zipped(files))
    (root / "gradebook.csv").write_text(GRADEBOOK)
    (root / "worksheet.csv").write_text(WORKSHEET)
