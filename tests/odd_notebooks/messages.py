"""What a student must be told: case -> what stands in a sentence, in the class table or on the page."""

from __future__ import annotations

from autograder.batch.jobs import Graded

NEVER = ("Handle", "of type code", "got one value")  # the grader's own types, and None or a dict without its name
MESSAGES: dict[str, tuple[str, ...]] = {
    # the answer
    "stub_left_above": ("raise NotImplementedError()", "line 3"),
    "line_that_is_no_python": ("SyntaxError", "line 5", "expected ':'"),
    "fence_pasted": ("SyntaxError", "line 1"),
    "zero_width_space": ("SyntaxError", "U+200B"),
    "return_forgotten": ("linear_forward", "None"),
    "none_left": ("None",),
    "unknown_keyword": ("keepdim",),
    "own_type": ("Output",),
    "dict_for_a_tuple": ("dict",),
    # a cell that stopped
    "import_that_fails": ("torch", "line 1", "what the course brings"),
    "file_of_another_day": ("weights.npy", "line 1", "the notebook itself writes"),
    "import_that_fails_elsewhere": ("add_up", "cell 2", "torch"),
    "import_from_colab": ("google", "line 1"),
    "asks_in_the_solution_cell": ("input()",),
    # a cell of the student's own that was given up; the exercises are not blamed for it
    "endless_loop_at_the_end": ("cell 8",),
    "endless_loop_in_a_function": ("cell 10", "has to wait"),
    "endless_loop_in_a_helper": ("cell 8", "has to wait"),
    "endless_iterator_at_the_end": ("cell 8", "computed longer"),
    "sleeps_at_the_end": ("cell 8", "waited longer"),
    "endless_loop_between": ("cell 4",),
    "sleeps": ("cell 4",),
    # the notebook
    "answer_above_the_untouched_starter": ("cell 4", "starter"),
    "solution_became_markdown": ("linear", "Markdown"),
    "marks_of_solutions_removed": ("'linear'", "had lost its mark", "cell 4"),
    "starter_left_above": ("'linear'", "2 times"),
    "setup_edited": ("setup",),
    "check_edited": ("linear-check",),
    # the file
    "format_3": ("old format 3",),
    "renamed": ("odd-Copy1.ipynb", "renamed"),
    "downloaded_twice": ("odd (1).ipynb", "renamed"),
    "work_in_a_copy": ("odd-Copy1.ipynb",),
    "text_added_to_the_name": ("odd.ipynb.txt",),
}
# What ends, or waits for an answer, is not said to have been stopped.
ENDS = ("long_loop_at_the_end", "loop_with_a_break_at_the_end", "asks_at_the_end", "many_experiments")


def told(graded: Graded) -> str:
    """All that a student reads: why there is no score, what was repaired, and every report's words."""
    words = [graded.failure, *graded.problems]
    for report in graded.reports:
        words += [report.note, *(criterion.message for criterion in report.criteria)]
        words += [report.diagnosis.message] if report.diagnosis else []
    return "\n".join(words)
