"""Cells that were split, merged, moved, copied, deleted, or have lost their marks."""

from __future__ import annotations

from .model import BACKWARD, FORWARD, GRAPH, KERNEL, LINEAR, NOTHING, WRONG, Cell, Work, copy_of, odd


@odd()
def cell_split(work: Work) -> None:
    """Splits the solution cell in JupyterLab: both halves carry its mark."""
    work.write(FORWARD)
    work.below(work.solution(), copy_of(work.solution(), BACKWARD))


@odd()
def cell_split_below_its_head(work: Work) -> None:
    """Splits off the imports and a constant that both functions need."""
    work.write(LINEAR.replace("axis=0", "axis=EXAMPLES"))
    work.above(work.solution(), copy_of(work.solution(), "EXAMPLES = 0"))


@odd()
def cell_merged_with_its_check(work: Work) -> None:
    """Merges the solution cell with the check cell below it."""
    work.write(f"{LINEAR}\n\n\n{work.check()['source']}")
    work.remove(work.check())


@odd()
def solutions_merged(work: Work) -> None:
    """Merges two solution cells into the first and deletes the second."""
    work.write(f"{GRAPH}\n\n\n{LINEAR}", "toy_graph")
    work.remove(work.solution())


@odd()
def old_attempt_kept_above(work: Work) -> None:
    """Copies the cell before the second attempt and keeps the first one above it."""
    work.above(work.solution(), copy_of(work.solution(), WRONG))


@odd()
def new_attempt_in_a_copy_below(work: Work) -> None:
    """The same, but the copy below is where the student goes on."""
    work.write(WRONG)
    work.below(work.solution(), copy_of(work.solution(), LINEAR))


@odd()
def new_attempt_in_an_own_cell_below(work: Work) -> None:
    """Leaves the first attempt where it is and writes the second into a new cell."""
    work.write(WRONG)
    work.below(work.solution(), LINEAR)


@odd(earns=KERNEL)
def last_attempt_is_the_wrong_one(work: Work) -> None:
    """Has it right, tries something else in a copy of the cell, and leaves that standing above the check."""
    work.below(work.solution(), copy_of(work.solution(), WRONG))


@odd()
def starter_left_above(work: Work) -> None:
    """Works in a copy; the untouched starter stays above it."""
    work.above(work.solution(), copy_of(work.solution(), work.starter()))


@odd()
def starter_left_below(work: Work) -> None:
    """Works in a copy; the untouched starter stays below it, above the check."""
    work.below(work.solution(), copy_of(work.solution(), work.starter()))


@odd()
def copy_became_an_experiment(work: Work) -> None:
    """Pastes the solved cell below the check and plays with it there, mark and all."""
    work.below(work.check(), copy_of(work.solution(), WRONG))


@odd()
def answer_in_an_added_cell(work: Work) -> None:
    """Leaves the starter alone and answers in a new cell between it and the check."""
    work.write(work.starter())
    work.below(work.solution(), LINEAR)


@odd()
def answer_below_its_check(work: Work) -> None:
    """Leaves the starter alone and answers below the check."""
    work.write(work.starter())
    work.below(work.check(), LINEAR)


@odd(earns=NOTHING)
def answer_above_the_untouched_starter(work: Work) -> None:
    """Answers in a new cell above the starter, which takes the answer's place when the notebook is run."""
    work.above(work.solution(), LINEAR)
    work.write(work.starter())


@odd()
def solution_cell_deleted(work: Work) -> None:
    """Deletes the solution cell and answers in a cell of its own."""
    work.above(work.solution(), LINEAR)
    work.remove(work.solution())


@odd()
def solution_cell_deleted_answer_in_two(work: Work) -> None:
    """Deletes the solution cell and answers in two cells, a function in each."""
    work.above(work.solution(), FORWARD, BACKWARD)
    work.remove(work.solution())


@odd()
def solution_cell_deleted_answer_as_lambdas(work: Work) -> None:
    """Deletes the solution cell and answers in a cell without a single `def`."""
    forward = "linear_forward = lambda x, W, b: (x @ W.T + b, (x, W))"
    backward = "linear_backward = lambda dz, cache: (dz @ cache[1], dz.T @ cache[0], dz.sum(0))"
    work.above(work.solution(), f"{forward}\n{backward}")
    work.remove(work.solution())


@odd()
def solution_cell_moved_to_the_end(work: Work) -> None:
    """Drags the solution cell below everything else."""
    cell = work.solution()
    work.remove(cell)
    work.at_end(cell)


@odd()
def check_moved_above_its_solution(work: Work) -> None:
    """Drags the check to the top of its exercise."""
    check = work.check()
    work.remove(check)
    work.above(work.solution(), check)


@odd("dropout")
def another_order(work: Work) -> None:
    """Does the last exercise first, above the others, and later uses what was defined there."""
    _move_up(work, work.solution("dropout"), work.check("dropout"))
    work.below(work.check("dropout"), "def add_up(values):\n    return values.sum(axis=0)")
    work.write(LINEAR.replace("dz.sum(axis=0)", "add_up(dz)"))


@odd()
def another_order_that_matters(work: Work) -> None:
    """The same; what was defined there is needed at once where it is used."""
    _move_up(work, work.solution("dropout"), work.check("dropout"))
    work.below(work.solution("dropout"), "EXAMPLES = 0")
    work.write("def examples(values, axis=EXAMPLES):\n    return values.sum(axis)\n\n\n" + LINEAR)


@odd()
def check_deleted(work: Work) -> None:
    """Deletes the check once it passes."""
    work.remove(work.check())


@odd()
def all_checks_deleted(work: Work) -> None:
    """Deletes every check."""
    for exercise in work.right:
        work.remove(work.check(exercise))


@odd()
def check_pasted_below_the_second_attempt(work: Work) -> None:
    """Fails, writes a second attempt below, and pastes the check below that."""
    work.write(WRONG)
    work.below(work.check(), LINEAR, copy_of(work.check(), work.check()["source"]))


@odd()
def check_pasted_at_the_end(work: Work) -> None:
    """Pastes the check at the end of the notebook to see it pass once more."""
    work.at_end(copy_of(work.check(), work.check()["source"]))


@odd(earns=KERNEL)
def check_edited(work: Work) -> None:
    """Comments out what fails in the check, in an editor that lets one."""
    work.write(WRONG)
    work.check()["source"] = "# checks.assert_close(db, ...)\nprint('passes')"


@odd()
def setup_edited(work: Work) -> None:
    """Adds an import to the locked setup cell, in an editor that lets one."""
    work.marked("setup")["source"] += "\nfrom numpy import matmul, transpose"
    work.write(LINEAR.replace("x @ W.T", "matmul(x, transpose(W))"))


@odd()
def setup_deleted(work: Work) -> None:
    """Deletes the setup cell; the kernel of that day had run it already."""
    work.write(LINEAR.replace("dz.sum(axis=0)", "np.sum(dz, axis=0)"))
    work.remove(work.marked("setup"))


@odd()
def solution_became_markdown(work: Work) -> None:
    """Presses M once too often after the cell had run."""
    _turn_into(work.solution(), "markdown")


@odd()
def solution_became_raw(work: Work) -> None:
    """Presses R once too often after the cell had run."""
    _turn_into(work.solution(), "raw")


@odd()
def marks_removed(work: Work) -> None:
    """Works in an editor that drops the metadata of every cell."""
    for cell in work.cells:
        cell["metadata"] = {}


@odd()
def marks_of_solutions_removed(work: Work) -> None:
    """Cuts each solution cell and pastes its text into a new one."""
    for exercise in work.right:
        work.solution(exercise)["metadata"] = {}


@odd()
def cell_ids_missing(work: Work) -> None:
    """Works in an editor of before nbformat 4.5."""
    for cell in work.cells:
        cell.pop("id", None)
    work.notebook["nbformat_minor"] = 2


@odd()
def metadata_null(work: Work) -> None:
    """Works in an editor that writes null where there is no metadata."""
    work.above(work.solution(), "import math")
    work.cells[work.number(work.solution()) - 2]["metadata"] = None


@odd()
def empty_cells(work: Work) -> None:
    """Leaves empty cells in the middle and at the end."""
    work.below(work.solution(), "", "\n", "   ")
    work.at_end("", "", "")


def _move_up(work: Work, *cells: Cell) -> None:
    for cell in cells:
        work.remove(cell)
    work.below(work.marked("setup"), *cells)


def _turn_into(cell: Cell, kind: str) -> None:
    cell["cell_type"] = kind
    del cell["outputs"], cell["execution_count"]
