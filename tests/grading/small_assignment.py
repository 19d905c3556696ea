"""An assignment of two tiny exercises, of which the second uses the first."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from autograder.grading.grade import grade_cells
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import Exercise, load_assignment

DOUBLE = "def double(x):\n    return 2 * x"
SHIFT = "def shift(x):\n    return double(x) + 1, (x, 'cache')\n\n\ndef unshift(y, cache):\n    return (y - 1) / 2"
STARTER = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
FILES = {
    "first/exercise.toml": """
        title = "Twice"
        lectures = ["B1"]
        solution = ["solution.py"]
        [functions]
        double = "y"
        [points]
        test_double = 2
        """,
    "first/solution.py": '''
        def double(x):
            """Twice x."""
            return 2 * x
        ''',
    "first/test_hidden.py": '''
        from course.checks import assert_close
        def test_double(student, rng):
            """Twice x."""
            x = rng.normal(size=3)
            assert_close(student.double(x), 2 * x, name="y")
        ''',
    "first/misconceptions.py": '''
        class squared:
            """You square x."""
            edits = {"2 * x": "x * x"}
        ''',
    "second/exercise.toml": """
        title = "Shifted"
        lectures = ["B1"]
        solution = ["solution.py"]
        uses = ["first"]
        [functions]
        shift = "y, cache*"
        unshift = "x"
        [points]
        test_shift = 3
        test_unshift = 1
        """,
    "second/solution.py": '''
        def double(x):
            return 2 * x
        def shift(x):
            """Twice x, and one more."""
            return double(x) + 1, None
        def unshift(y, cache):
            """x again."""
            return (y - 1) / 2
        ''',
    "second/test_hidden.py": '''
        from course.checks import assert_close
        def test_shift(student, rng):
            """Twice x, and one more."""
            x = rng.normal(size=3)
            y, _ = student.shift(x)
            assert_close(y, 2 * x + 1, name="y")
        def test_unshift(student, rng):
            """x again."""
            x = rng.normal(size=3)
            _, cache = student.shift(x)
            assert_close(student.unshift(2 * x + 1, cache), x, name="x")
        ''',
    "second/misconceptions.py": '''
        class not_shifted:
            """You add nothing."""
            edits = {"double(x) + 1": "double(x)"}
        class two_added:
            """You add two."""
            edits = {"double(x) + 1": "double(x) + 2"}
        ''',
}


def make_assignment(folder: Path, **changes: str) -> tuple[Exercise, ...]:
    """Its exercises. `changes` are appended to assignment.toml as they are."""
    root = folder / "pair"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        (path.parent / "visible.py").write_text("", encoding="utf-8")
    lines = ['number = 1\ntitle = "Pair"\norder = ["first", "second"]', *changes.values()]
    (root / "assignment.toml").write_text("\n".join(lines), encoding="utf-8")
    return load_assignment("pair", folder).exercises


def check(exercise: str) -> Cell:
    return Cell(f"{exercise}-check", "", check_of=exercise)


def own(number: int, source: str) -> Cell:
    return Cell(f"cell-{number}", source, own=True)


def grade(cells: Sequence[Cell], exercises: Sequence[Exercise], box: Box) -> list[Report]:
    return grade_cells([Cell("setup", "import numpy as np"), *cells], exercises, box, seed=3)
