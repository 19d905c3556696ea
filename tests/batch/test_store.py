"""Reports on disk: found again when nothing changed, and only then."""

from __future__ import annotations

import dataclasses
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.digest import report_digest
from autograder.batch.store import Store, store_folder
from autograder.errors import StorageError
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell
from autograder.spec import load_exercise

CELLS = (Cell("setup", "import numpy as np"), Cell("leaky", "x = 1"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(store_folder(tmp_path))


def test_a_report_is_found_again(store: Store, rich_report: Callable[[], Report]) -> None:
    store.put("ab12", rich_report())
    assert store.get("ab12", "sample/leaky", 7) == rich_report()
    assert (store.folder / "ab" / "ab12.json").is_file()
    assert list(store.folder.rglob("*.tmp")) == []


def test_what_is_not_there(store: Store, rich_report: Callable[[], Report]) -> None:
    store.put("ab12", rich_report())
    assert store.get("ab13", "sample/leaky", 7) is None
    assert store.get("ab12", "sample/other", 7) is None
    assert store.get("ab12", "sample/leaky", 8) is None
    assert store.get("ab12", "sample/leaky", 7) is not None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b'{"exercise": "sample/leaky"}', b"\xff\xfe"])
def test_damaged_files_are_graded_again(store: Store, rich_report: Callable[[], Report], damage: bytes) -> None:
    store.put("ab12", rich_report())
    (store.folder / "ab" / "ab12.json").write_bytes(damage)
    assert store.get("ab12", "sample/leaky", 7) is None


def test_a_raised_score_is_not_believed(store: Store, rich_report: Callable[[], Report]) -> None:
    store.put("ab12", rich_report())
    path = store.folder / "ab" / "ab12.json"
    path.write_text(path.read_text().replace('"score": 2.0', '"score": 6.5'))
    assert store.get("ab12", "sample/leaky", 7) is None


def test_a_report_in_which_the_grader_failed_is_not_kept(store: Store, rich_report: Callable[[], Report]) -> None:
    report = rich_report()
    broken = dataclasses.replace(report.criteria[0], status="grader_error", points=0.0)
    store.put("ab12", dataclasses.replace(report, criteria=(broken,)))
    assert store.get("ab12", "sample/leaky", 7) is None


def test_nothing_half_written_is_left(
    store: Store, rich_report: Callable[[], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("autograder.batch.store.os.replace", fail)
    with pytest.raises(StorageError, match="No space left on device; make room"):
        store.put("ab12", rich_report())
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_digest_follows_the_code_and_the_exercise(course: Any) -> None:
    folder = course.exercises / "sample" / "leaky"
    before = report_digest(CELLS, load_exercise(folder))
    assert report_digest(CELLS, load_exercise(folder)) == before
    assert report_digest(CELLS[::-1], load_exercise(folder)) != before
    assert report_digest((CELLS[0], Cell("leaky", "x = 2")), load_exercise(folder)) != before
    seen = {before}
    for name in ("exercise.toml", "test_hidden.py", "misconceptions.py", "solution.py"):
        with (folder / name).open("a") as file:
            file.write("\n# edited\n")
        seen.add(report_digest(CELLS, load_exercise(folder)))
    assert len(seen) == 5


def test_ids_of_cells_do_not_matter(course: Any) -> None:
    exercise = load_exercise(course.exercises / "sample" / "leaky")
    renamed = tuple(Cell(f"cell-{k}", cell.source) for k, cell in enumerate(CELLS))
    assert report_digest(renamed, exercise) == report_digest(CELLS, exercise)


def test_the_places_of_checks_do(course: Any) -> None:
    exercise, check = load_exercise(course.exercises / "sample" / "leaky"), Cell("", "", check_of="leaky")
    orders = [CELLS, (check, *CELLS), (*CELLS, check), (*CELLS, Cell("", "", check_of="sharp"))]
    assert len({report_digest(cells, exercise) for cells in orders}) == len(orders)


def test_a_changed_suite_regrades_just_what_it_touches(course: Any, graded_by_text: list[tuple[str, ...]]) -> None:
    course.submit("ada", course.notebook())
    course.grade()
    with (course.exercises / "sample" / "sharp" / "test_hidden.py").open("a") as file:
        file.write("\n# edited\n")
    course.grade()
    course.grade()
    assert graded_by_text == [("sample/leaky", "sample/sharp"), ("sample/sharp",)]


def test_force_grades_again(course: Any, graded_by_text: list[tuple[str, ...]]) -> None:
    course.submit("ada", course.notebook())
    for force in (False, True, False):
        course.grade(force=force)
    assert len(graded_by_text) == 2
