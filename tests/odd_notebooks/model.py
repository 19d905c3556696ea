"""What a case is: a sound notebook with every exercise answered rightly, and what a student has made of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]
Content = bytes | Mapping[str, bytes] | None

ASSIGNMENT = "odd"
FILE = f"{ASSIGNMENT}.ipynb"
EXERCISES = {"toy_graph": "backprop", "linear": "backprop", "dropout": "dropout"}  # in the order of the notebook
ALL, NOTHING, KERNEL = 1.0, 0.0, None  # KERNEL: some of the points, those that the kernel shows
ODD: dict[str, Odd] = {}

# Short right answers, to be taken apart.
GRAPH = "def toy_graph(x, y, z):\n    return (x + y) * z, (z, z, x + y)"
FORWARD = "def linear_forward(x, W, b):\n    return x @ W.T + b, (x, W)"
BACKWARD = "def linear_backward(dz, cache):\n    x, W = cache\n    return dz @ W, dz.T @ x, dz.sum(axis=0)"
LINEAR = f"{FORWARD}\n\n\n{BACKWARD}"
WRONG = LINEAR.replace("dz.sum(axis=0)", "dz.mean(axis=0)")


@dataclass(slots=True)
class Work:
    """A notebook about to be handed in, and the ways in which students change one.

    Args:
        released: the notebook as students receive it.
        right: exercise -> its right solution; every solution cell holds it to begin with.
    """

    released: Notebook
    right: Mapping[str, str]
    notebook: Notebook = field(init=False)

    def __post_init__(self) -> None:
        self.notebook = deepcopy(self.released)
        for exercise, source in self.right.items():
            self.solution(exercise)["source"] = source

    @property
    def cells(self) -> list[Cell]:
        cells: list[Cell] = self.notebook["cells"]
        return cells

    def marked(self, grade_id: str) -> Cell:
        return next(cell for cell in self.cells if _grade_id(cell) == grade_id)

    def solution(self, exercise: str = "linear") -> Cell:
        return self.marked(exercise)

    def check(self, exercise: str = "linear") -> Cell:
        return self.marked(f"{exercise}-check")

    def starter(self, exercise: str = "linear") -> str:
        """The solution cell as it was released."""
        return next(str(cell["source"]) for cell in self.released["cells"] if _grade_id(cell) == exercise)

    def write(self, source: str, exercise: str = "linear") -> None:
        """Put this into the solution cell."""
        self.solution(exercise)["source"] = source

    def above(self, cell: Cell, *sources: str | Cell) -> None:
        place = self.cells.index(cell)
        self.cells[place:place] = map(own, sources)

    def below(self, cell: Cell, *sources: str | Cell) -> None:
        place = self.cells.index(cell) + 1
        self.cells[place:place] = map(own, sources)

    def at_end(self, *sources: str | Cell) -> None:
        self.cells.extend(map(own, sources))

    def remove(self, cell: Cell) -> None:
        self.cells[:] = [other for other in self.cells if other is not cell]

    def number(self, cell: Cell) -> int:
        """The cell's number in the notebook, from 1, as messages say it."""
        return self.cells.index(cell) + 1

    def dump(self, **options: Any) -> bytes:
        return json.dumps(self.notebook, ensure_ascii=False, **options).encode()


@dataclass(frozen=True, slots=True)
class Odd:
    """One case.

    Args:
        apply: does it; gives the file's content, or the files in the folder, where they are not just the notebook.
        about: the exercise that is in question; it is the one that `chainrule try` is run on.
        earns: the share of its points by hand, where the kernel need not be asked; the others earn what that shows.
        graded: False where nothing can be graded at all.
    """

    name: str
    apply: Callable[[Work], Content]
    about: str
    earns: float | None
    graded: bool

    def files(self, work: Work) -> Mapping[str, bytes]:
        """What lies in the student's folder."""
        content = self.apply(work)
        if content is None:
            content = work.dump()
        return {FILE: content} if isinstance(content, bytes) else content


def odd(
    about: str = "linear", earns: float | None = ALL, *, graded: bool = True
) -> Callable[[Callable[[Work], Content]], Callable[[Work], Content]]:
    """Register a case under the name of its function; the docstring says what the student did."""

    def register(apply: Callable[[Work], Content]) -> Callable[[Work], Content]:
        name = apply.__name__
        assert name not in ODD, f"two cases are called {name}"
        assert apply.__doc__, f"{name} does not say what the student did"
        ODD[name] = Odd(name, apply, about, earns, graded)
        return apply

    return register


def own(source: str | Cell) -> Cell:
    """A code cell of the student's own."""
    if isinstance(source, dict):
        return source
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def copy_of(cell: Cell, source: str) -> Cell:
    """The cell copied and pasted, with its marks, and changed then."""
    return deepcopy(cell) | {"source": source}


def _grade_id(cell: Cell) -> str:
    return str((cell["metadata"] or {}).get("nbgrader", {}).get("grade_id", ""))
