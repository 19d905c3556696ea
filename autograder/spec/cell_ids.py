"""How a cell of a notebook is joined to its exercise: by nbgrader's `grade_id`, and by nothing else."""

from __future__ import annotations

__all__ = ["GIVEN", "check_id", "exercise_of_check", "solution_id"]

GIVEN = "given"  # the locked cell with what earlier assignments have built
_CHECK = "-check"


def solution_id(exercise: str) -> str:
    """Of the cell in which students write, from the exercise's name or key."""
    return exercise.rpartition("/")[2]


def check_id(exercise: str) -> str:
    """Of the cell that carries the points, from the exercise's name or key."""
    return solution_id(exercise) + _CHECK


def exercise_of_check(grade_id: str) -> str | None:
    """The exercise whose check cell this is; None for any other cell."""
    return grade_id.removesuffix(_CHECK) if grade_id.endswith(_CHECK) else None
