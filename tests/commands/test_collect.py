"""`chainrule collect` says what it has done, and what is left to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.collecting.archives import notebook, placed, zipped
from tests.commands.command import run


@pytest.fixture
def root(course: Any) -> Path:
    course.bring_exercises()
    root: Path = course.root
    (root / "all.zip").write_bytes(
        zipped(
            {
                "lovelaceada_12_1_sample.ipynb": notebook("ada"),
                "bob_LATE_13_2_sample-1.ipynb": notebook("bob"),
                "cyd_14_3_other.ipynb": notebook("cyd"),
                "cyd_14_4_notes.pdf": b"",
            }
        )
    )
    return root


def collect(capsys: Any, root: Path, *arguments: Any) -> tuple[int, str, str]:
    return run(capsys, "collect", root / "all.zip", "--from", "canvas", "--course", root, *arguments)


def test_what_a_person_is_told(capsys: Any, root: Path) -> None:
    code, out, _ = collect(capsys, root)
    assert code == 1
    assert out.splitlines() == [
        "sample: 2 placed",
        "late, and the export does not say when (--late-at writes a time): bob-13",
        "not placed:",
        "  cyd-14, cyd_14_3_other.ipynb: no assignment is called so; --assignment NAME says which it is for",
        "1 other file is no notebook and stays in the archive",
    ]
    assert placed(root) == {"bob-13/sample/sample.ipynb": "bob", "lovelaceada-12/sample/sample.ipynb": "ada"}


def test_everything_placed_is_done(capsys: Any, root: Path) -> None:
    code, out, _ = collect(capsys, root, "--assignment", "sample", "--late-at", "2026-11-27 08:00 +01:00", "--json")
    found = json.loads(out)
    assert code == 0
    assert [(each["student"], each["status"]) for each in found["hand_ins"]] == [
        ("bob-13", "placed"),
        ("cyd-14", "placed"),
        ("lovelaceada-12", "placed"),
    ]
    assert found["hand_ins"][0]["timestamp"] == "2026-11-27 07:00:00.000000 UTC"
    assert [each["why"] for each in found["left"]] == ["no notebook"]
    code, out, _ = collect(capsys, root, "--assignment", "sample")
    assert (code, out.splitlines()[0]) == (0, "sample: 3 there already, and the same")


def test_a_dry_run_writes_nothing(capsys: Any, root: Path) -> None:
    code, out, _ = collect(capsys, root, "--dry-run")
    assert (code, out.splitlines()[:2]) == (1, ["nothing is written: this is what would be done", "sample: 2 placed"])
    assert placed(root) == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--assignment", "sampel"], "did you mean sample?"),
        (["--late-at", "tomorrow"], "--late-at: write it as 2026"),
        (["--ids", "nothing.csv"], "nothing.csv is missing"),
    ],
)
def test_what_cannot_be_done_gets_one_line(capsys: Any, root: Path, arguments: list[str], said: str) -> None:
    code, _, err = collect(capsys, root, *arguments)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert placed(root) == {}


def test_who_has_no_folder_yet_is_said(capsys: Any, root: Path) -> None:
    (root / "submitted" / "dan").mkdir(parents=True)
    out = collect(capsys, root)[1]
    assert "had no folder in submitted/ before (2): bob-13, lovelaceada-12" in out
    assert "had no folder" not in collect(capsys, root)[1]


def test_who_comes_under_another_name_is_not_placed_until_it_is_one_name(capsys: Any, root: Path) -> None:
    (root / "ids.csv").write_text("ID,student\n12,ada\n13,bob\n14,cyd\n")
    with_ids = "--ids", root / "ids.csv"
    assert "had no folder" not in collect(capsys, root, *with_ids)[1]
    code, out, _ = collect(capsys, root)
    assert code == 1
    assert out.splitlines()[0] == "nothing was placed"
    assert "`chainrule rename bob bob-13`" in out
    before = placed(root)
    assert run(capsys, "rename", "bob", "bob-13", "--course", root)[0] == 0
    code, out, _ = collect(capsys, root)
    assert "sample: 1 there already, and the same" in out
    assert "`chainrule rename bob-13 bob`" in collect(capsys, root, *with_ids)[1]
    assert len(placed(root)) == len(before)
