"""What a value was taken for and is not, and what is not there: exceptions whose type alone is too few words."""

from __future__ import annotations

import re

from autograder.grading.notebook import Notebook, line_of
from autograder.sandbox.backend import StudentFault
from autograder.spec import Exercise

__all__ = ["about_misuse", "about_star"]

EMPTY = "The list there is empty. What a cache holds must still be there for the next call: read it without pop()."
FEWER = "The array there has fewer dimensions than the index: try an input of another shape."
SHORTER = "The tuple there is shorter than the index, as x.shape is for an x of fewer dimensions."
ONE_NUMBER = "A whole array meets there what takes a single number, such as float() or a function of math. NumPy's own "
ONE_NUMBER += "functions go entry by entry."
SEVERAL = "What stands there is no array but several values in a tuple or a list: np.asarray makes one of a list of "
SEVERAL += "numbers, and what a forward function returns is taken apart, as in `z, cache = ...`."
FIXED = "What is written into there cannot be changed, as a tuple cannot: make a list or an array of your own first."
NO_LOGARITHM = "A function of math gets a number for which it is not defined, as log is not for 0."
BY_NAME = "What stands there is a tuple or a list, and it is asked for an entry by name, as only a dict can be."
CALLED = "What stands before the brackets there is no function but a value of type {}: is a * missing, or has a "
CALLED += "function's name been given to a value?"
OWN_ASSERT = "An assert of your own is not met there: what it asks for does not hold for all that the exercise allows."
STAR = re.compile(r"^[ \t]*from numpy import \*", re.MULTILINE)
TAKEN = re.compile(r"(?<![\w.])(max|min|sum|any|all|round|pow)\(")
STARRED = "Since `from numpy import *` the name {} is NumPy's and no longer Python's, and takes other arguments: "
STARRED += "import numpy as np in place of that, and write np. before what is meant to be NumPy's."
NO_FUNCTION = "It is called as a function, and is a value of type {}: return a function."
SAYING = (
    ("AssertionError", "", OWN_ASSERT),
    ("IndexError", "pop from empty", EMPTY),
    ("IndexError", "too many indices", FEWER),
    ("IndexError", "tuple index out of range", SHORTER),
    ("TypeError", "arrays can be converted to Python scalars", ONE_NUMBER),
    ("TypeError", "does not support item assignment", FIXED),
    ("TypeError", "(?:list|tuple) indices must be integers", BY_NAME),
    ("TypeError", r"multiply sequence by|operand type\(s\) for .*'(?:list|tuple)'", SEVERAL),
    ("ValueError", "math domain error|expected a (?:positive|nonnegative) input", NO_LOGARITHM),
    ("ValueError", "inhomogeneous|setting an array element with a sequence", SEVERAL),
)
NO_ATTRIBUTE = "What stands there is {}, and has no `.{}`."
# What is called by mistake. A class that was named while it ran could carry out what a test has asked.
NAMED = {"NoneType", "bool", "complex", "dict", "float", "float32", "float64", "int", "int64", "list", "module"}
NAMED |= {"ndarray", "range", "set", "str", "tuple"}
NUMBER = "a single number of Python's, no array"
KINDS = {
    "float": NUMBER,
    "int": NUMBER,
    "list": "a list, no array",
    "tuple": "a tuple, no array (a forward function returns two values: take them apart)",
    "dict": "a dict, whose entries are asked for in brackets",
    "Generator": "a numpy.random.Generator, which draws by rng.random(shape) or rng.normal(size=shape)",
}


def about_misuse(fault: StudentFault) -> str:
    """What kind of value stands where the code stopped; "" where the exception does not tell."""
    said = (words for kind, saying, words in SAYING if kind == fault.type and re.search(saying, fault.message))
    return _called(fault) or _attribute(fault) or next(said, "")


def about_star(fault: StudentFault, exercise: Exercise, notebook: Notebook) -> str:
    """A name of Python's that a star has given to NumPy; "" where no such name stands on the line."""
    taken = TAKEN.search(line_of(fault))
    is_starred = any(STAR.search(cell.source) for cell in notebook.cells)
    return STARRED.format(taken[1]) if taken and is_starred and fault.type in ("TypeError", "ValueError") else ""


def _called(fault: StudentFault) -> str:
    """Brackets behind a number or an array, or a value where a function was to be returned."""
    found = re.match(r"'([\w.]+)' object is not callable", fault.message)
    if not found or fault.type != "TypeError":
        return ""
    module, _, name = found[1].rpartition(".")
    if name not in NAMED or module not in ("", "numpy"):
        return ""
    return (NO_FUNCTION if fault.line is None else CALLED).format(found[1])


def _attribute(fault: StudentFault) -> str:
    """A method of arrays, or of np.random, that is asked of something else."""
    found = re.search(r"'(?:[\w.]+\.)?(\w+)' object has no attribute '(\w+)'", fault.message)
    if fault.type != "AttributeError" or not found or found[1] not in KINDS:
        return ""
    is_written = re.search(rf"\.\s*{found[2]}\b", line_of(fault))
    return NO_ATTRIBUTE.format(KINDS[found[1]], found[2]) if is_written else ""
