"""Archives that mean harm cost nobody but their owner anything, and write nothing but hand-ins."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from autograder.collecting import archive as reading
from autograder.collecting.telling import as_text
from autograder.errors import UsageError
from tests.collecting.archives import collected, left, notebook, placed, zipped

GOOD = "good_7_7_dropout.ipynb", notebook("good")
ONLY_GOOD = {"good-7/dropout/dropout.ipynb": "good"}


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    "name",
    [
        "../ada_1_1_dropout.ipynb",
        "a/../../ada_1_1_dropout.ipynb",
        "/ada_1_1_dropout.ipynb",
        "..\\ada_1_1_dropout.ipynb",
        "C:/ada_1_1_dropout.ipynb",
        "x" * 1100 + "/ada_1_1_dropout.ipynb",
    ],
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    course = tmp_path / "in" / "course"
    course.mkdir(parents=True)
    result = collected(course, "canvas", zipped([(name, notebook("bad")), GOOD]))
    assert placed(course) == ONLY_GOOD
    assert "name" in next(iter(left(result).values()))
    assert sorted(path.name for path in tmp_path.rglob("*.ipynb")) == ["dropout.ipynb"]


def test_a_file_whose_name_ends_as_a_folders_is_one(tmp_path: Path) -> None:
    """Nothing that somebody has handed in goes without a word."""
    odd = zipfile.ZipInfo("ada_1_2_dropout.ipynb/")
    collected(tmp_path, "canvas", zipped([(odd, notebook("ada")), (zipfile.ZipInfo("folder/"), b""), GOOD]))
    assert placed(tmp_path) == ONLY_GOOD | {"ada-1/dropout/dropout.ipynb": "ada"}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("moodle", "../../x_1_assignsubmission_file_/dropout.ipynb"),
        ("moodle", ".._1_assignsubmission_file_/dropout.ipynb"),
        ("moodle", "._1_assignsubmission_file_/dropout.ipynb"),
        ("moodle", ".hidden_1_assignsubmission_file_/dropout.ipynb"),
        ("moodle", "a\x1b[2J\n_1_assignsubmission_file_/dropout.ipynb"),
        ("moodle", "a*_1_assignsubmission_file_/dropout.ipynb"),
        ("moodle", "a\u202eb_1_assignsubmission_file_/dropout.ipynb"),
        ("moodle", "a" * 200 + "_1_assignsubmission_file_/dropout.ipynb"),
        ("nbgrader", "inbound/..+dropout+2026-01-01 00:00:00 UTC/dropout.ipynb"),
        ("nbgrader", "../dropout/dropout.ipynb"),
    ],
)
def test_students_who_are_no_folder(tmp_path: Path, source: str, name: str) -> None:
    result = collected(tmp_path, source, zipped({name: notebook("bad")}))
    assert placed(tmp_path) == {}
    assert len(left(result)) == 1
    assert "\x1b" not in as_text(result)
    assert "\u202e" not in as_text(result)


def test_a_student_of_the_metadata_who_is_no_folder(tmp_path: Path) -> None:
    text = b"submission_1:\n  :submitters:\n  - :sid: '../../etc'\nsubmission_2:\n  :submitters:\n  - :sid: 'a/b'\n"
    files = {f"submission_{n}/dropout.ipynb": notebook("bad") for n in (1, 2)}
    result = collected(tmp_path, "gradescope", zipped({"submission_metadata.yml": text} | files))
    assert placed(tmp_path) == {}
    assert all("cannot be a folder's name" in why for why in left(result).values())


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    entry = with_mode("ada_1_1_dropout.ipynb", kind | 0o777)
    result = collected(tmp_path, "canvas", zipped([(entry, b"/etc/passwd"), GOOD]))
    assert placed(tmp_path) == ONLY_GOOD
    assert "link or a device" in left(result)["ada_1_1_dropout.ipynb"]


def test_a_file_of_zeros_without_end(tmp_path: Path) -> None:
    bomb = zipped([("ada_1_1_dropout.ipynb", bytes(120_000_000)), GOOD])
    result = collected(tmp_path, "canvas", bomb)
    assert placed(tmp_path) == ONLY_GOOD
    assert "many times its size" in left(result)["ada_1_1_dropout.ipynb"]


def test_a_file_that_lies_about_its_size(tmp_path: Path) -> None:
    bomb = bytearray(zipped([("ada_1_1_dropout.ipynb", bytes(3_000_000)), GOOD]))
    honest = (3_000_000).to_bytes(4, "little")
    assert bomb.count(honest) == 2
    result = collected(tmp_path, "canvas", bytes(bomb).replace(honest, (99).to_bytes(4, "little")))
    assert "good-7/dropout/dropout.ipynb" in placed(tmp_path)
    assert "damaged" in left(result)["ada_1_1_dropout.ipynb"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_of_which_a_block_may_be_gigabytes(tmp_path: Path, method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("ada_1_1_dropout.ipynb", notebook("bad"), method)
    assert "compressed in a way" in next(iter(left(collected(tmp_path, "canvas", buffer.getvalue())).values()))


def test_an_encrypted_file(tmp_path: Path) -> None:
    content = bytearray(zipped([("ada_1_1_dropout.ipynb", notebook("bad"))]))
    content[content.rindex(b"PK\1\2") + 8] |= 1
    assert left(collected(tmp_path, "canvas", bytes(content))) == {"ada_1_1_dropout.ipynb": "it is encrypted"}


def test_a_damaged_file_costs_one_student(tmp_path: Path) -> None:
    content = bytearray(zipped([("ada_1_1_dropout.ipynb", bytes(range(256)) * 40), GOOD]))
    content[60:90] = bytes(30)
    result = collected(tmp_path, "canvas", bytes(content))
    assert placed(tmp_path) == ONLY_GOOD
    assert "damaged" in left(result)["ada_1_1_dropout.ipynb"]


def test_archives_in_archives_have_a_bottom(tmp_path: Path) -> None:
    inner = zipped({"dropout.ipynb": notebook("ada")})
    deep = zipped({"in.zip": zipped({"in.zip": zipped({"in.zip": inner})})})
    fine = zipped({"in.zip": inner})
    archive = zipped({"ada_1_1_work.zip": deep, "bob_2_2_work.zip": fine, "cyd_3_3_work.zip": b"no zip"})
    result = collected(tmp_path, "canvas", archive)
    assert placed(tmp_path) == {"bob-2/dropout/dropout.ipynb": "ada"}
    assert "not opened" in left(result)["ada_1_1_work.zip > in.zip > in.zip"]
    assert "not a zip archive" in left(result)["cyd_3_3_work.zip"]


def test_one_student_cannot_take_what_all_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.Budget, "__init__", lambda self: setattr(self, "left", 5_000))
    many = zipped({f"{k}/dropout.ipynb": bytes([k]) * 1_000 for k in range(40)})
    result = collected(tmp_path, "canvas", zipped([("ada_1_1_work.zip", many), GOOD]))
    assert placed(tmp_path) == ONLY_GOOD
    assert any("unpacks to more than" in why for why in left(result).values())


def test_a_hundred_thousand_entries(tmp_path: Path) -> None:
    one = zipped({"a_1_1_x.ipynb": b""})
    start, end = one.index(b"PK\1\2"), one.index(b"PK\5\6")
    table = one[start:end] * 100_000  # all of the same file, so that it is quickly made
    crowd = one[:start] + table + one[end : end + 12] + struct.pack("<LLH", len(table), start, 0)
    with pytest.raises(UsageError, match="entries"):
        collected(tmp_path, "canvas", crowd)


def test_too_many_entries_within_cost_one_student(tmp_path: Path) -> None:
    crowd = zipped({f"{k}.ipynb": b"" for k in range(2_100)})
    result = collected(tmp_path, "canvas", zipped([("ada_1_1_work.zip", crowd), GOOD]))
    assert placed(tmp_path) == ONLY_GOOD
    assert "2100 entries" in left(result)["ada_1_1_work.zip"]


def test_a_table_of_contents_that_would_fill_memory(tmp_path: Path) -> None:
    content = bytearray(zipped([GOOD]))
    end = content.rindex(b"PK\5\6")
    content[end + 12 : end + 16] = (3_000_000_000).to_bytes(4, "little")
    with pytest.raises(UsageError, match="more entries than are read"):
        collected(tmp_path, "canvas", bytes(content))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\5\6", b"no zip" * 500, b"PK\3\4" + bytes(500)])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UsageError, match="not a zip archive"):
        collected(tmp_path, "canvas", content)


def test_the_same_name_twice(tmp_path: Path) -> None:
    name = "Ada_1_assignsubmission_file_/dropout.ipynb"
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = zipped([(name, notebook("one")), (name, notebook("two"))])
    result = collected(tmp_path, "moodle", archive)
    assert placed(tmp_path) == {}
    assert "came last" in left(result)[name]


def test_names_in_other_encodings(tmp_path: Path) -> None:
    raw = "Bob Mueller_2_assignsubmission_file_/dropout.ipynb"
    content = zipped({raw: notebook("bob")})
    utf8 = content.replace(b"Bob Mueller", "Bob Mülle".encode() + b"r")  # of the same length, without the mark of UTF-8
    collected(tmp_path, "moodle", utf8)
    assert list(placed(tmp_path)) == ["Bob Müller/dropout/dropout.ipynb"]
    latin = content.replace(b"Bob Mueller", b"Bob M\x81eller")  # as DOS wrote it
    collected(tmp_path, "moodle", latin)
    assert "Bob Müeller/dropout/dropout.ipynb" in placed(tmp_path)


def test_a_folder_or_nothing_in_the_place_of_the_archive(tmp_path: Path) -> None:
    from autograder.collecting.collect import Wanted, collect
    from autograder.collecting.placing import Place

    for path in (tmp_path, tmp_path / "nothing.zip"):
        with pytest.raises(UsageError, match="cannot be opened"):
            collect(path, Wanted("canvas", ("dropout",)), Place(tmp_path))
