"""The last cell of a notebook: which checks pass, which fail, what is still to write, what is graded by hand."""

from __future__ import annotations

from collections.abc import Sequence

from course.audience import audience, notebook_file
from course.checks.ledger import results
from course.summary.anew import run_anew
from course.summary.notebook import check_titles
from course.summary.table import Table

__all__ = ["run_anew", "summary"]


def summary(by_hand: Sequence[str] = ()) -> None:
    """Show what the checks of this notebook have said last; does nothing in grading.

    A person gets a button that runs the notebook from its file, in a Python that remembers nothing: what works only
    with names that are left over from cells long changed does not work there.

    Args:
        by_hand: questions that a person will grade.
    """
    looking = audience()
    if looking == "nobody":
        return
    from IPython.display import display

    path = notebook_file()
    titles = check_titles(path) if path else ()
    display(Table(titles, results(), tuple(by_hand)))
    if looking == "person" and path is not None:
        from course.summary.button import button

        display(button(path))
