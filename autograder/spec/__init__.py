"""An exercise: its folder, its solution as cells, its known-wrong variants as edits of that solution."""

from autograder.spec.exercise import EQUIVALENT, Assignment, Exercise
from autograder.spec.folders import (
    EXERCISES,
    exercises_folder,
    find_assignments,
    find_exercises,
    load_assignment,
    load_exercise,
)

__all__ = ["EQUIVALENT", "EXERCISES", "Assignment", "Exercise", "exercises_folder", "find_assignments"]
__all__ += ["find_exercises", "load_assignment", "load_exercise"]
