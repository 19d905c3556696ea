"""Odd notebooks of honest students, each with the score that its kernel would show.

A notebook is handed in with right answers and an oddity: a split cell, a magic, an endless experiment, a `map` in place
of a tuple. `chainrule grade`, `chainrule try` and nbgrader's Autograde must give the points that the student saw.

To add a case, write a function into the module of its kind:

    @odd("dropout")
    def seeds_everything(work: Work) -> None:
        \"\"\"Fixes every seed that there is.\"\"\"
        work.above(work.solution("toy_graph"), "np.random.seed(0)")

The docstring says what the student did. `work` is the released notebook with every exercise answered rightly; the
function changes it in place, or gives the file's content, or all files of the folder. The exercise in question
(`linear` where none is named) earns all of its points; with `earns=NOTHING` it earns none, with `earns=KERNEL` as many
as the kernel shows. `pytest tests/odd_notebooks -k NAME` grades that case alone.

    model        a case, and what can be done to a notebook
    cells, notation, experiments, libraries, machine, answers, files      the cases
    not_yet      what the grader does not do yet; each entry has to go once it does
    messages     what a student must be told
    kernel       the truth: IPython's own shell, stopping at every check cell
    scratch      the small course that they are handed in to
    ways         the three ways of grading
"""
