"""What stopped a student's code, in words that say what, where and what next. What a hidden test saw stays hidden.

Of an exception's own text nothing is repeated but names that stand in the student's notebook anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from autograder.grading.misuse import about_misuse, about_star
from autograder.grading.notebook import Notebook, function_around, is_followed_by_code, line_of
from autograder.grading.student import NotWritten, StudentError, missing_name
from autograder.sandbox.backend import Cell, StudentFault
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise

__all__ = ["about_cells", "about_shapes", "explain"]

IN_THE_BOX = {  # what is there in a student's kernel and not while grading
    "FileNotFoundError": "While it is graded there are no programs, and no files but what the notebook itself writes.",
    "ModuleNotFoundError": "While it is graded there are only NumPy, Python's own modules, what the course brings and "
    "what the notebook itself writes: write it with these.",
}
HINTS = IN_THE_BOX | {
    "NameError": "A name used there is not defined in this notebook: define it in the cell, or run the notebook from "
    "the top in a fresh kernel to see it.",
    "UnboundLocalError": "A variable there has no value yet: it gets one further down or in another branch.",
    "AttributeError": "The object there has no such attribute. Old tutorials use names that NumPy has dropped, such as "
    "np.product or np.float.",
    "TypeError": "A value there has a type that the operation does not take, often None from a missing return.",
    "ValueError": "Mostly shapes that do not fit: print the shapes of the operands on that line.",
    "IndexError": "An index there is outside the array: try an input of another shape.",
    "KeyError": "A dictionary there has no such key.",
    "ZeroDivisionError": "There is a division by zero.",
    "RecursionError": "The function calls itself without an end, or too often for Python: a loop has no limit.",
    "OverflowError": "A number there gets too large, as exp does above 709: which form takes exp of no such number?",
    "SyntaxError": "Python cannot read the cell.",
}
KINDS = {
    "timeout": "ran longer than it may{place}. Look for a loop that does not end.",
    "asleep": "waited longer than it may{place}. Nothing in an exercise has to wait.",
    "spent": "was not called any more: the calls before it had used up the time that one exercise has.",
    "memory": "asked for more memory than it may{place}. Look at the shapes of what it builds.",
    "died": "brought its process down.",
    "output": "printed or returned more than it may.",
    "unplain": "returned something that is not made of numbers, arrays, tuples and dicts.",
}
NONE = "A value there is None: a None of the starter that is still to be replaced, a function without a return, or a "
NONE += "cache that is None."
SIGNATURE = "{} does not take the arguments that it is called with: keep its first line as it was released."
KEYWORD = "The function that is called there knows no `{}=`. Its documentation says what its arguments are called."
LARGEST = "np.{0} looks for one entry along an axis; of two values, entry by entry, it is np.{0}imum."
EITHER = "{0} cannot compare arrays; entry by entry it is np.{0}imum."
TRUTH = "An if, and, or, not there meets a whole array, which is neither true nor false: use np.where, & or |."
UNFIT = "What your code returned does not fit where this test goes on to compute with it ({}): look at its type and "
UNFIT += "shape, and at the criteria that ask for it alone."
STUB = "raise NotImplementedError"
LEFT_OVER = "{} still has the starter's `raise NotImplementedError()`{}, above your answer, which is never reached: "
LEFT_OVER += "delete that line."
TAKEN_PLACE = "{} is not written yet. {} defines it, but the untouched starter in {} stands below and takes its place: "
TAKEN_PLACE += "write the answer there."
STOPPED = "{} was stopped: {}. That costs no points; what it was to define is not there."
OTHERS = "So were other cells of your own."
ENDLESS = "{} was stopped: {}. That costs no points, but whoever runs the whole notebook has to wait for it."
# np.max(0, x) or np.max(x, 0.0), which is the largest of each column
LARGEST_OF_ZERO = re.compile(r"\b(?:np|numpy)\.a?(max|min)\((?:0(?:\.0*)?\s*,|[^()\n]{1,80},\s*0(?:\.0*)?\s*\))")
READS = re.compile(r"(?<![\w.])input[ \t]*\(")
MOST_STOPPED = 8


def explain(error: StudentError, exercise: Exercise, notebook: Notebook) -> str:
    """Why a call has no value."""
    fault, place = error.fault, notebook.place(error.fault, exercise)
    if isinstance(error, NotWritten):
        return _not_written(error, exercise, notebook)
    if fault.kind == "returns":
        return fault.message
    name = error.function or function_around(fault) or "Your code"
    if fault.kind in KINDS:
        return f"{name} {KINDS[fault.kind].format(place=place)} {_what_is_fast(fault, exercise)}".strip()
    if _is_about_arguments(fault):
        return SIGNATURE.format(name)
    if not error.function and fault.cell is None:
        return UNFIT.format(fault.type)
    hint = next((text for sentence in SENTENCES if (text := sentence(fault, exercise, notebook))), "")
    return f"{name} raised {fault.type}{place}. {hint or HINTS.get(fault.type, '')}".strip()


def _what_is_fast(fault: StudentFault, exercise: Exercise) -> str:
    return exercise.too_slow if fault.kind in ("timeout", "spent") else ""


def about_cells(exercise: Exercise, notebook: Notebook, limits: Limits) -> str:
    """What has to be said about the cells of an exercise, and about the student's own down from the check before it."""
    below = _endless(exercise, notebook, limits)
    return " ".join([*_own_cells(exercise, notebook), *_stopped(exercise, notebook, limits), *below])


def about_shapes(message: str, exercise: Exercise, notebook: Notebook) -> str:
    """The slip in the exercise's own cell that makes such a shape; "" where there is none."""
    if "dimension" not in message and "shape" not in message:
        return ""
    for cell in notebook.of_exercise(exercise):
        if found := LARGEST_OF_ZERO.search(cell.source):
            return LARGEST.format(found[1])
    return ""


def _stopped(exercise: Exercise, notebook: Notebook, limits: Limits) -> Iterator[str]:
    """The first few: each says yes or no, and a thousand of them could say what a hidden test has asked."""
    own = [(cell, notebook.faults.get(cell)) for cell in _between_checks(exercise, notebook) if cell.own]
    stopped = [(cell, fault) for cell, fault in own if fault is not None and fault.kind != "exception"]
    for cell, fault in stopped[:MOST_STOPPED]:
        yield STOPPED.format(_first_upper(notebook.name(cell, exercise)), _why(fault, limits))
    if len(stopped) > MOST_STOPPED:
        yield OTHERS


def _endless(exercise: Exercise, notebook: Notebook, limits: Limits) -> Iterator[str]:
    """The cell below the last check that does not end, told where that check is."""
    found = notebook.endless.get(exercise.name)
    if found and found.error:
        yield ENDLESS.format(_first_upper(notebook.name(found.cell, exercise)), _why(found.error, limits))


def _why(fault: StudentFault, limits: Limits) -> str:
    return {
        "timeout": f"it computed longer than the {limits.cell_s:g} seconds that a cell may",
        "asleep": f"it waited longer than the {limits.idle_s:g} seconds that a cell may",
        "spent": f"your own cells had used up the {limits.cells_s:g} seconds that they have together",
        "memory": f"it asked for more than the {limits.memory_mb:,} MB that there are",
    }.get(fault.kind, "it brought its process down and was left out")


def _own_cells(exercise: Exercise, notebook: Notebook) -> Iterator[str]:
    for cell in notebook.of_exercise(exercise):
        if fault := notebook.faults.get(cell):
            yield _cell_fault(fault, notebook.said(cell) if fault.kind == "exception" else "")
        if READS.search(cell.source):
            yield "The cell asks with input(); nobody is there while it is graded, and the answer is 1."


def _cell_fault(fault: StudentFault, said: str) -> str:
    line = f" in line {fault.line}" if fault.line else ""
    if fault.kind in KINDS:
        return f"The cell {KINDS[fault.kind].format(place=f', and was stopped{line}' if line else '')}"
    return f"The cell stopped with {fault.type}{line}{said}. {IN_THE_BOX.get(fault.type, '')}".strip()


def _between_checks(exercise: Exercise, notebook: Notebook) -> list[Cell]:
    """The cells above the check of an exercise, down from the check before it."""
    places = [place for place, cell in enumerate(notebook.cells) if cell.check_of == exercise.name]
    end = places[-1] if places else len(notebook.cells)
    start = max((k for k, cell in enumerate(notebook.cells[:end]) if cell.check_of), default=-1)
    return list(notebook.cells[start + 1 : end])


def _not_written(error: NotWritten, exercise: Exercise, notebook: Notebook) -> str:
    fault = error.fault
    if fault.type != "NotImplementedError":
        return _not_defined(error.function, exercise, notebook)
    name = function_around(fault) or error.function or "A function that is called there"
    if fault.cell is not None and STUB in line_of(fault) and is_followed_by_code(fault):
        return LEFT_OVER.format(name, notebook.place(fault, exercise))
    return _starter(name, error.function, fault.cell, exercise, notebook)


def _starter(name: str, called: str, cell: Cell | None, exercise: Exercise, notebook: Notebook) -> str:
    if cell is not None:
        above = [other for other in notebook.defining(name) if other != cell and notebook.is_above(other, cell)]
        if above:
            own = notebook.name(above[-1], exercise)
            return TAKEN_PLACE.format(name, _first_upper(own), notebook.name(cell, exercise))
        other = notebook.exercise_of(cell, exercise)
        if other is not None and other.key != exercise.key:
            calls = f", and {called} calls it" if called else ""
            return f"{name} of exercise {other.number} is not written yet{calls}."
    return f"{name} is not written yet."


def _not_defined(name: str, exercise: Exercise, notebook: Notebook) -> str:
    for cell in notebook.of_exercise(exercise):
        if fault := notebook.faults.get(cell):
            line = f" in line {fault.line}" if fault.line else ""
            return f"{name} is not defined: its cell stopped{line}, before the definition."
    return f"{name} is not defined: its cell is missing, renamed or stops before the definition."


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_about_arguments(fault: StudentFault) -> bool:
    """Whether a call failed before the function's first line."""
    words = r"positional argument|keyword argument|keyword-only argument|multiple values for argument"
    return fault.type == "TypeError" and fault.line is None and bool(re.search(words, fault.message))


def _missing_name(fault: StudentFault, exercise: Exercise, notebook: Notebook) -> str:
    """A name that a cell was to define which stopped, or that stands only further down."""
    name = missing_name(fault)
    if not name:
        return ""
    cells = notebook.defining(name)
    for cell in cells:
        if stopped := notebook.faults.get(cell):
            line = f" in line {stopped.line}" if stopped.line else ""
            raised = stopped.kind == "exception"
            why = f"{stopped.type}{notebook.said(cell)}" if raised else "it ran longer than a cell may"
            where = notebook.name(cell, exercise)
            return f"`{name}` is not there: {where}, which defines it, stopped{line} ({why})."
    if cells and fault.cell and not any(notebook.is_above(cell, fault.cell) for cell in cells):
        return f"`{name}` is defined only further down, in {notebook.name(cells[0], exercise)}: move it up."
    return ""


def _none(fault: StudentFault, exercise: Exercise, notebook: Notebook) -> str:
    return NONE if "NoneType" in fault.message else ""


def _misused(fault: StudentFault, exercise: Exercise, notebook: Notebook) -> str:
    return about_misuse(fault)


def _keyword(fault: StudentFault, exercise: Exercise, notebook: Notebook) -> str:
    found = re.search(r"unexpected keyword argument '(\w+)'", fault.message)
    if not found or fault.cell is None or fault.line is None:
        return ""
    call = "\n".join(fault.cell.source.split("\n")[fault.line - 1 : fault.line + 8])
    return KEYWORD.format(found[1]) if re.search(rf"\b{found[1]}\s*=", call) else ""


def _largest(fault: StudentFault, exercise: Exercise, notebook: Notebook) -> str:
    """np.max for np.maximum, max for np.maximum, and a truth value of an array."""
    line = line_of(fault)
    if fault.type in ("TypeError", "ValueError") and (found := re.search(r"\b(?:np|numpy)\.a?(max|min)\(", line)):
        return LARGEST.format(found[1])
    if "truth value of an array" not in fault.message:
        return ""
    found = re.search(r"(?<![\w.])(max|min)\(", line)
    return EITHER.format(found[1]) if found else TRUTH


SENTENCES: tuple[Callable[[StudentFault, Exercise, Notebook], str], ...] = (
    _missing_name,
    _none,
    _keyword,
    about_star,
    _largest,
    _misused,
)
