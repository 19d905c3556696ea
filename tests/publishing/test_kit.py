"""What students receive holds what it should, and no line that would give an answer away."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from autograder.publishing.kit import build_kit, kit_files
from autograder.spec import EXERCISES, find_exercises, load_exercise
from autograder.spec.solution import functions_of
from autograder.spec.variants import load_variants

ALLOWED = re.compile(r"README\.md|pyproject\.toml|\w+\.ipynb|course/(\w+/)*\w+\.(py|npz)")
CODE = re.compile(r"[=(\[]")


def test_only_what_is_listed(checkout):
    names = [name for name, _ in kit_files(checkout)]
    assert [name for name in names if not ALLOWED.fullmatch(name)] == []
    assert {"README.md", "pyproject.toml", "backprop.ipynb", "dropout.ipynb", "course/checks/__init__.py"} <= set(names)


def test_the_zip_is_the_same_each_time(checkout, tmp_path):
    build_kit(checkout, tmp_path / "a.zip")
    build_kit(checkout, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None


@pytest.fixture(scope="module")
def given(checkout):
    """Every line of code that a student sees, stripped, per file."""
    return {name: lines_of(name, content) for name, content in kit_files(checkout) if not name.endswith(".npz")}


@pytest.mark.parametrize("key", find_exercises())
def test_no_line_of_an_answer_is_given_away(key, given):
    exercise = load_exercise(EXERCISES / key)
    secret = {line.strip() for part in functions_of(exercise) for line in part.body.splitlines()}
    secret |= code_lines(exercise.folder / "test_hidden.py")
    secret |= {sentence for variant in load_variants(exercise) for sentence in [variant.message]}
    public = code_lines(exercise.folder / "visible.py")
    telling = {line for line in secret - public if len(line) > 24 and CODE.search(line) and not line.startswith("for ")}
    found = {(name, line) for name, lines in given.items() for line in telling & lines}
    assert found == set()


def lines_of(name: str, content: bytes) -> set[str]:
    text = content.decode()
    if name.endswith(".ipynb"):
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    return {line.strip() for line in text.splitlines()}


def code_lines(path: Path) -> set[str]:
    """Statements of a file, without imports, comments and docstrings."""
    lines = {line.strip() for line in path.read_text().splitlines()}
    return {line for line in lines if not line.startswith(("import ", "from ", "#", '"""', "@", "def "))}
