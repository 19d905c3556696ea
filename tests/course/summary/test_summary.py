"""What the last cell of a notebook shows, and what running it anew finds."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course.checks.ledger import Result
from course.summary.anew import run_anew
from course.summary.button import button
from course.summary.notebook import check_titles
from course.summary.table import LONGEST, Table

CHECK = "@checks.check_cell('{}')\ndef check_it():\n    {}"
CELLS = (
    "import os, sys\nfrom course import checks, widgets\nold = {}",
    "%config InlineBackend.figure_format = 'png'\nwidgets.graph_stepper()",
    "def one(): return 1\ndef starter(): raise NotImplementedError()",
    CHECK.format("One", "assert one() == 1, 'one'"),
    CHECK.format("Two", "checks.assert_close(one(), 2, 'one', lecture='B4')"),
    CHECK.format("Three", "starter()"),
    CHECK.format("Four", "left_over()"),
    "left_over()",
    "this is no Python",
    "print('to the end', file=sys.stderr)",
)


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook in which one name is missing."""
    path = tmp_path / "a notebook.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# checks"), *cells]), path)
    return path


def test_the_titles_are_read_from_the_file(notebook: Path) -> None:
    assert check_titles(notebook) == ("One", "Two", "Three", "Four")


def test_a_name_that_is_left_over_is_not_there_anew(notebook: Path) -> None:
    before = notebook.read_bytes()
    anew = run_anew(notebook)
    assert {title: result.state for title, result in anew.results.items()} == {
        "One": "passes",
        "Two": "fails",
        "Three": "to write",
        "Four": "fails",
    }
    assert anew.results["Four"].words.startswith("name 'left_over' is not defined.")
    assert [first for first, _ in anew.stopped] == ["left_over()", "this is no Python"]
    assert anew.stopped[0][1] == "NameError: name 'left_over' is not defined"
    assert notebook.read_bytes() == before
    assert [path.name for path in notebook.parent.iterdir()] == [notebook.name]


@pytest.mark.parametrize(
    ("source", "words"), [("while True: pass", "still running after 2 s"), ("import os; os._exit(3)", "Python ended")]
)
def test_a_notebook_that_does_not_end_or_ends_python_is_told(source: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), path)
    with pytest.raises(RuntimeError, match=words):
        run_anew(path, patience_s=2 if "while" in source else 60)


def test_the_button_shows_what_came_of_it(notebook: Path) -> None:
    box = button(notebook)
    (row, below) = box.children
    (press,) = row.children
    assert "as it is saved" in below.value
    press.click()
    assert "1 of 4 checks pass." in below.value
    assert "<code>left_over()</code>: NameError" in below.value
    assert not press.disabled
    notebook.unlink()
    press.click()
    assert "It could not be run" in below.value


def test_a_table_has_all_checks_and_what_is_graded_by_hand() -> None:
    results = {
        "Two": Result("fails", "dW is wrong. (lectures B4)"),
        "One": Result("passes"),
        "Own": Result("to write", "…"),
    }
    table = Table(("One", "Two", "Three"), results, ("Question A",))
    assert repr(table).splitlines() == [
        "1 of 4 checks pass.",
        "✓ passes          One",
        "✗ fails           Two: dW is wrong. (lectures B4: Backward through a linear layer)",
        "· not run         Three",
        "○ still to write  Own",
        "✎ graded by hand  Question A",
    ]


def test_a_long_message_is_cut_and_escaped() -> None:
    table = Table((), {"<One>": Result("fails", "word " * 100)})
    assert len(table.rows[0][2]) <= LONGEST + 1
    assert "&lt;One&gt;" in table._repr_html_()


def test_importing_it_costs_no_ipywidgets() -> None:
    code = "import sys, course.summary; print({'matplotlib', 'ipywidgets', 'IPython'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "set()"
