"""A gradebook that somebody holds, or that may not be written: one sentence, code 2, and nothing is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.faults.conftest import Pair
from tests.faults.grader import Ended
from tests.faults.test_killed import marks

IMPATIENT = "c.CourseDirectory.db_url = 'sqlite:///gradebook.db?timeout=0.1'\n"
READ_ONLY = "c.CourseDirectory.db_url = 'sqlite:///file:gradebook.db?mode=ro&uri=true'\n"


def test_a_gradebook_that_cannot_be_written_costs_nobody_a_point(pair: Pair) -> None:
    config = pair.shaken.root / "nbgrader_config.py"
    as_it_was = config.read_text()
    pair.grader.run(pair.calm.root)
    pair.grader.run(pair.shaken.root)
    calm = pair.next_week()
    before = marks(pair.shaken.root)
    config.write_text(as_it_was + IMPATIENT)
    for lock in ("IMMEDIATE", "EXCLUSIVE"):
        with closing(sqlite3.connect(pair.shaken.root / "gradebook.db", isolation_level=None)) as other:
            other.execute(f"BEGIN {lock}")
            assert "database is locked; another program is writing to it" in refusal(pair.grader.run(pair.shaken.root))
    config.write_text(as_it_was + READ_ONLY)
    assert "readonly database; see that it is there" in refusal(pair.grader.run(pair.shaken.root))
    assert marks(pair.shaken.root) == before
    config.write_text(as_it_was)
    assert pair.grader.run(pair.shaken.root).code == calm.code
    assert pair.differences() == []


def refusal(ended: Ended) -> str:
    """All that is said."""
    assert ended.code == 2
    [sentence] = ended.said.splitlines()
    return sentence
