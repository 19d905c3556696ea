"""The clock is set back: what was written then seems to come from the future, and grading goes by none of it."""

from __future__ import annotations

import os
import time

from tests.faults.conftest import Pair

YEAR_S = 365 * 86400.0


def test_a_clock_that_is_set_back_changes_nothing(pair: Pair) -> None:
    for _ in range(2):
        calm = pair.next_week()
        for path in pair.shaken.root.rglob("*"):
            os.utime(path, (time.time() + YEAR_S,) * 2)
        assert pair.grader.run(pair.shaken.root, clock_s=-YEAR_S).code == calm.code
        assert pair.differences() == []
