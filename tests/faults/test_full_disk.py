"""A disk that takes no more ends the command with one sentence; no grade is touched, and the next run ends well."""

from __future__ import annotations

import pytest

from tests.faults.conftest import Pair
from tests.faults.grader import Ended
from tests.faults.shares import shares
from tests.faults.test_killed import marks

A_WEEK = 5
WEEKS = shares(1)
SENTENCE = "make room"


@pytest.mark.parametrize("trouble", ["full disk", "one failed write"])
def test_a_full_disk_costs_nobody_a_point(pair: Pair, trouble: str) -> None:
    for _ in range(WEEKS):
        calm = pair.next_week()
        before, after = marks(pair.shaken.root), marks(pair.calm.root)
        for step in (0, *pair.rng.integers(len(calm.steps), size=A_WEEK)):
            ended = pair.grader.run(pair.shaken.root, at_step=int(step), trouble=trouble)
            if not refused(ended):  # then all is there: what failed was nobody's grade, such as a compiled module
                assert ended.code == calm.code, ended.said
                assert pair.differences() == []
            for student, found in marks(pair.shaken.root).items():
                assert found in (before.get(student), after[student]), f"{student} has lost something"
        assert pair.grader.run(pair.shaken.root).code == calm.code
        assert pair.differences() == []


def refused(ended: Ended) -> bool:
    """With code 2 and one sentence with its remedy, after what showed progress."""
    last = ended.said.rstrip("\n").rpartition("\n")[2]
    return ended.code == 2 and last.startswith("chainrule grade: ") and SENTENCE in last
