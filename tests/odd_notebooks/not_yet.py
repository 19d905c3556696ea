"""What the grader does not do yet: test -> case -> what it does today.

Each entry specifies something to be built. The test of a case that is listed here must fail: whoever builds the
mechanism has to take the entry away.
"""

from __future__ import annotations

# The suites themselves refuse what the visible check accepts, in the box and out of it.
SUITES = {
    "list_for_a_pair": "of a list in place of the tuple nothing stays in the box by itself: got one value",
    "map_for_a_tuple": "a map is not unpacked: got one value",
    "generator_for_a_tuple": "the test asks for a tuple, a list or an array",
    "python_numbers_in_an_array": "an array of objects is no plain value",
}

GRADING = {
    # Exercises are graded in the state at the end of the notebook, not in that of their check.
    "function_redefined_later": "the last definition in the notebook is graded",
    "function_redefined_later_by_assignment": "the last definition in the notebook is graded",
    "function_deleted_later": "what is deleted below its check is missing",
    "helper_name_used_twice": "the helper is the one of a later exercise",
    "constant_used_twice": "the constant is the one of a later cell",
    "builtin_shadowed_later": "`sum` is the number of a later cell",
    "numpy_shadowed_later": "`np` is the number of a later cell",
    "numpy_raises": "np.seterr of a later cell is in force",
    # The notebook is put in the order of its source, one cell for each mark, in place of being run as it is.
    "cell_split": "of two cells with one mark the first counts",
    "cell_split_below_its_head": "of two cells with one mark the first counts",
    "old_attempt_kept_above": "of two cells with one mark the first counts",
    "new_attempt_in_a_copy_below": "of two cells with one mark the first counts",
    "last_attempt_is_the_wrong_one": "of two cells with one mark the first counts: more than the kernel shows",
    "solutions_merged": "the starter of the deleted cell runs below the answer",
    "solution_cell_deleted_answer_in_two": "the starter of the deleted cell runs below the answer",
    "solution_cell_deleted_answer_as_lambdas": "the starter of the deleted cell runs below the answer",
    "another_order_that_matters": "cells run in the order of the source",
    "setup_edited": "what was added to the setup cell is lost",
    # Limits are those of the whole notebook.
    "many_experiments": "the cells share one budget: no exercise earns a point, and each is told of an endless loop",
    # What the kernel takes, the box does not.
    "awaits": "SyntaxError: await outside function",
    "asks_in_the_solution_cell": "EOFError at `input`: the functions below it are missing",
    "saves_a_file": "OSError at `np.save`: the function below it is missing",
    "long_double": "not among the types that come back: a Handle",
}

MESSAGES = {
    "stub_left_above": "told that it is not written yet",
    "return_forgotten": "told of one value",
    "none_left": "told of names that NumPy has dropped",
    "unknown_keyword": "told of a type, often None from a missing return",
    "own_type": "told of a Handle",
    "dict_for_a_tuple": "told of one value",
    "import_that_fails_elsewhere": "told that some name is not defined; the cell that stopped is not named",
    "asks_in_the_solution_cell": "told of EOFError",
    "endless_loop_at_the_end": "nothing is told of an own cell",
    "endless_loop_between": "nothing is told of an own cell",
    "sleeps": "nothing is told of an own cell",
    "answer_above_the_untouched_starter": "told that it is not written yet, with the answer right above",
    "solution_became_markdown": "repaired without a word",
    "setup_edited": "repaired without a word",
    "check_edited": "repaired without a word",
}

NOT_YET = {
    "kernel": SUITES,
    "grade": SUITES | GRADING,
    "nbgrader": SUITES | GRADING,
    "try": SUITES | GRADING,
    "messages": MESSAGES,
}
