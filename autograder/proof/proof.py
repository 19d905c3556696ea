"""The proof of an exercise folder: what is right earns everything, each known-wrong variant is caught and named.

One seed is graded in the box, as a student's code is; further seeds in this process, since all of it is the course's
own. A suite that gambles shows there: some misconception loses other marks than with the first seed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from autograder.proof.grading import answer_alike, grade_here, grade_in_box
from autograder.proof.known import Known, known_solutions
from autograder.proof.slips import slips
from autograder.proof.visible import visible_problems
from autograder.reports.report import Report
from autograder.sandbox.box import Box
from autograder.spec import Exercise

__all__ = ["Proof", "prove", "prove_right"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about one folder; `problems` is empty when it holds."""

    exercise: str
    tests: int
    variants: int
    accepted: int
    problems: tuple[str, ...]


Graded = Mapping[Known, Sequence[Report]]  # a report for each seed


def prove(exercise: Exercise, box: Box, seeds: Sequence[int], pool: Executor | None = None) -> Proof:
    """Grade everything the folder carries. Raises SandboxError, SpecError."""
    known = tuple(known_solutions(exercise))
    problems = tuple(map(str, slips(exercise))) or tuple(_problems(exercise, known, box, seeds, pool))
    variants = len({each.name for each in known if each.kind == "misconception"})
    return Proof(exercise.key, len(exercise.points), variants, len(exercise.accepted), problems)


def prove_right(exercise: Exercise, seeds: Sequence[int], pool: Executor | None = None) -> Proof:
    """Whether what is right is ever refused: no box, no wrong variants, and so many more seeds in the same time."""
    known = tuple(each for each in known_solutions(exercise) if each.right)
    reports = zip(*grade_here(exercise, known, seeds, pool), strict=True)
    problems = (each for right, its in zip(known, reports, strict=True) for each in _over_seeds(right, its))
    return Proof(exercise.key, len(exercise.points), 0, len(exercise.accepted), tuple(problems))


def _problems(
    exercise: Exercise, known: Sequence[Known], box: Box, seeds: Sequence[int], pool: Executor | None
) -> Iterator[str]:
    in_box, checked = zip(*grade_in_box(exercise, known, box, seeds[0]), strict=True)
    reports = [in_box, *grade_here(exercise, known, seeds[1:], pool)]
    graded: Graded = dict(zip(known, zip(*reports, strict=True), strict=True))
    for each, its in graded.items():
        yield from _over_seeds(each, its)
        yield from _gambles(each, its)
    yield from _not_named(exercise, graded)
    yield from _idle_tests(exercise, graded)
    yield from _too_few(exercise, known)
    yield from visible_problems(exercise, dict(zip(known, checked, strict=True)), box)


def _over_seeds(known: Known, reports: Sequence[Report]) -> Iterator[str]:
    """Every problem once, and with how many of the seeds."""
    seeds, first = defaultdict(list), dict[str, str]()
    for report in reports:
        for problem, detail in _of_one_seed(known, report):
            seeds[problem].append(report.seed)
            first.setdefault(problem, detail)
    for problem, met in seeds.items():
        often = "" if len(met) == len(reports) else f" (with {len(met)} of {len(reports)} seeds, such as {met[0]})"
        yield f"{problem}{first[problem]}{often}"


def _of_one_seed(known: Known, report: Report) -> Iterator[tuple[str, str]]:
    """Problem and detail; the detail may change from seed to seed."""
    for criterion in report.criteria:
        if criterion.status == "grader_error":
            yield f"{known.label}: {criterion.name}: ", criterion.message
        elif criterion.status != "passed" and known.right:
            yield f"{known.label} loses {criterion.name}", f": {criterion.message} {report.note}".rstrip()
    if known.kind == "starter" and report.score:
        yield "the starter earns points", f": {report.score:g}"
    if known.kind == "misconception" and report.score == report.max_score:
        yield f"{known.label} earns full marks: no test sees it", ""
    elif known.kind == "misconception" and all(criterion.status != "failed" for criterion in report.criteria):
        yield f"{known.label} does not run", f": {report.note or report.criteria[0].message}"


def _gambles(known: Known, reports: Sequence[Report]) -> Iterator[str]:
    """Whether the marks of a solution depend on the seed, and by which tests."""
    first = {criterion.name: criterion.status for criterion in reports[0].criteria}
    for report in reports[1:]:
        other = [criterion.name for criterion in report.criteria if criterion.status != first[criterion.name]]
        if other and known.kind == "misconception":
            scores = f"{reports[0].score:g} points with seed {reports[0].seed}, {report.score:g} with {report.seed}"
            yield f"{known.label} earns {scores}: {', '.join(other)}"
            return


def _not_named(exercise: Exercise, graded: Graded) -> Iterator[str]:
    """Misconceptions that are not taken for what they are, and for what else."""
    for known, reports in graded.items():
        missed = [report for report in reports if report.diagnosis is None or report.diagnosis.name != known.name]
        if known.kind != "misconception" or not missed or missed[0].score == missed[0].max_score:
            continue
        alike = [name for name in answer_alike(exercise, known, missed[0].seed) if name != known.name]
        if missed[0].diagnosis is not None:
            words = f"is taken for {missed[0].diagnosis.name}"
        else:
            words = f"and {', '.join(alike)} answer alike" if alike else "is not named: the suite never shows it"
        yield f"{known.label} {words} (with {len(missed)} of {len(reports)} seeds, such as {missed[0].seed})"


def _idle_tests(exercise: Exercise, graded: Graded) -> Iterator[str]:
    """A hidden test that no known-wrong variant fails proves nothing."""
    wrong = [reports[0] for known, reports in graded.items() if known.kind == "misconception"]
    failed = {criterion.name for report in wrong for criterion in report.criteria if criterion.status == "failed"}
    yield from (f"{name} is failed by no misconception" for name in exercise.points if name not in failed)


def _too_few(exercise: Exercise, known: Sequence[Known]) -> Iterator[str]:
    counts = {"accepted solutions": len(exercise.accepted)}
    counts["misconceptions"] = len({each.name for each in known if each.kind == "misconception"})
    yield from (f"{count} {what}, three are wanted" for what, count in counts.items() if count < 3)
