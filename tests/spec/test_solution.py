"""The reference's source as notebook cells."""

from __future__ import annotations

from autograder.spec.solution import plain_source, solution_cell, starter_source


def run(source):
    namespace = {}
    exec("import numpy as np\n" + source, namespace)
    return namespace


def test_the_three_renderings(exercise):
    cell = solution_cell(exercise)
    assert (
        cell.index("Returns:")
        < cell.index("### BEGIN SOLUTION")
        < cell.index("np.where")
        < cell.index("### END SOLUTION")
    )
    assert "SOLUTION" not in plain_source(exercise)
    assert "np.where" not in starter_source(exercise)
    assert "raise NotImplementedError()" in starter_source(exercise)
    assert run(plain_source(exercise))["leaky_relu"](-2.0) == -0.02


def test_decorators_stay_behind_and_classes_come_along(exercise):
    (exercise.folder / "solution.py").write_text(
        'import functools\n\n\n@functools.cache\ndef leaky_relu(x):\n    """Doc."""\n    # why\n    return x\n\n\n'
        'class Stopper:\n    """Counts."""\n\n    def __init__(self):\n        self.n = 0\n\n    def update(self):\n'
        '        """One more."""\n        self.n += 1\n        return self.n\n'
    )
    toml = exercise.folder / "exercise.toml"
    toml.write_text(toml.read_text().replace('leaky_relu = "h"', 'leaky_relu = "h"\nStopper = ""'))
    from autograder.spec import load_exercise

    changed = load_exercise(exercise.folder)
    cell = solution_cell(changed)
    assert "functools" not in cell
    assert cell.count("### BEGIN SOLUTION") == 3
    assert "    # why" in cell
    stopper = run(plain_source(changed))["Stopper"]()
    assert (stopper.update(), stopper.update()) == (1, 2)
