"""What students receive holds what it should, and no line that would give an answer away."""

from __future__ import annotations

import functools
import io
import json
import re
import tomllib
import zipfile
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.cli import main
from autograder.errors import UsageError
from autograder.publishing.kit import README, build_kit, kit_files
from autograder.sandbox.limits import Limits
from autograder.spec import EXERCISES, Exercise, find_assignments, find_exercises, load_assignment, load_exercise
from autograder.spec.solution import functions_of, plain_source
from autograder.spec.variants import load_variants

COURSE_FILE = re.compile(r"course/(\w+/)*\w+\.(py|npz|toml)")
CODE = re.compile(r"[=(\[]")
READ = {
    ".ipynb": lambda content: nbformat.reads(content.decode(), as_version=4),
    ".md": bytes.decode,
    ".npz": lambda content: dict(np.load(io.BytesIO(content), allow_pickle=False)),
    ".py": lambda content: compile(content, "course", "exec"),
    ".toml": lambda content: tomllib.loads(content.decode()),
}


@pytest.mark.parametrize("assignment", find_assignments())
def test_a_kit_of_one_assignment_is_what_is_listed_and_nothing_else(checkout, assignment):
    files = dict(kit_files(checkout, [assignment]))
    beside_course = {name for name in files if not COURSE_FILE.fullmatch(name)}
    assert beside_course == {"README.md", "course.md", "pyproject.toml", f"{assignment}.ipynb"}
    assert "course/checks/__init__.py" in files
    assert not any("sample" in name for name in files), "the right answers that explorers are tested with"
    for name, content in files.items():
        READ[Path(name).suffix](content)
        if name not in beside_course:
            assert content == (checkout / name).read_bytes()
    assert files[f"{assignment}.ipynb"] == (checkout / "release" / assignment / f"{assignment}.ipynb").read_bytes()


def test_without_a_name_all_assignments_are_in_it(checkout):
    notebooks = {name for name, _ in kit_files(checkout) if name.endswith(".ipynb")}
    assert notebooks == {f"{name}.ipynb" for name in find_assignments()}
    assert dict(kit_files(checkout, find_assignments())) == dict(kit_files(checkout))


def test_an_assignment_that_is_not_released_gets_one_line(checkout):
    with pytest.raises(UsageError, match=r"dropuot: no such assignment .* did you mean dropout\?"):
        list(kit_files(checkout, ["backprop", "dropuot"]))


def test_the_command_takes_assignments(checkout, tmp_path, capsys):
    path = tmp_path / "kit.zip"
    assert main(["kit", "dropout", "--course", str(checkout), "--output", str(path)]) == 0
    names = zipfile.ZipFile(path).namelist()
    assert capsys.readouterr().out == f"{path}: {len(names)} files\n"
    assert [name for name in names if name.endswith(".ipynb")] == ["chainrule/dropout.ipynb"]


def test_the_zip_is_the_same_each_time(checkout, tmp_path):
    build_kit(checkout, tmp_path / "a.zip")
    build_kit(checkout, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None


@pytest.mark.parametrize("assignment", find_assignments())
def test_no_line_of_an_answer_is_given_away(checkout, assignment):
    given = load_assignment(assignment).given
    there = public_lines(checkout, assignment)
    free = {line for exercise in given for line in lines_of(plain_source(exercise))}
    for key in find_exercises():
        exercise = load_exercise(EXERCISES / key)
        secret = hidden_lines(exercise) | (set() if exercise in given else answer_lines(exercise))
        assert {(key, line) for line in (secret - free) & there} == set()


def test_what_is_given_would_be_seen(checkout):
    """The search above finds an answer where there is one."""
    answers = {line for exercise in load_assignment("dropout").given for line in answer_lines(exercise)}
    assert answers & public_lines(checkout, "dropout")
    assert not answers & public_lines(checkout, "backprop")


@functools.cache
def public_lines(checkout: Path, assignment: str) -> set[str]:
    """Every line that a student sees, stripped."""
    texts = [code_of(name, data) for name, data in kit_files(checkout, [assignment]) if not name.endswith(".npz")]
    return {line for text in texts for line in lines_of(text)}


def code_of(name: str, content: bytes) -> str:
    if not name.endswith(".ipynb"):
        return content.decode()
    return "\n".join("".join(cell["source"]) for cell in json.loads(content)["cells"])


def answer_lines(exercise: Exercise) -> set[str]:
    """What a solution's body would give away."""
    return telling({line for part in functions_of(exercise) for line in lines_of(part.body)}, exercise)


def hidden_lines(exercise: Exercise) -> set[str]:
    """What hidden tests and misconceptions would give away."""
    lines = lines_of((exercise.folder / "test_hidden.py").read_text())
    statements = {line for line in lines if not line.startswith(("import ", "from ", "#", '"""', "@", "def "))}
    return telling(statements | {variant.message for variant in load_variants(exercise)}, exercise)


def telling(lines: set[str], exercise: Exercise) -> set[str]:
    """Lines of code that say something, and that the visible check does not say itself."""
    own = lines - lines_of((exercise.folder / "visible.py").read_text())
    return {line for line in own if len(line) > 24 and CODE.search(line) and not line.startswith("for ")}


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def test_the_readme_names_the_limits_that_hold() -> None:
    limits = Limits()
    for seconds, words in (
        (limits.cell_s, "a cell may compute for {:g} seconds"),
        (limits.cells_s, "all cells of your own together for {:g}"),
        (limits.call_s, "one call of a function for {:g}"),
    ):
        assert words.format(seconds) in " ".join(README.split())
