"""Files that nobody trusts: bounded, not followed, in any encoding that says which it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UnreadableSubmission
from autograder.reading import files
from autograder.reading.files import DEEPEST, read_bytes, read_text, refuse_beside
from autograder.reading.notebook import read_notebook
from tests.reading.notebooks import read


def test_a_file_that_is_too_large(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    with pytest.raises(UnreadableSubmission, match="Clear Outputs"):
        read(course, course.notebook())


def test_somebody_elses_file_under_a_second_name_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hard link; that of one's own, as backups make it, is read."""
    theirs, own = tmp_path / "ada", tmp_path / "mallory"
    for folder in (theirs, own):
        folder.mkdir()
    (theirs / "a.ipynb").write_text("{}", encoding="utf-8")
    (own / "a.ipynb").hardlink_to(theirs / "a.ipynb")
    assert read_bytes(own / "a.ipynb") == b"{}"
    refuse_beside(own)
    monkeypatch.setattr(files, "owner_of", lambda folder: os.geteuid() + int(folder == own))
    for look, path in ((read_bytes, own / "a.ipynb"), (refuse_beside, own)):
        with pytest.raises(UnreadableSubmission, match="a link to somebody else's file"):
            look(path)
    refuse_beside(theirs)
    assert read_bytes(theirs / "a.ipynb") == b"{}"


def test_links_pipes_and_folders_are_not_opened(course: Any, tmp_path: Path) -> None:
    path = course.submit("ada", course.notebook())
    link, pipe, folder = tmp_path / "link.ipynb", tmp_path / "pipe.ipynb", tmp_path / "folder.ipynb"
    link.symlink_to(path)
    os.mkfifo(pipe)
    folder.mkdir()
    for odd, sentence in ((link, "is a link"), (pipe, "ordinary file"), (folder, "ordinary file")):
        with pytest.raises(UnreadableSubmission, match=sentence):
            read_notebook(odd)


def test_folders_are_only_so_deep(tmp_path: Path) -> None:
    """Deeper than a path can say, and than what copies them goes, is the hand-in's fault and nobody else's."""
    Path(tmp_path, "some", *["d"] * (DEEPEST - 1)).mkdir(parents=True)
    refuse_beside(tmp_path)
    for odd in (["d"] * (DEEPEST + 1), ["e" * 200] * 10):
        Path(tmp_path, "odd", *odd).mkdir(parents=True)
        with pytest.raises(UnreadableSubmission, match="too deep"):
            refuse_beside(tmp_path)
        shutil.rmtree(tmp_path / "odd")


def test_a_misnamed_notebook_is_pointed_at(course: Any) -> None:
    path = course.submit("ada", course.notebook())
    path.rename(path.with_name("sample (1).ipynb"))
    with pytest.raises(UnreadableSubmission, match=r"there is 'sample \(1\).ipynb'"):
        read_notebook(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_text_says_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "answer.py"
    path.write_text("β = 1\n", encoding=encoding)
    assert read_text(path) == "β = 1\n"


@pytest.mark.parametrize("content", ["β".encode("cp1253"), b"\xff\xfea"])
def test_other_encodings_get_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answer.py"
    path.write_bytes(content)
    with pytest.raises(UnreadableSubmission, match=r"answer.py is not text in UTF-8 or UTF-16 \(.* at byte \d\)\."):
        read_text(path)
