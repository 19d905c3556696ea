"""One file against one exercise, by the reader that reads a class."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UnreadableSubmission
from autograder.reading.single import read_single
from autograder.spec import Exercise, load_exercise
from autograder.spec.solution import solution_cell
from tests.reading.notebooks import RIGHT, code, find, read, sources

NOWHERE = Path("no", "source.ipynb")
STUB = "# YOUR CODE HERE\n    raise NotImplementedError()"


@pytest.fixture
def leaky(course: Any) -> Exercise:
    return load_exercise(course.exercises / "sample" / "leaky")


def write(folder: Path, notebook: dict[str, Any]) -> Path:
    path = folder / "mine.ipynb"
    path.write_text(json.dumps(notebook))
    return path


def test_with_a_source_it_is_what_grade_reads(course: Any, leaky: Exercise, tmp_path: Path) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "setup")["source"] = "import os"
    find(notebook, "leaky")["metadata"] = {}
    notebook["cells"].append(code("%cd\nx = 1"))
    single = read_single(write(tmp_path, notebook), leaky, course.source)
    assert single == read(course, notebook)
    assert sources(single)["setup"] == "import numpy as np"
    assert "had lost its mark" in single.problems[0]


def test_without_a_source_a_notebook_keeps_its_own_cells(course: Any, leaky: Exercise, tmp_path: Path) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "setup")["source"] = "import os"
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("sharp")]
    single = read_single(write(tmp_path, notebook), leaky, NOWHERE)
    assert sources(single) == {"cell-2": "import os", "leaky": RIGHT}
    assert single.problems == ()


def test_without_a_source_cells_are_joined_by_the_same_rule(course: Any, leaky: Exercise, tmp_path: Path) -> None:
    notebook = course.notebook(sharp="def sharp(x):\n    return x")
    starter = find(notebook, "leaky")
    starter["source"] = solution_cell(leaky).partition("### BEGIN")[0] + STUB
    notebook["cells"].append(starter | {"id": "again", "source": RIGHT})
    single = read_single(write(tmp_path, notebook), leaky, NOWHERE)
    assert sources(single)["leaky"] == RIGHT
    assert list(sources(single)) == ["cell-2", "sharp", "leaky"]
    assert "is there 2 times" in single.problems[0]


def test_a_notebook_of_scratch_cells_is_run_as_it_is(course: Any, leaky: Exercise, tmp_path: Path) -> None:
    notebook = course.notebook() | {"cells": [code("import numpy as np"), code(RIGHT)]}
    single = read_single(write(tmp_path, notebook), leaky, NOWHERE)
    assert list(sources(single).values()) == ["import numpy as np", RIGHT]
    assert single.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_python_file_is_the_exercises_cell(leaky: Exercise, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(RIGHT + "  # β\n", encoding=encoding)
    assert sources(read_single(path, leaky, NOWHERE)) == {"setup": "import numpy as np", "leaky": RIGHT + "  # β\n"}


def test_a_python_file_is_given_what_it_leans_on(course: Any, leaky: Exercise, tmp_path: Path) -> None:
    earlier = load_exercise(course.exercises / "sample" / "sharp")
    function = next(iter(earlier.functions))
    exercise = replace(leaky, earlier=(earlier,))
    path = tmp_path / "mine.py"
    path.write_text(RIGHT)
    assert [cell.id for cell in read_single(path, exercise, NOWHERE).cells] == ["setup", "sample/sharp", "leaky"]
    path.write_text(f"def {function}(x):\n    return 2 * x\n{RIGHT}")
    assert [cell.id for cell in read_single(path, exercise, NOWHERE).cells] == ["setup", "leaky"]


def test_a_python_file_may_call_what_stands_above_it_in_the_notebook(
    course: Any, leaky: Exercise, tmp_path: Path
) -> None:
    first, second = sorted((leaky, load_exercise(course.exercises / "sample" / "sharp")), key=lambda one: one.number)
    assert first.number < second.number
    path = tmp_path / "mine.py"
    path.write_text(f"def mine(x):\n    return {next(iter(first.functions))}(x)\n")
    assert [cell.id for cell in read_single(path, second, NOWHERE).cells] == ["setup", first.key, second.name]
    path.write_text(f"def mine(x):\n    return {next(iter(second.functions))}(x)\n")
    assert [cell.id for cell in read_single(path, first, NOWHERE).cells] == ["setup", first.name]


def test_a_python_file_that_is_no_text_gets_a_sentence(leaky: Exercise, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_bytes(b"x = '\xe9'")
    with pytest.raises(UnreadableSubmission, match="mine.py is not text"):
        read_single(path, leaky, NOWHERE)
