"""The evidence as text for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.appeals.cell import notebook_cell
from autograder.appeals.evidence import Evidence, Exchange, Tested
from autograder.appeals.values import as_data, as_lines, difference, one_line, pairs
from autograder.grading.calls import Call
from autograder.reports.report import Report
from autograder.reports.wording import MARKS, points_text, printable
from autograder.sandbox.backend import Outcome, StudentFault

__all__ = ["as_json", "as_text"]

STAFF = "For staff: hidden inputs and expected values stand here. Show them in person; hand them to nobody."
MOST_CALLS = 30
PARTED = "<- here the answers part"
SAME = "No answer differs from the reference's: what the test asks for is no single value, see its source."


def as_text(evidence: Evidence) -> str:
    """Everything, for a terminal."""
    report = evidence.report
    score = f"{points_text(report.score)} / {points_text(report.max_score)}"
    lines = [
        f"{evidence.student}: {report.heading} ({report.exercise}), {score} points with seed {report.seed}",
        STAFF,
        *_recorded(evidence),
        *(f"{cell.id}: {_fault(fault)}" for cell, fault in evidence.stopped),
        *(line for tested in evidence.tests for line in ("", *_test(tested))),
        *(
            line
            for variant in evidence.variants
            for line in _variant(variant.name, variant.message, variant.difference)
        ),
    ]
    if not evidence.tests:
        lines += ["", "Every criterion is passed; name one to see its calls."]
    return "\n".join(printable(line) for text in lines for line in text.split("\n"))


def _recorded(evidence: Evidence) -> Iterator[str]:
    """How this run differs from the grade that the student has."""
    if evidence.recorded is None:
        yield "No stored report fits: hand-in, exercise or seed have changed since, or nothing has been graded."
    elif changed := _changed(evidence.recorded, evidence.report):
        yield f"The stored report says otherwise of {', '.join(changed)}: grade again with --force."


def _changed(one: Report, other: Report) -> list[str]:
    before = {criterion.name: criterion.status for criterion in one.criteria}
    return [criterion.name for criterion in other.criteria if before.get(criterion.name) != criterion.status]


def _test(tested: Tested) -> Iterator[str]:
    criterion = tested.criterion
    points = f"{points_text(criterion.points)}/{points_text(criterion.max_points)}"
    yield f"{MARKS[criterion.status]} {criterion.title}  {points}  [{tested.case}]"
    yield from _part("what the student reads", criterion.message.split("\n"))
    yield from _part("what the test says", tested.complaint.split("\n"))
    yield from _part("the test", tested.source.split("\n"))
    yield from _part("its calls", _calls(tested))
    yield from _part("traceback", tested.traceback.split("\n"))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    shown = [line for line in lines if line]
    if shown:
        yield f"  {title}:"
        yield from (f"    {line}" for line in shown)


def _calls(tested: Tested) -> Iterator[str]:
    parted = tested.parted
    for place, exchange in enumerate(tested.exchanges[:MOST_CALLS]):
        mark = PARTED if place == parted else ""
        yield f"{place + 1:3}  {_asked(exchange)}  {mark}".rstrip()
        if place == parted or (parted is None and place == len(tested.exchanges) - 1):
            yield from (f"       {line}" for line in _exchange(exchange))
    if len(tested.exchanges) > MOST_CALLS:
        yield f"     and {len(tested.exchanges) - MOST_CALLS} more"
    if parted is None and tested.exchanges and tested.criterion.status != "passed":
        yield SAME


def _asked(exchange: Exchange) -> str:
    call = exchange.call
    if call.operation == "define":
        return "a helper of the test's"
    if call.operation == "once":
        return f"asked once for all tests: {call.target}"
    target = call.target if isinstance(call.target, str) else one_line(call.target)
    given = ", ".join(f"{name}={one_line(value)}" for name, value in exchange.arguments)
    return f"{target}({given})" if call.operation == "call" else f"{call.operation} {target} {given}"


def _exchange(exchange: Exchange) -> Iterator[str]:
    for name, value in exchange.arguments if exchange.call.operation == "call" else ():
        yield from _named(name, value)
    theirs, right = exchange.call.outcome, exchange.expected
    yield from _outcome("got", exchange, theirs)
    if theirs.changed:
        yield f"changed in place: {', '.join(_changed_arguments(exchange))}"
    if right is not None:
        yield from _outcome("expected", exchange, right)
        yield from _differences(exchange, theirs, right)


def _changed_arguments(exchange: Exchange) -> list[str]:
    names = [name for name, _ in exchange.arguments]
    return [names[k] if isinstance(k, int) and k < len(names) else str(k) for k in exchange.call.outcome.changed]


def _outcome(title: str, exchange: Exchange, outcome: Outcome) -> Iterator[str]:
    if outcome.error:
        yield f"{title}: {_fault(outcome.error)}"
        return
    for name, value in pairs(exchange.values, outcome.value):
        yield from _named(f"{title} {name}", value)


def _named(name: str, value: Any) -> Iterator[str]:
    first, *others = as_lines(value)
    yield f"{name}: {first}"
    yield from (f"    {line}" for line in others)


def _differences(exchange: Exchange, theirs: Outcome, right: Outcome) -> Iterator[str]:
    if theirs.error or right.error:
        return
    expected = dict(pairs(exchange.values, right.value))
    for name, value in pairs(exchange.values, theirs.value):
        if name in expected and (said := difference(value, expected[name])):
            yield f"{name}: {said}"


def _fault(fault: StudentFault) -> str:
    where = f" in line {fault.line} of {fault.cell.id}" if fault.cell and fault.line else ""
    return f"stopped with {fault.type or fault.kind}{where}: {fault.message}".rstrip(": ")


def _variant(name: str, message: str, difference: str) -> Iterator[str]:
    yield from ("", f"-> {name}: {message}")
    yield from (f"    {line}" for line in difference.split("\n"))


def as_json(evidence: Evidence) -> str:
    """One object, plain ASCII."""
    return json.dumps(
        {
            "student": evidence.student,
            "report": evidence.report.to_dict(),
            "recorded": evidence.recorded.to_dict() if evidence.recorded else None,
            "stopped": [{"cell": cell.id, "fault": _fault(fault)} for cell, fault in evidence.stopped],
            "tests": [_tested(evidence, tested) for tested in evidence.tests],
            "variants": [{"name": v.name, "message": v.message, "difference": v.difference} for v in evidence.variants],
        },
        allow_nan=False,
    )


def _tested(evidence: Evidence, tested: Tested) -> dict[str, Any]:
    return {
        "name": tested.criterion.name,
        "case": tested.case,
        "status": tested.criterion.status,
        "message": tested.criterion.message,
        "complaint": tested.complaint,
        "source": tested.source,
        "parted": tested.parted,
        "traceback": tested.traceback,
        "calls": [_data(exchange) for exchange in tested.exchanges],
        "cell": notebook_cell(evidence, tested),
    }


def _data(exchange: Exchange) -> dict[str, Any]:
    call: Call = exchange.call
    return {
        "operation": call.operation,
        "target": call.target if isinstance(call.target, str) else one_line(call.target),
        "arguments": {name: as_data(value) for name, value in exchange.arguments},
        "changed": _changed_arguments(exchange),
        "got": _answer(exchange, call.outcome),
        "expected": _answer(exchange, exchange.expected) if exchange.expected else None,
        "agrees": exchange.agrees,
    }


def _answer(exchange: Exchange, outcome: Outcome) -> dict[str, Any]:
    if outcome.error:
        return {"error": _fault(outcome.error)}
    return {name: as_data(value) for name, value in pairs(exchange.values, outcome.value)}
