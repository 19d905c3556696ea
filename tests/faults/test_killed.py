"""kill -9 at any moment: nobody is half recorded, and the next run ends where an undisturbed one does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.faults.conftest import Pair
from tests.faults.grader import Ended
from tests.faults.shares import shares

KILLS = shares(100)
A_WEEK = 20
EARLY = 0.6
MARKS = """
    SELECT s.student_id, b.name, g.auto_score, g.manual_score, g.needs_manual_grade, t.digest, t.outdated, s.timestamp
    FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id
    JOIN grade g ON g.notebook_id = n.id JOIN base_cell b ON b.id = g.cell_id
    LEFT JOIN chainrule_text t ON t.grade = g.id ORDER BY b.name
"""


def marks(root: Path) -> dict[str, Any]:
    """What stands for each student; nothing where the gradebook is still being made."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(root / "gradebook.db")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        rows = database.execute(MARKS) if {"grade", "chainrule_text"} <= tables else ()
        for student, *row in rows:
            found.setdefault(student, []).append(row)
    return found


def killed(pair: Pair, calm: Ended) -> Ended:
    """At a moment by the clock, before any step that leaves something behind, or between a file and the gradebook.

    More often early than late: whoever is recorded makes the next run shorter.
    """
    rng, share = pair.rng, EARLY if pair.rng.random() < 0.8 else 1.0
    steps = {
        "before any": rng.integers(share * len(calm.steps)),
        "between file and gradebook": rng.choice(_between(calm.steps)),
    }
    how = str(rng.choice(["by the clock", *steps], p=[0.3, 0.35, 0.35]))
    if how in steps:
        return pair.grader.run(pair.shaken.root, at_step=int(steps[how]))
    return pair.grader.run(pair.shaken.root, after_s=float(rng.uniform(0, share * calm.seconds)))


def _between(steps: list[str]) -> list[int]:
    """The steps on the way from a file to the commit that speaks of it."""
    commits = [k for k, name in enumerate(steps) if name == "commit" and not set(steps[k - 3 : k]) <= {"statement"}]
    return [k - back for k in commits for back in range(5)]


def test_a_killed_grader_costs_nobody_a_point(pair: Pair) -> None:
    done = shake(pair, pair.grader.run(pair.calm.root), A_WEEK)
    while done < KILLS:
        calm = pair.next_week()
        done += shake(pair, calm, min(A_WEEK, KILLS - done))


def shake(pair: Pair, calm: Ended, kills: int) -> int:
    """Kill it as often as that, or until it is done before it is killed; then let it end. Gives how often."""
    before, after = marks(pair.shaken.root), marks(pair.calm.root)
    done = 0
    while done < kills:
        ended = killed(pair, calm)
        assert ended.killed or ended.code == calm.code, ended.said
        for student, found in marks(pair.shaken.root).items():
            assert found in (before.get(student), after[student]), f"{student} is half recorded"
        if not ended.killed:
            break
        done += 1
    ended = pair.grader.run(pair.shaken.root)
    assert ended.code == calm.code, ended.said
    assert pair.differences() == []
    return done
