"""A student's wrong answer becomes a misconception of its exercise, and the folder proves itself with it."""

from __future__ import annotations

import ast
import contextlib
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.answer import functions_in_cells, with_helpers
from autograder.authoring.harmless import refusals
from autograder.authoring.variant import Draft, class_text, draft_of
from autograder.batch.durable import write_whole
from autograder.errors import ChainruleError, UsageError
from autograder.proof.proof import prove
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import Exercise, find_assignments, load_assignment, load_exercise
from autograder.spec.solution import bare_source
from autograder.spec.variants import MISCONCEPTIONS, TODO, load_variants

__all__ = ["Adopted", "adopt", "free_name", "regraded"]

FOR_THE_PROOF = "These words stand in for those that are still to be written."
TO_WRITE = f"{TODO}: what the student is told: what was done, why it is wrong, where to look. (lecture ID)"
ALIKE = "the answer is the solution's: there is nothing wrong in it that could have a name"
FOREIGN = "the answer cannot be taken over as it stands, since variants run as the course's own code: {}; {}"
BY_HAND = "read it, and write the class by hand"
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Adopted:
    """A class that was tried: its text, how the solution and the wrong answer differ, and what the proof objects to.

    `written`: whether it stands in the folder now.
    """

    name: str
    text: str
    difference: str
    problems: tuple[str, ...]
    written: bool


def adopt(exercise: Exercise, cells: Sequence[Cell], name: str, words: str, box: Box, seeds: Sequence[int]) -> Adopted:
    """Write the class, let the folder prove itself, and take the class back where the proof does not hold.

    Args:
        cells: of the student's notebook. words: what students are told; "" for a TODO that the proof refuses.
    Errors: UsageError where the answer is none, is right, or is more than arithmetic; SpecError, SandboxError.
    """
    draft = _draft(exercise, cells)
    path = exercise.folder / MISCONCEPTIONS
    with _taken_back(path) as before:
        _replace(path, _appended(before, class_text(name, words or FOR_THE_PROOF, draft)))
        changed = load_exercise(exercise.folder)
        problems = prove(changed, box, seeds).problems
        text, difference = class_text(name, words or TO_WRITE, draft), _difference(changed, name)
        if not problems:
            _replace(path, _appended(before, text))
        else:
            _replace(path, before)
    return Adopted(name, text, difference, problems, written=not problems)


def _draft(exercise: Exercise, cells: Sequence[Cell]) -> Draft:
    """What is written down, and is arithmetic."""
    try:
        return _checked(exercise, cells)
    except RecursionError as error:
        raise UsageError(FOREIGN.format("it is nested too deeply", BY_HAND)) from error


def _checked(exercise: Exercise, cells: Sequence[Cell]) -> Draft:
    functions = functions_in_cells(cells, exercise)
    written = [name for name in exercise.functions if name in functions]
    draft = draft_of(with_helpers(written, functions, exercise), bare_source(exercise))
    if not (draft.edits or draft.functions):
        raise UsageError(ALIKE)
    known = {"np", *exercise.functions, *(name for other in exercise.earlier for name in other.functions)}
    local = {argument for name in draft.edits for argument in _names_in(functions[name])}
    if found := refusals(draft.source, known | local):
        raise UsageError(FOREIGN.format(", ".join(found[:SHOWN]), BY_HAND))
    return draft


def _names_in(function: ast.FunctionDef) -> Iterator[str]:
    """What a function that is edited gives a value to, besides the edited lines."""
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _appended(before: str, text: str) -> str:
    return f"{before.rstrip()}\n\n\n{text}"


def _difference(exercise: Exercise, name: str) -> str:
    variant = next(variant for variant in load_variants(exercise) if variant.name == name)
    lines = bare_source(exercise).split("\n"), variant.source.split("\n")
    return "\n".join(difflib.unified_diff(*lines, "the solution", name, n=1, lineterm=""))


@contextlib.contextmanager
def _taken_back(path: Path) -> Iterator[str]:
    """The file's text; as it was where anything goes wrong meanwhile."""
    before = path.read_text(encoding="utf-8")
    try:
        yield before
    except BaseException:
        _replace(path, before)
        raise


def _replace(path: Path, text: str) -> None:
    """Raises UsageError where the folder cannot be written."""
    try:
        write_whole(path, text.encode("utf-8"), path.stat().st_mode & 0o777)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error


def free_name(exercise: Exercise, wanted: str) -> str:
    """The name that was asked for, else one that no other misconception has. Raises UsageError."""
    taken = {variant.name for variant in load_variants(exercise)}
    if wanted in taken:
        raise UsageError(f"{exercise.key} has a misconception {wanted} already; choose another --name")
    if wanted and not (wanted.isidentifier() and wanted.isascii() and not wanted.startswith("_")):
        raise UsageError(f"--name {wanted!r}: use letters, digits and underscores, as in divided_by_p")
    numbered = ("wrong_answer" if k == 1 else f"wrong_answer_{k}" for k in range(1, len(taken) + 2))
    return wanted or next(name for name in numbered if name not in taken)


def regraded(exercise: Exercise) -> tuple[str, ...]:
    """The exercises whose reports depend on this folder: its own, and those that build on it."""
    root = exercise.folder.parent.parent
    found = [exercise.key]
    for assignment in find_assignments(root):
        with contextlib.suppress(ChainruleError):
            exercises = load_assignment(assignment, root).exercises
            found += [other.key for other in exercises if exercise.key in [used.key for used in other.earlier]]
    return tuple(found)
