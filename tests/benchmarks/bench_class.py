"""How chainrule's rate and memory change with the size of the class and the number of workers.

    python -m tests.benchmarks.bench_class [--students 10 100 1000] [--workers 1 2] [--docs FILE]

Every run starts from nothing and ends with gradebook, feedback pages and grades.csv. Stock nbgrader grades a class of
20 in the same run, also with feedback pages. What one submission costs, and what memory each process takes, is to be
the same at the end of a class as after its first tenth.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported, for both sides

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.reports.marked import between_marks
from tests.benchmarks.bench_grading import CHAINRULE, ENVIRONMENT, NBGRADER, ROLES, SEED, machine
from tests.benchmarks.courses import draw_class, make_chainrule_course, make_plain_course, set_apart, submit
from tests.benchmarks.measure import Note, Run, adopt_orphans, run

MARKS, STOCK, TENTH = "class", "stock nbgrader", 10
KINDS = ("command", "worker", "box", "kernel")


@dataclass(frozen=True, slots=True)
class Measured:
    """One class, graded.

    Args:
        paces: submissions recorded in a second, in the first and the last tenth of the class.
        memory_mb: kind of process -> after the first tenth, and the most from then on.
    """

    grader: str
    students: int
    workers: int
    wall_s: float
    cpu_s: float
    paces: tuple[float, float]
    memory_mb: dict[str, tuple[float, float]]


def measure_ours(folder: Path, assignment: str, students: int, workers: int, *, apart: bool = False) -> Measured:
    """`chainrule grade`, feedback pages included. `apart`: no two students return the same numbers."""
    make_chainrule_course(folder, assignment, whole=False)
    _hand_in(folder, assignment, students, apart=apart)
    options = ["--workers", str(workers), "--seed", str(SEED)]
    found = run([*CHAINRULE, "grade", assignment, *options], folder, ENVIRONMENT, ROLES)
    return _measured("chainrule, apart" if apart else "chainrule", folder, assignment, workers, found)


def measure_stock(folder: Path, assignment: str, students: int) -> Measured:
    """`nbgrader autograde`, then `nbgrader generate_feedback`."""
    make_plain_course(folder, assignment, SEED, whole=False)
    _hand_in(folder, assignment, students)
    graded = run([*NBGRADER, "autograde", assignment], folder, ENVIRONMENT, ROLES)
    pages = run([*NBGRADER, "generate_feedback", assignment], folder, ENVIRONMENT, ROLES)
    both = Run(graded.wall_s + pages.wall_s, graded.cpu_s + pages.cpu_s, graded.peak_mb, graded.notes)
    return _measured(STOCK, folder, assignment, 1, both)


def _hand_in(folder: Path, assignment: str, students: int, *, apart: bool = False) -> None:
    run([*NBGRADER, "generate_assignment", assignment, "--create"], folder, ENVIRONMENT, {})
    classroom = draw_class(assignment, students, SEED)
    submit(folder, assignment, set_apart(assignment, classroom) if apart else classroom)


def _measured(grader: str, folder: Path, assignment: str, workers: int, found: Run) -> Measured:
    times = sorted(path.stat().st_mtime for path in (folder / "autograded").glob(f"*/{assignment}/*.ipynb"))
    tenth = max(1, len(times) // TENTH)
    first, last = times[: tenth + 1], times[-tenth - 1 :]
    paces = _pace(first), _pace(last)
    memory = _memory(found.notes, first[-1])
    return Measured(grader, len(times), workers, found.wall_s, found.cpu_s, paces, memory)


def _pace(times: Sequence[float]) -> float:
    return (len(times) - 1) / max(times[-1] - times[0], 1e-3)


def _memory(notes: Sequence[Note], since: float) -> dict[str, tuple[float, float]]:
    """After the first tenth, and the most from then on."""
    later = [found for time, found in notes if time >= since] or [found for _, found in notes[-1:]]
    kinds = {kind for found in later for kind in found if kind in KINDS}
    of_kind = {kind: [found[kind] for found in later if kind in found] for kind in kinds}
    return {kind: (sizes[0], max(sizes)) for kind, sizes in of_kind.items()}


def table(runs: Sequence[Measured], assignment: str, about: Mapping[str, str]) -> str:
    """All runs as Markdown."""
    kinds = [kind for kind in KINDS if any(kind in each.memory_mb for each in runs)]
    heads = ["grader", "students", "workers", "wall, s", "each, s", "times stock", "CPU each, s", "a second"]
    heads += [f"{kind}, MB" for kind in kinds]
    stock = next((each for each in runs if each.grader == STOCK), None)
    said = f"{assignment}, feedback pages included. " + ", ".join(f"{name} {value}" for name, value in about.items())
    rows = (_row(each, kinds, stock) for each in runs)
    return "\n".join([said, "", _line(heads), _line("---" for _ in heads), *map(_line, rows)])


def _row(each: Measured, kinds: Sequence[str], stock: Measured | None) -> list[str]:
    wall = each.wall_s / each.students
    times = f"{stock.wall_s / stock.students / wall:.1f}" if stock and stock is not each else ""
    words = [each.grader, str(each.students), str(each.workers), f"{each.wall_s:.1f}", f"{wall:.3f}", times]
    words += [f"{each.cpu_s / each.students:.3f}", f"{each.paces[0]:.1f} to {each.paces[1]:.1f}"]
    sizes = (each.memory_mb.get(kind) for kind in kinds)
    return words + [f"{size[0]:.0f} to {size[1]:.0f}" if size else "" for size in sizes]


def _line(words: Iterable[str]) -> str:
    return f"| {' | '.join(words)} |"


def measure(options: argparse.Namespace, folder: Path) -> list[Measured]:
    """Stock nbgrader first, then every size of the class with every number of workers."""
    runs = [measure_stock(folder / "stock", options.assignment, options.stock)] if options.stock else []
    for students in options.students:
        for workers in options.workers:
            _say(f"{options.assignment}: {students} students, {workers} workers ...")
            runs.append(measure_ours(folder / f"{students}-{workers}", options.assignment, students, workers))
            _say(f"  {runs[-1].wall_s / students:.3f} s a submission")
    if options.apart:
        _say(f"{options.assignment}: {options.apart} students, no two alike ...")
        folder, workers = folder / "apart", max(options.workers)
        runs.append(measure_ours(folder, options.assignment, options.apart, workers, apart=True))
    return runs


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench_class", description="Rate and memory by the size of the class.")
    parser.add_argument("--students", type=int, nargs="+", default=[10, 100, 1000], metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--stock", type=int, default=20, metavar="N", help="students of stock nbgrader; 0 for none")
    parser.add_argument("--apart", type=int, default=100, metavar="N", help="students no two of whom answer alike")
    parser.add_argument("--assignment", default="dropout", metavar="A")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="put the table into this file, between its marks")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measurements here as well")
    options = parser.parse_args(arguments)
    adopt_orphans()
    about = machine()
    with tempfile.TemporaryDirectory(prefix="chainrule-bench-") as scratch:
        runs = measure(options, Path(scratch))
    text = table(runs, options.assignment, about)
    print(text)
    if options.docs:
        options.docs.write_text(between_marks(options.docs.read_text(encoding="utf-8"), text, MARKS), encoding="utf-8")
    if options.json:
        found = {"machine": about, "assignment": options.assignment, "runs": [asdict(each) for each in runs]}
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
