"""The proof of an exercise folder: what is right earns everything, each known-wrong variant is caught and named.

Everything runs in the box, as a student's code does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.grading.grade import grade_cells
from autograder.reports.report import Report
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.spec import Exercise
from autograder.spec.solution import plain_source, starter_source
from autograder.spec.variants import load_variants

__all__ = ["Proof", "known_solutions", "prove"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about one folder; `problems` is empty when it holds."""

    exercise: str
    tests: int
    variants: int
    accepted: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A solution whose verdict is known: kind `reference`, `accepted`, `starter` or `misconception`."""

    kind: str
    name: str
    source: str


def known_solutions(exercise: Exercise) -> Iterator[Known]:
    """Every solution that the folder carries, as a student would have written it into the solution cell."""
    yield Known("reference", "reference", plain_source(exercise))
    yield Known("starter", "starter", starter_source(exercise))
    for path in exercise.accepted:
        yield Known("accepted", path.stem, path.read_text(encoding="utf-8"))
    for variant in load_variants(exercise):
        yield Known("misconception", variant.name, variant.source)


def prove(exercise: Exercise, box: Box, seed: int) -> Proof:
    """Grade everything the folder carries. Raises SandboxError, SpecError."""
    solutions = list(known_solutions(exercise))
    graded = [(known, _grade(exercise, known, box, seed)) for known in solutions]
    problems = [problem for known, report in graded for problem in _problems(known, report)]
    variants = [report for known, report in graded if known.kind == "misconception"]
    problems += _idle_tests(exercise, variants)
    accepted = len(exercise.accepted)
    problems += [f"{accepted} accepted solutions, three are wanted"] if accepted < 3 else []
    problems += [f"{len(variants)} misconceptions, three are wanted"] if len(variants) < 3 else []
    return Proof(exercise.key, len(exercise.points), len(variants), accepted, tuple(problems))


def _grade(exercise: Exercise, known: Known, box: Box, seed: int) -> Report:
    prelude = [Cell(used.name, plain_source(used)) for used in exercise.earlier]
    cells = [Cell("setup", "import numpy as np"), *prelude, Cell(exercise.name, known.source)]
    return grade_cells(cells, [exercise], box, seed, earlier_are_right=True)[0]


def _problems(known: Known, report: Report) -> Iterator[str]:
    label = known.name if known.kind in known.name else f"{known.kind} {known.name}"
    for criterion in report.criteria:
        if criterion.status == "grader_error":
            yield f"{label}: {criterion.name}: {criterion.message}"
    match known.kind:
        case "reference" | "accepted":
            for criterion in report.criteria:
                if criterion.status in ("failed", "not_run"):
                    yield f"{label} loses {criterion.name}: {criterion.message} {report.note}".rstrip()
        case "starter":
            if report.score:
                yield f"the starter earns {report.score:g} points"
        case "misconception":
            yield from _variant_problems(known, report)


def _variant_problems(known: Known, report: Report) -> Iterator[str]:
    if report.score == report.max_score:
        yield f"misconception {known.name} earns full marks: no test sees it"
    elif all(criterion.status != "failed" for criterion in report.criteria):
        yield f"misconception {known.name} does not run: {report.note or report.criteria[0].message}"
    elif report.diagnosis is None:
        yield f"misconception {known.name} is not diagnosed: another variant answers alike, or the suite never shows it"
    elif report.diagnosis.name != known.name:
        yield f"misconception {known.name} is taken for {report.diagnosis.name}"


def _idle_tests(exercise: Exercise, reports: Sequence[Report]) -> list[str]:
    """A hidden test that no known-wrong variant fails proves nothing."""
    failed = {criterion.name for report in reports for criterion in report.criteria if criterion.status == "failed"}
    return [f"{name} is failed by no misconception" for name in exercise.points if name not in failed]
