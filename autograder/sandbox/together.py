"""All questions of a script, put to a process one behind the other, and their answers as they come. Trusted."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator

from autograder.sandbox.ahead import Question, Reply, Script, digest_of
from autograder.sandbox.backend import Outcome
from autograder.sandbox.claims import honest
from autograder.sandbox.faults import Dead, Faulted, spent_fault, unplaced_fault
from autograder.sandbox.guest_process import GuestProcess
from autograder.sandbox.inside.channel import Frame
from autograder.sandbox.limits import Limits
from autograder.sandbox.meter import Patience
from autograder.sandbox.spending import Spending

__all__ = ["replies_to"]

UNPACKED = 10  # times the bytes of a header, about what its values take when they are read


def replies_to(process: GuestProcess, script: Script, limits: Limits, spending: Spending) -> list[Reply]:
    """One for each question. Raises Dead where one does not come, or they are more than is kept unread."""
    replies, left = list[Reply](), limits.output_mb << 20
    for question, frame in zip(script.questions, _answers(process, script, limits, spending), strict=True):
        replies.append(Reply(frame, functools.partial(_read, process, question)))
        left -= frame.nbytes + UNPACKED * len(frame.header)
        if left < 0:
            raise Dead(unplaced_fault("output", "more was returned than is kept unread"))
    return replies


def _answers(process: GuestProcess, script: Script, limits: Limits, spending: Spending) -> Iterator[Frame]:
    """As they come, each within its time. Raises Dead, also where there is none left of the time of all."""
    patience = Patience(process.meter, 0.0, 0.0)

    def another() -> Patience:
        nonlocal patience
        patience = Patience(process.meter, limits.call_s, limits.idle_s)
        return patience

    started = time.thread_time()
    try:
        for place, frame in enumerate(process.put(script.questions, len(script.kinds), another), 1):
            took_s, now = patience.used(), time.thread_time()
            spending.call_took(took_s)
            spending.took(took_s)
            spending.computed_here(now - started)
            started = now
            yield frame
            if place < len(script.questions) and spending.is_spent:
                raise Dead(spent_fault("nothing is left for the next question"))
    except Dead as death:
        spending.took(patience.used() if death.fault.kind != "spent" else 0.0)
        raise


def _read(process: GuestProcess, question: Question, reply: Frame) -> Outcome:
    """One answer out of many."""
    try:
        value, changed = process.read(reply)
    except Faulted as reason:
        return Outcome(None, reason.fault, (), 0.0)
    known = tuple(place for place in changed if place in question.places)
    return honest(Outcome(value, None, known, 0.0, digest_of(reply)), question.keep)
