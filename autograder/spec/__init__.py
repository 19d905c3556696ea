"""An exercise: its folder, its solution as cells, its known-wrong variants as edits of that solution."""

from autograder.spec.exercise import Assignment, Exercise
from autograder.spec.folders import (
    EXERCISES,
    exercises_folder,
    find_assignments,
    find_exercises,
    load_assignment,
    load_exercise,
)

__all__ = ["EXERCISES", "Assignment", "Exercise", "exercises_folder", "find_assignments", "find_exercises"]
__all__ += ["load_assignment", "load_exercise"]
