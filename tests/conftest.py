"""Fixtures that several folders of tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.cli import prepare_environment
from autograder.spec import Exercise, load_exercise
from tests.small_course import course, gradebook_file, graded_by_text, rich_report  # noqa: F401  # fixtures

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _environment() -> Iterator[None]:
    """As the command sets it: nbgrader starts alembic from PATH."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in prepare_environment().items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that this course lives in."""
    return CHECKOUT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh exercise folder as `chainrule new` makes it."""
    path = tmp_path / "exercises" / "sample" / "leaky"
    shutil.copytree(CHECKOUT / "autograder" / "template", path, ignore=shutil.ignore_patterns("__pycache__"))
    (path.parent / "assignment.toml").write_text('number = 1\ntitle = "Sample"\n')
    return path


@pytest.fixture
def exercise(folder: Path) -> Exercise:
    return load_exercise(folder)
