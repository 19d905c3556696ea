"""What a student's kernel shows: the truth with which every way of grading is compared.

    python -m tests.odd_notebooks.kernel COURSE SEED NOTEBOOK...

prints a JSON object: notebook -> exercise -> [points, whether the visible check passes]. IPython's own InteractiveShell
reads and runs the cells in their order, in a fresh process for each notebook. At a check cell the process forks, and
the fork runs the hidden suite and the check on the functions as they are at that moment. Nothing of
`autograder.reading` and `autograder.sandbox` has a part in it.

What no kernel can say is settled here:

- The locked setup cell is the course's and runs first; what the student has made of it runs where it stands.
- A check cell marks a place. Its text is the course's, and its names are gone with the fork: they are not the
  student's. Of two with one mark the last counts.
- A cell with the mark of a solution is code, whatever an editor has made of it; a second, untouched copy is not run.
- What is not written at its check, or has no check any more, is graded at the end.
- A cell that does not end is interrupted, as its owner did. `input()` is answered and `breakpoint()` left at once; `!`
  commands, programs that install something and `exit()` do nothing. PyTorch, which the course does not bring, cannot
  be imported; tqdm, which every student has, can. What is written lies in a folder of the notebook's own.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.grading.grade import grade_backend
from autograder.grading.trusted import TrustedBackend
from autograder.spec import Exercise, load_assignment
from autograder.spec.cell_ids import check_id, solution_id
from autograder.spec.reference import reference_functions

from .forks import in_a_fork
from .model import ASSIGNMENT, FILE

INTERRUPT_S = 1.0
MEMORY = 4 << 30
Shown = tuple[float, bool]  # points, whether the visible check passes


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a notebook file; `mark` is its grade_id."""

    mark: str
    kind: str
    source: str


@dataclass(slots=True)
class Truth:
    """One notebook's way through a kernel, and what the checks have shown so far.

    Args:
        released: the cells of the untouched notebook.
    """

    cells: Sequence[Cell]
    released: Mapping[str, Cell]
    exercises: Sequence[Exercise]
    seed: int
    shown: dict[str, Shown] = field(default_factory=dict)

    def find(self) -> dict[str, Shown]:
        """What each exercise shows. For a process of its own: it leaves it in disorder."""
        prepare_process()
        shell = new_kernel()
        checks = {check_id(exercise.name): exercise for exercise in self.exercises}
        shell.run(self.released["setup"].source)
        for place, cell in enumerate(self.cells):
            if cell.mark not in checks:
                self._run(shell, cell)
            elif all(other.mark != cell.mark for other in self.cells[place + 1 :]):
                self._grade(shell, checks[cell.mark], only_written=True)
        for exercise in self.exercises:
            if exercise.name not in self.shown:
                self._grade(shell, exercise, only_written=False)
        return self.shown

    def _run(self, shell: Kernel, cell: Cell) -> None:
        is_solution = cell.mark in {solution_id(exercise.name) for exercise in self.exercises}
        if (cell.kind == "code" or is_solution) and not (is_solution and self._is_spare(cell)):
            shell.run(cell.source)

    def _is_spare(self, cell: Cell) -> bool:
        """An untouched starter beside a copy that holds work."""
        starter = self.released[cell.mark].source
        copies = {other.source for other in self.cells if other.mark == cell.mark}
        return cell.source == starter and len(copies) > 1

    def _grade(self, shell: Kernel, exercise: Exercise, *, only_written: bool) -> None:
        """Look at the functions as they are now; the shell stays as it is."""
        check = self.released[check_id(exercise.name)].source

        def look() -> tuple[bool, Shown]:
            [report] = grade_backend(TrustedBackend(shell.user_ns), [exercise], self.seed)
            is_written = all(criterion.status != "not_run" for criterion in report.criteria)
            return is_written, (report.score, shell.run_cell(check).success)

        is_written, shown = in_a_fork(look)
        if is_written or not only_written:
            self.shown[exercise.name] = shown


class Kernel(InteractiveShell):
    """IPython's shell, without a front end and without hands."""

    def run(self, source: str) -> None:
        with _impatient():
            self.run_cell(source)

    def enable_gui(self, gui: str | None = None) -> None:
        pass

    def ask_exit(self) -> None:
        pass

    def system(self, cmd: str) -> None:
        pass

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> list[str]:
        return []


def new_kernel() -> Kernel:
    return Kernel(config=Config({"HistoryManager": {"enabled": False}}))


def prepare_process() -> None:
    """Let student code find what it finds on a student's machine, and print nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(tempfile.mkdtemp(prefix="kernel-", dir=os.pardir))
    sys.path.insert(0, "")
    tqdm = types.ModuleType("tqdm")
    vars(tqdm)["tqdm"] = lambda iterable, **options: iterable
    vars(sys)["modules"] |= {"tqdm": tqdm, "torch": None}
    subprocess.check_call = lambda *args, **options: 0
    builtins.input = lambda prompt="": "1"
    sys.breakpointhook = lambda *args, **kwargs: None


@contextlib.contextmanager
def _impatient() -> Iterator[None]:
    """Interrupt what computes for long, or sleeps for longer, as the button in JupyterLab does."""

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGPROF, interrupt)
    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_PROF, INTERRUPT_S)
    signal.setitimer(signal.ITIMER_REAL, 4 * INTERRUPT_S)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def cells_of(path: Path) -> list[Cell]:
    """The cells of a notebook file, as Jupyter reads them."""
    content = path.read_bytes()
    notebook = json.loads(content.decode(json.detect_encoding(content)).rstrip("\0"))
    if notebook["nbformat"] < 4:
        notebook = nbformat.convert(nbformat.from_dict(notebook), 4)
    return [Cell(_mark(cell), cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]


def _mark(cell: Mapping[str, Any]) -> str:
    return str(((cell.get("metadata") or {}).get("nbgrader") or {}).get("grade_id", ""))


def main(course: Path, seed: int, paths: Sequence[str]) -> dict[str, dict[str, Shown]]:
    """What each notebook shows."""
    exercises = load_assignment(ASSIGNMENT, course / "autograder" / "exercises").exercises
    released = {cell.mark: cell for cell in cells_of(course / "release" / ASSIGNMENT / FILE)}
    new_kernel().run_cell("%matplotlib inline\n" + released["setup"].source)  # what all forks need is loaded once
    for exercise in exercises:
        grade_backend(TrustedBackend(reference_functions(exercise)), [exercise], seed)
    truths = {path: Truth(cells_of(Path(path)), released, exercises, seed) for path in paths}
    return {path: in_a_fork(functools.partial(Truth.find, truth)) for path, truth in truths.items()}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])))
