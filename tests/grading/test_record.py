"""The record of calls is as long as its budget lasts, and what is remembered of a class holds no student's answers."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from autograder.grading.calls import Call
from autograder.grading.diagnosis.replay import KnownTest, Replays
from autograder.grading.record import Budget, Record
from autograder.sandbox.backend import Outcome, Ref


def call(value, argument=0.0):
    return Call("call", "f", (argument,), {}, frozenset(), Outcome(value, None, (), 0.0))


def test_what_fits_is_kept():
    record = Record(Budget())
    record.append(call(np.ones(1000)))
    assert len(record) == 1
    assert record.is_whole


def test_of_a_record_beyond_the_budget_an_outline_is_left():
    budget = Budget(megabytes=1)
    first, second = Record(budget), Record(budget)
    first.append(call(np.ones(1 << 16)))
    second.append(call(np.ones(1 << 16)))
    second.append(call(0.0, np.ones(1 << 16)))
    assert (len(first), first.is_whole) == (1, True)
    assert (len(second), second.is_whole) == (2, False)
    assert [each.outcome.value for each in second] == [None, None]
    assert [each.arguments for each in second] == [(), ()]


def test_what_is_remembered_holds_handles_alone():
    known = KnownTest([call((np.ones(5), [Ref(3, "object"), "text"]))])
    assert known.calls[0].outcome.value == (None, [Ref(3, "object"), None])


def test_what_is_remembered_stays_small(exercise, monkeypatch):
    monkeypatch.setattr(Replays, "_known", {k: KnownTest([call(0.0, np.ones(4 << 20))]) for k in range(6)})
    Replays(exercise).forget()
    assert set(Replays._known) == {3, 4, 5}


def test_a_process_that_may_have_less_from_now_on_is_bounded_all_the_same():
    """As where a service lowers what its children may ever have."""
    lower = "import resource; from autograder.grading.bounds import bounded; high = 8 << 30\n"
    lower += "resource.setrlimit(resource.RLIMIT_AS, (high, high))\nwith bounded(9.0):\n    pass\n"
    lower += "print(resource.getrlimit(resource.RLIMIT_AS) == (high, high))"
    done = subprocess.run([sys.executable, "-c", lower], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n", done.stderr
