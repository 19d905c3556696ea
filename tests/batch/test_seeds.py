"""The seed of an assignment: drawn once, carried with the course, one for all."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.seeds import assignment_seed, draw_seed, keep_seed, kept_seed, seed_file
from autograder.errors import GraderError


def test_drawn_once_and_carried_with_the_folder(tmp_path: Path) -> None:
    assert kept_seed(tmp_path / "a", "sample") is None
    drawn = assignment_seed(tmp_path / "a", "sample")
    assert assignment_seed(tmp_path / "a", "sample") == drawn == kept_seed(tmp_path / "a", "sample")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert assignment_seed(tmp_path / "b", "sample") == drawn
    assert assignment_seed(tmp_path / "a", "other") != drawn


def test_a_seed_can_be_set(tmp_path: Path) -> None:
    for seed in (7, 0, 2**63 - 1):
        keep_seed(tmp_path, "sample", seed)
        assert assignment_seed(tmp_path, "sample") == seed
    seed_file(tmp_path, "sample").write_text("12\r\n")
    assert kept_seed(tmp_path, "sample") == 12
    assert [path.name for path in seed_file(tmp_path, "sample").parent.iterdir()] == ["sample.txt"]


def test_who_draws_at_once_gets_the_same(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    seeds = []

    def draw() -> None:
        together.wait()
        seeds.append(assignment_seed(tmp_path, "sample"))

    threads = [threading.Thread(target=draw) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seeds) == 8
    assert set(seeds) == {kept_seed(tmp_path, "sample")}


@pytest.mark.parametrize("text", ["", "seven", "-1", "1.5", str(2**63), "¹"])
def test_what_is_no_seed_is_said_and_can_be_replaced(tmp_path: Path, text: str) -> None:
    seed_file(tmp_path, "sample").parent.mkdir()
    seed_file(tmp_path, "sample").write_text(text)
    with pytest.raises(GraderError, match=r"seeds/sample.txt says .*--new-seed draws one"):
        assignment_seed(tmp_path, "sample")
    keep_seed(tmp_path, "sample", 3)
    assert assignment_seed(tmp_path, "sample") == 3


def test_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "seeds").write_text("")
    with pytest.raises(GraderError, match="the seed of sample cannot be kept"):
        keep_seed(tmp_path, "sample", 3)


def test_nobody_foresees_one() -> None:
    assert len({draw_seed() for _ in range(20)}) == 20


def test_late_work_meets_the_questions_of_the_rest(course: Any, graded_by_text: list[Any]) -> None:
    seed = assignment_seed(course.root, "sample")
    course.submit("ada", course.notebook())
    [first] = course.grade(seed=seed)
    course.submit("bob", course.notebook())
    for entry in course.grade(seed=assignment_seed(course.root, "sample")):
        assert entry.reports == first.reports
        assert {report.seed for report in entry.reports} == {seed}


def test_reports_of_another_seed_do_not_count(course: Any, graded_by_text: list[Any]) -> None:
    course.submit("ada", course.notebook())
    for seed in (1, 1, 2, 2):
        [entry] = course.grade(seed=seed)
        assert {report.seed for report in entry.reports} == {seed}
    assert len(graded_by_text) == 2
