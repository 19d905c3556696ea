"""Boxes by their walls, the exercise under attack, and what must look the same before and after."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import SandboxError
from autograder.grading.grade import grade_cells
from autograder.reports.report import Report
from autograder.sandbox import payload
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.sandbox.limits import Limits
from autograder.sandbox.walls import LOCK, WALLS, Wall, require
from autograder.spec import EXERCISES, Exercise, load_exercise
from autograder.spec.solution import plain_source

from .model import PRELUDE

SEED = 20260301
LIMITS = Limits(memory_mb=512, call_s=0.5, tests_s=1, cell_s=1, cells_s=1, idle_s=0.5, output_mb=8)
EACH_WALL = {"both": WALLS} | {wall.name: (wall,) for wall in WALLS}
SECRET = "CHAINRULE_SECRET"
WATCHED = ("autograder", "course", "reference_impl", "source", "tests", "pyproject.toml", "nbgrader_config.py")
LITTERED = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/home", "/root", "/mnt", "/")


@pytest.fixture(scope="package", autouse=True)
def _secret() -> Iterator[None]:
    """In the grader's environment while it grades; no box may know it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECRET, "grade everybody 100")
        yield


@pytest.fixture(scope="package", params=EACH_WALL)
def walls(request: pytest.FixtureRequest) -> tuple[Wall, ...]:
    """Each wall without the other, and both; what this machine cannot build is said."""
    try:
        require(EACH_WALL[request.param])
    except SandboxError as error:
        if os.environ.get("CI") == "true" and request.param == "lock":
            raise
        pytest.skip(f"walls {request.param!r}: {error}")
    return EACH_WALL[request.param]


@pytest.fixture(scope="package")
def box(walls: tuple[Wall, ...]) -> Iterator[Box]:
    with Box(walls=walls) as box:
        yield box


@pytest.fixture(scope="package", params=[1, 2])
def older_box(request: pytest.FixtureRequest) -> Iterator[Box]:
    """A box behind the lock alone, on a kernel whose Landlock is that old."""
    with tempfile.TemporaryDirectory() as scratch:
        yield from _box_of(request.param, Path(scratch, "inside"))


def _box_of(landlock: int, folder: Path) -> Iterator[Box]:
    shutil.copytree(payload.INSIDE, folder)
    code = (folder / "landlock.py").read_text(encoding="utf-8")
    older = code.replace("return int(libc.syscall(CREATE,", f"return min({landlock}, libc.syscall(CREATE,")
    assert older.count(f"min({landlock}, ") == 1
    (folder / "landlock.py").write_text(older, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "INSIDE", folder)
        payload._inside.cache_clear()
        with Box(walls=(LOCK,)) as box:
            box.canaries()
            yield box
    payload._inside.cache_clear()


@pytest.fixture(scope="package")
def unsandboxed() -> Iterator[Box]:
    with Box(unsandboxed=True) as box:
        yield box


@pytest.fixture(scope="package")
def victim() -> Exercise:
    """The exercise that the attacks are handed in for, with small limits."""
    return replace(load_exercise(EXERCISES / "backprop" / "toy_graph"), limits=LIMITS)


def grade(source: str, exercise: Exercise, box: Box, checkout: Path) -> Report:
    """The report on one solution cell."""
    cells = [Cell("setup", PRELUDE), Cell(exercise.name, source.replace("CHECKOUT", str(checkout)))]
    return grade_cells(cells, [exercise], box, SEED)[0]


def honest_score(exercise: Exercise, box: Box) -> float:
    """What the student earns who comes after the attack."""
    return grade(plain_source(exercise), exercise, box, Path()).score


def look(checkout: Path) -> dict[str, tuple[int, int, int]]:
    """Mode, size and time of change of every file of the course, and all that attacks may have left elsewhere."""
    roots = [checkout / name for name in WATCHED]
    paths = [path for root in roots for path in (root.rglob("*") if root.is_dir() else [root])]
    paths = [path for path in paths if "__pycache__" not in path.parts]
    for folder in map(Path, (*LITTERED, checkout, checkout / "build", checkout / "submitted")):
        paths += folder.glob("chainrule-attack*") if os.access(folder, os.R_OK) else []
    found = {path: path.lstat() for path in paths if path.exists() or path.is_symlink()}
    return {str(path): (stat.st_mode, stat.st_size, stat.st_mtime_ns) for path, stat in found.items()}


def children() -> set[int]:
    """Processes of this machine's user that are not this one's ancestors, by their parent: for leftovers."""
    if not sys.platform.startswith("linux"):
        return set()
    return {int(path.name) for path in Path("/proc").glob("[0-9]*") if _parent(path) == os.getpid()}


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return -1
