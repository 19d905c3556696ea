"""How long a solved notebook runs from top to bottom, and which of its cells take the time.

    python -m tests.benchmarks.bench_notebooks [assignment ...] [--docs FILE]

Without a person, as nbclient runs it: no loop is shown as a film. Processor time is the kernel's, its start included.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from autograder.reports.marked import between_marks
from autograder.spec import find_assignments
from tests.benchmarks.bench_grading import machine

CHECKOUT = Path(__file__).parents[2]
MARKS, PATIENCE_S, NAMED = "notebooks", 300, 3
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Ran:
    """A notebook that ran: seconds on the wall and of the kernel's processor, the start of the kernel included.

    Attributes:
        cells: id -> processor seconds of each cell of code.
    """

    assignment: str
    wall_s: float
    cpu_s: float
    cells: dict[str, float]


def run(assignment: str) -> Ran:
    """Run the solved notebook of an assignment once, in a folder of its own."""
    notebook = nbformat.read(CHECKOUT / "source" / assignment / f"{assignment}.ipynb", as_version=4)
    clock = Clock()
    with tempfile.TemporaryDirectory(prefix="chainrule-bench-") as folder:
        client = NotebookClient(
            notebook,
            timeout=PATIENCE_S,
            resources={"metadata": {"path": folder}},
            on_cell_execute=clock.begin,
            on_cell_executed=clock.end,
        )
        clock.client, began = client, time.perf_counter()
        client.execute()
        return Ran(assignment, time.perf_counter() - began, clock.last, clock.cells)


class Clock:
    """The kernel's processor time, cell by cell."""

    client: Any

    def __init__(self) -> None:
        self.cells: dict[str, float] = {}
        self.last = 0.0

    def now(self) -> float:
        """Processor seconds of the kernel so far."""
        fields = Path(f"/proc/{self.client.km.provisioner.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def begin(self, cell: Any, cell_index: int) -> None:
        """A cell begins."""
        self.began = self.now()

    def end(self, cell: Any, cell_index: int, execute_reply: Any) -> None:
        """It has ended."""
        self.last = self.now()
        self.cells[cell.id] = self.last - self.began


def table(runs: Sequence[Ran], about: Mapping[str, str]) -> str:
    """A row for each notebook."""
    lines = [f"{', '.join(f'{name} {value}' for name, value in about.items())}.", ""]
    lines += ["| notebook | wall, s | processor, s | the longest cells, s of the processor |", "|---|---|---|---|"]
    for each in runs:
        longest = sorted(each.cells.items(), key=lambda cell: -cell[1])[:NAMED]
        told = ", ".join(f"`{name}` {seconds:.1f}" for name, seconds in longest)
        lines.append(f"| {each.assignment} | {each.wall_s:.1f} | {each.cpu_s:.1f} | {told} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench_notebooks", description="How long solved notebooks run.")
    parser.add_argument("assignments", nargs="*", metavar="A", help="all, when not given")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="put the table into this file, between its marks")
    options = parser.parse_args(arguments)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH", "")]))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    about = machine()
    text = table([run(assignment) for assignment in options.assignments or find_assignments()], about)
    print(text)
    if options.docs:
        options.docs.write_text(between_marks(options.docs.read_text(encoding="utf-8"), text, MARKS), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
