"""An exercise of one student is graded again with the recorded seed, and everything that was exchanged is kept."""

from __future__ import annotations

import ast
import difflib
import functools
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from autograder.appeals.evidence import Evidence, Exchange, Shown, Tested
from autograder.appeals.traced import traceback_of
from autograder.grading.calls import Call
from autograder.grading.diagnosis.replay import Recorded, Replays, agree, replayed, same_answer
from autograder.grading.grade import grade_cells
from autograder.grading.record import Budget, Record
from autograder.grading.suite import SuiteResult, run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.reports.report import Criterion, Report
from autograder.sandbox.backend import Cell, Outcome
from autograder.sandbox.box import Box
from autograder.spec import Exercise
from autograder.spec.reference import reference_functions
from autograder.spec.solution import bare_source
from autograder.spec.variants import Variant, load_variants

__all__ = ["rerun"]


def rerun(
    student: str,
    cells: Sequence[Cell],
    exercise: Exercise,
    box: Box,
    seed: int,
    criteria: Sequence[str] = (),
    recorded: Report | None = None,
) -> Evidence:
    """Grade once more, as `grade_cells` does, and ask the same questions again to see all answers.

    Args:
        criteria: names of the tests to look at; those that were not passed where it is empty.
    Errors: SandboxError, GraderError, SpecError.
    """
    report = grade_cells(cells, [exercise], box, seed)[0]
    with closing(box.start(cells, exercise.limits)) as session:
        session.reach(exercise.name)
        stopped = tuple((each.cell, each.error) for each in session.cells if each.error)
    with closing(box.start(cells, exercise.limits)) as session:
        [result] = run_suites([exercise], session, seed)
    wanted = [c for c in report.criteria if c.name in criteria or (not criteria and c.status != "passed")]
    trace = functools.partial(traceback_of, box, cells, exercise, result.at_the_end)
    tests = tuple(_tested(exercise, criterion, result, trace) for criterion in wanted)
    return Evidence(student, exercise, report, recorded, tests, _variants(exercise, report, result), stopped)


Trace = Callable[[Sequence[Call]], str]


def _tested(exercise: Exercise, criterion: Criterion, result: SuiteResult, trace: Trace) -> Tested:
    record = _record(criterion.name, result.calls)
    exchanges = tuple(_exchanges(exercise, record))
    parted = next((k for k, exchange in enumerate(exchanges) if not exchange.agrees), None)
    errors = [k for k, exchange in enumerate(exchanges) if exchange.call.outcome.error]
    traceback = trace([exchange.call for exchange in exchanges[: errors[0] + 1]]) if errors else ""
    complaint, source = result.verdict(criterion.name).full, _source_of(exercise, criterion.name)
    return Tested(criterion, record.test or criterion.name, source, complaint, exchanges, parted, traceback)


def _record(test: str, records: Sequence[Record]) -> Record:
    """The first case of a test that failed, else its first case; those that failed stand in the order of their end."""
    own = [record for record in records if record.test.partition("[")[0] == test]
    failed = [record for record in own if record.has_failed]
    return next(iter([*reversed(failed), *own]), Record(Budget()))


def _exchanges(exercise: Exercise, record: Record) -> Iterator[Exchange]:
    reference, replays = reference_functions(exercise), Replays(exercise)
    answers = replays.recorded(record)
    right = replays.of(None, Recorded(record, answers))
    expected = list(_expected(record, reference))
    for place, call in enumerate(record):
        agrees = same_answer(answers[place], right[place]) if record.is_whole else True
        names = exercise.functions.get(call.target, ()) if isinstance(call.target, str) else ()
        yield Exchange(call, tuple(_arguments(call, reference)), names, expected[place], agrees)


def _expected(record: Record, reference: Mapping[str, Any]) -> Iterator[Outcome | None]:
    """The reference's outcome of each call; what is asked once it is asked at the scale of grading."""
    outcomes = replayed(record, TrustedBackend(reference)) if record.is_whole else iter(())
    for call in record:
        outcome = next(outcomes, None)
        yield call.arguments[0].put(TrustedBackend(reference))[0] if call.operation == "once" else outcome


def _arguments(call: Call, reference: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """By the reference's names, where it is one of its functions."""
    function = reference.get(call.target) if isinstance(call.target, str) else None
    names = list(inspect.signature(function).parameters) if function else []
    for place, value in enumerate(call.arguments):
        yield names[place] if place < len(names) else f"argument_{place + 1}", value
    yield from call.keywords.items()


def _source_of(exercise: Exercise, test: str) -> str:
    text = (exercise.folder / "test_hidden.py").read_text(encoding="utf-8")
    nodes = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    return ast.get_source_segment(text, nodes[test]) or "" if test in nodes else ""


def _variants(exercise: Exercise, report: Report, result: SuiteResult) -> tuple[Shown, ...]:
    """Those that the diagnosis names: the form that answers as the student did, else the first one."""
    found = []
    for name in report.diagnosis.name.split("+") if report.diagnosis else ():
        forms = [variant for variant in load_variants(exercise) if variant.name == name]
        matching = [form for form in forms if _matches(exercise, form, result)]
        found += [_shown(exercise, form) for form in (matching or forms)[:1]]
    return tuple(found)


def _matches(exercise: Exercise, variant: Variant, result: SuiteResult) -> bool:
    replays = Replays(exercise)
    tests = [Recorded(record, replays.recorded(record)) for record in result.calls if record.is_whole]
    return all(agree(test.answers, replays.of(variant, test)) for test in tests)


def _shown(exercise: Exercise, variant: Variant) -> Shown:
    lines = (bare_source(exercise).split("\n"), variant.source.split("\n"))
    difference = difflib.unified_diff(*lines, "the solution", variant.name, n=2, lineterm="")
    return Shown(variant.name, variant.message, "\n".join(difference))
