"""What messages look up in a student's cells is looked up once, and not in text without end."""

from __future__ import annotations

import pytest

from autograder.grading import notebook
from autograder.grading.explain import about_cells
from autograder.grading.notebook import Notebook
from autograder.reading.parsing import IN_ALL
from autograder.sandbox.backend import Cell, CellResult, StudentFault
from autograder.sandbox.inside.bounds import MAX_TEXT
from autograder.sandbox.limits import Limits
from autograder.spec import EXERCISES, load_exercise


def test_each_cell_is_read_once_and_not_all_of_a_hundred_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message for each criterion looks for the name that is missing, and no clock runs meanwhile."""
    cells = [Cell("first", "def helper():\n    pass", own=True)]
    cells += [Cell(f"cell-{n}", f"x{n} = 1\n" * (MAX_TEXT // 10), own=True) for n in range(30)]
    looked, defined = list[str](), notebook.defined_names

    def look(source: str) -> frozenset[str]:
        looked.append(source)
        return defined(source)

    monkeypatch.setattr(notebook, "defined_names", look)
    student = Notebook(cells)
    for _ in range(20):
        assert [cell.id for cell in student.defining("helper")] == ["first"]
    assert len(looked) == len(set(looked))
    assert sum(map(len, looked)) <= IN_ALL


def test_few_of_the_cells_that_were_stopped_are_named() -> None:
    """Which of a thousand cells stop is a message of a thousand bits."""
    exercise = load_exercise(EXERCISES / "backprop" / "toy_graph")
    cells = [Cell(f"cell-{n}", f"raise MemoryError({n})", own=True) for n in range(1000)]
    student = Notebook([*cells, Cell("", "", check_of=exercise.name)])
    fault = StudentFault("MemoryError", 1, None, "", "memory")
    notes = []
    for stopped in (cells[::2], cells[:501]):
        student.fared([CellResult(cell, fault) for cell in stopped])
        notes.append(about_cells(exercise, student, Limits()))
    assert "cell 0 (" in notes[0]
    assert all(len(note) < 2_000 for note in notes)
