"""Stock nbgrader and chainrule grade the same class: wall and processor time per submission, memory, and the scores.

    python -m tests.benchmarks.bench_grading [--students 20 100] [--whole 20] [--json FILE]

Both see the same answers, the same hidden tests and the same inputs. Stock nbgrader runs the tests in the student's
kernel, chainrule as it always does; both write nbgrader's gradebook. docs/benchmarks.md says what is compared and how.
"""

from __future__ import annotations

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported, for both sides

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from autograder.batch.pool import cores
from autograder.reports.marked import between_marks
from autograder.spec import load_assignment, load_exercise
from autograder.spec.solution import plain_source
from tests.benchmarks.breakdown import empty_box, per_submission
from tests.benchmarks.courses import (
    CHECKOUT,
    draw_class,
    make_chainrule_course,
    make_plain_course,
    recorded,
    submit,
)
from tests.benchmarks.measure import Run, adopt_orphans, run, together
from tests.benchmarks.tables import GRADED, WHOLE, WITH_PAGES, tables

ROLES = {"ipykernel": "kernel", "forkserver": "worker", "marshal": "box"}
NBGRADER = [sys.executable, "-m", "nbgrader"]
CHAINRULE = [sys.executable, "-m", "autograder.cli"]
ENVIRONMENT = os.environ | {
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
    "PYTHONPATH": str(CHECKOUT),
}
WORKERS, SEED, REPEATS = 2, 5, 5


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement; seconds are those of the whole class.

    Args:
        differing: check cells to which the two graders give different scores.
    """

    what: str
    grader: str
    assignment: str
    students: int
    wall_s: float
    cpu_s: float
    peak_mb: dict[str, float]
    differing: tuple[str, ...] = ()


class Course:
    """One class in two course folders: `plain` is graded by stock nbgrader, `ours` by chainrule."""

    def __init__(self, folder: Path, assignment: str, students: int, *, whole: bool = False) -> None:
        self.assignment, self.students, self.notebook = assignment, students, WHOLE if whole else GRADED
        self.plain, self.ours = folder / "plain", folder / "ours"
        make_plain_course(self.plain, assignment, SEED, whole=whole)
        make_chainrule_course(self.ours, assignment, whole=whole)
        classroom = draw_class(assignment, students, SEED)
        for course in (self.plain, self.ours):
            run([*NBGRADER, "generate_assignment", assignment, "--create"], course, ENVIRONMENT, {})
            submit(course, assignment, classroom)

    def stock(self, *options: str, command: str = "autograde") -> Run:
        return run([*NBGRADER, command, self.assignment, *options], self.plain, ENVIRONMENT, ROLES)

    def chainrule(self, *options: str, workers: int = WORKERS) -> Run:
        rest = ["--workers", str(workers), "--seed", str(SEED), *options]
        return run([*CHAINRULE, "grade", self.assignment, *rest], self.ours, ENVIRONMENT, ROLES)

    def result(self, what: str, grader: str, measured: Run, students: int = 0) -> Result:
        """A measurement under its name, told at once."""
        students = students or self.students
        _say(f"  {what}, {grader}: {measured.wall_s / students:.2f} s a submission")
        peaks = dict(measured.peak_mb)
        return Result(what, grader, self.assignment, students, measured.wall_s, measured.cpu_s, peaks)

    def differing(self) -> tuple[str, ...]:
        """Check cells to which the two gradebooks give different scores, with both."""
        theirs, ours = dict(recorded(self.plain, self.assignment)), dict(recorded(self.ours, self.assignment))
        cells = sorted((student, cell) for scores in (theirs, ours) for student in scores for cell in scores[student])
        pairs = {(s, c): (theirs.get(s, {}).get(c), ours.get(s, {}).get(c)) for s, c in cells}
        return tuple(f"{s} {c}: stock {a}, chainrule {b}" for (s, c), (a, b) in pairs.items() if a != b or a is None)


def side_by_side(course: Course) -> list[Result]:
    """The class graded by each, from nothing to the gradebook; neither writes feedback pages."""
    stock = course.result(course.notebook, "stock", course.stock())
    ours = course.result(course.notebook, "chainrule", course.chainrule("--no-feedback"))
    return [stock, replace(ours, differing=course.differing())]


def whole_notebooks(course: Course) -> list[Result]:
    """The same, and once more with feedback pages: two commands of stock nbgrader's, one of ours."""
    stock, ours = side_by_side(course)
    pages = course.stock(command="generate_feedback")
    both = replace(stock, what=WITH_PAGES, wall_s=stock.wall_s + pages.wall_s, cpu_s=stock.cpu_s + pages.cpu_s)
    return [stock, ours, both, course.result(WITH_PAGES, "chainrule", course.chainrule("--force"))]


def other_ways(course: Course) -> list[Result]:
    """What follows grading, and other ways to start either grader; the class is graded already."""
    again = "--force"
    half = [[*NBGRADER, "autograde", course.assignment, again, "--student", pattern] for pattern in ("a*", "b*")]
    rows = [
        ("feedback pages", "stock", course.stock(command="generate_feedback")),
        ("feedback pages", "chainrule", course.chainrule()),
        ("again, nothing changed", "stock", course.stock()),
        ("again, nothing changed", "chainrule", course.chainrule("--no-feedback")),
        ("two commands, half of the class each", "stock", together(half, course.plain, ENVIRONMENT, ROLES)),
        ("one worker", "chainrule", course.chainrule(again, "--no-feedback", workers=1)),
    ]
    return [course.result(*row) for row in rows]


def one_student(course: Course) -> list[Result]:
    """A single submission by a fresh command: medians."""
    options = ("--force", "--student", "a000")
    stock = [course.stock(*options) for _ in range(REPEATS)]
    exercise = load_exercise(load_assignment(course.assignment).exercises[0].folder.parent / course.assignment)
    answer = course.ours / "answer.py"
    answer.write_text(plain_source(exercise), encoding="utf-8")
    command = [*CHAINRULE, "try", exercise.key, str(answer)]
    ours = [run(command, course.ours, ENVIRONMENT, ROLES) for _ in range(REPEATS)]
    names = ("one student, `nbgrader autograde --student`", f"one exercise, `chainrule try {exercise.key}`")
    pairs = zip(names, ("stock", "chainrule"), (stock, ours), strict=True)
    return [course.result(name, grader, _median(runs), 1) for name, grader, runs in pairs]


def _median(runs: Sequence[Run]) -> Run:
    return sorted(runs, key=lambda each: each.wall_s)[len(runs) // 2]


def machine() -> dict[str, str]:
    """What the numbers were measured on."""
    names = ("nbgrader", "numpy", "pytest", "ipykernel")
    load = f"{os.getloadavg()[0]:.2f} before the start"
    return {"cores": str(cores()), "load": load, "python": platform.python_version()} | {n: version(n) for n in names}


def measure(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Everything, smallest classes first."""
    found: dict[str, Any] = {"machine": machine(), "seed": SEED, "workers": WORKERS, "results": []}
    found["split_ms"], found["box_ms"] = {}, empty_box()
    small = min(options.students)
    for assignment in options.assignments:
        for students in sorted(set(options.students)):
            course = Course(folder / f"{assignment}-{students}", assignment, students)
            _say(f"measuring {assignment}, {students} students ...")
            found["results"] += side_by_side(course)
            if students == small:
                found["results"] += [*other_ways(course), *(one_student(course) if assignment == "dropout" else [])]
                found["split_ms"][assignment] = per_submission(course.ours, assignment, SEED)
        for students in sorted(set(options.whole)):
            _say(f"measuring {assignment}, {students} whole notebooks ...")
            course = Course(folder / f"{assignment}-{students}-whole", assignment, students, whole=True)
            found["results"] += whole_notebooks(course)
    found["results"] = [asdict(result) for result in found["results"]]
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when the two graders disagree about a score."""
    parser = argparse.ArgumentParser(prog="bench_grading", description="Stock nbgrader and chainrule side by side.")
    parser.add_argument("--students", type=int, nargs="+", default=[20, 100], metavar="N", help="sizes of the class")
    parser.add_argument("--whole", type=int, nargs="+", default=[20], metavar="N", help="sizes, with whole notebooks")
    parser.add_argument("--assignments", nargs="+", default=["dropout", "backprop"], metavar="A")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="put the tables into this file, between its marks")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all measurements here as well")
    options = parser.parse_args(arguments)
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="chainrule-bench-") as scratch:
        found = measure(options, Path(scratch))
    text = tables(found)
    print(text)
    if options.docs:
        options.docs.write_text(between_marks(options.docs.read_text(encoding="utf-8"), text), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    return int(any(result["differing"] for result in found["results"]))


if __name__ == "__main__":
    sys.exit(main())
