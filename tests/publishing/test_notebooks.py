"""The source notebooks as they are written, and as they run from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.spec import find_assignments, load_assignment
from autograder.spec.cell_ids import check_id
from tests.conftest import CHECKOUT

NO_PROSE = re.compile(r"\s*(\$\$|\||<|#|$)")  # formulas, tables, HTML and headings
NUMBER = re.compile(r"\s*(> |- |\d+\. |\*\*\d+\.\*\* )*")
SPAN = re.compile(r"\$[^$]+\$|`[^`]+`|\"[^\"]*\"")  # a full stop in here ends nothing
SENTENCE_END = re.compile(r"[.?!][*_)]*\s+(?!\*\(\d)[A-Z*(_]")
HOURS = re.compile(r"(\w+)(?: to (\w+))? hours")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
HINT = re.compile(r"<details><summary><b>Hint</b>: [^`]+</summary>")

per_assignment = pytest.mark.parametrize("assignment", find_assignments())


def notebook_of(assignment: str) -> nbformat.NotebookNode:
    return nbformat.read(CHECKOUT / "source" / assignment / f"{assignment}.ipynb", as_version=4)


def texts(assignment: str) -> dict[str, list[str]]:
    """The lines of each text cell."""
    return {cell.id: cell.source.split("\n") for cell in notebook_of(assignment).cells if cell.cell_type == "markdown"}


def prose(lines: list[str]) -> Iterator[str]:
    in_formula = False
    for line in lines:
        if line.count("$$") == 1:
            in_formula = not in_formula
        elif not in_formula and not NO_PROSE.match(line):
            yield line


@per_assignment
def test_a_line_holds_one_sentence(assignment: str) -> None:
    """So that a change of a sentence is a change of a line."""
    for name, lines in texts(assignment).items():
        plain = {line: SPAN.sub("X", NUMBER.sub("", line, count=1)) for line in prose(lines)}
        assert [line for line, text in plain.items() if SENTENCE_END.search(text)] == [], name


@per_assignment
def test_hints_look_alike(assignment: str) -> None:
    for name, lines in texts(assignment).items():
        hints = [line for line in lines if "<details" in line]
        assert [line for line in hints if not HINT.fullmatch(line)] == [], name
        assert [line for line in lines if "<code>" in line and line not in hints] == [], name


@per_assignment
def test_it_opens_with_the_time_that_it_takes(assignment: str) -> None:
    """As docs/assignment.md reckons it, to half an hour."""
    cells = notebook_of(assignment).cells
    words = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    solutions = [text for cell in cells for text in SOLUTION.findall(cell.source)]
    lines = sum(1 for text in solutions for line in text.split("\n") if line.strip())
    written = sum(
        cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("grade", False) for cell in cells
    )
    exercises = len(load_assignment(assignment).exercises)
    hours = (words / 150 + 3 * exercises + 2 * lines + 20 * written) / 60
    least, most = HOURS.search("".join(cell.source for cell in cells[:2])).groups()
    assert NUMBERS[least] - 0.5 <= hours <= NUMBERS[most or least] + 0.5


@per_assignment
def test_a_solved_notebook_runs_from_top_to_bottom(
    assignment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    notebook = notebook_of(assignment)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    printed = {cell.id: "".join(out.get("text", "") for out in cell.get("outputs", [])) for cell in notebook.cells}
    for exercise in load_assignment(assignment).exercises:
        assert f"✓ {exercise.title}: the visible checks pass\n" in printed[check_id(exercise.name)]
