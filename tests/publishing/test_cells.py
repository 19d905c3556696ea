"""An exercise's folder as cells of a notebook."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from autograder.errors import SpecError
from autograder.publishing.cells import check_cell

BODY = """\
# Worked out by hand.
h = leaky_relu(np.array([-2.0, 3.0]))


class Slope:
    at = "a # b"

    def __call__(self):
        return self.at


for name in ("h",):
    checks.assert_close(h, np.array([-0.02, 3.0]), name=name)
"""
CELL = """\
from course import checks


@checks.check_cell("Leaky \\"ReLU\\" – α")
def check_leaky():
    # Worked out by hand.
    h = leaky_relu(np.array([-2.0, 3.0]))

    class Slope:
        at = "a # b"

        def __call__(self):
            return self.at

    for name in ("h",):
        checks.assert_close(h, np.array([-0.02, 3.0]), name=name)"""


def test_a_check_cell_is_a_function_made_of_the_body(exercise):
    (exercise.folder / "visible.py").write_text(BODY)
    assert check_cell(dataclasses.replace(exercise, title='Leaky "ReLU" – α')).source == CELL


def test_a_check_runs_at_once_and_leaves_no_name_behind(exercise, capsys):
    (exercise.folder / "visible.py").write_text(BODY)
    names = {"np": np, "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x)}
    before = {*names, "__builtins__"}
    exec(check_cell(exercise).source, names)
    assert set(names) - before == {"checks", "check_leaky"}
    assert capsys.readouterr().out == "✓ Leaky ReLU: the visible checks pass\n"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('x = 1\ny = """one\ntwo"""\n', "visible.py: line 2: has a string over several lines; write it in one line"),
        ('x = 1\ny = f"""one\n{x}"""\n', "visible.py: line 2: has a string over several lines"),
        ('def f():\n    """One.\n\n    Two.\n    """\n', "visible.py: line 1: has a string over several lines"),
        ('x = "one\\\ntwo"\n', "visible.py: line 1: has a string over several lines"),
        ("x = 1\ny = (\n", "visible.py: line 2: not valid Python: '(' was never closed"),
        ("# nothing yet\n", "visible.py: no statement in it"),
    ],
)
def test_a_body_that_would_not_stay_what_it_is_is_refused(exercise, body, says):
    (exercise.folder / "visible.py").write_text(body)
    with pytest.raises(SpecError) as raised:
        check_cell(exercise)
    assert says in str(raised.value)


def test_a_string_that_merely_goes_on_in_the_next_line_is_fine(exercise):
    body = 'hint = (\n    "one "\n    f"{2}"\n)\n'
    (exercise.folder / "visible.py").write_text(body)
    assert check_cell(exercise).source.endswith('    hint = (\n        "one "\n        f"{2}"\n    )')
