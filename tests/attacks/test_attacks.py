"""Every attack, behind each wall alone and behind both: no points, no damage, no delay, no leak."""

from __future__ import annotations

import time

import pytest

from autograder.sandbox.walls import LOCK

from . import breaking, escaping, forging, reading, syscalls
from .conftest import LIMITS, children, grade, honest_score, look

GROUPS = (reading, forging, breaking, escaping, syscalls)
ATTACKS = {attack.name: attack for group in GROUPS for attack in group.ATTACKS}
TIMES_LONGER = 10  # on a busy machine; an attack that is never stopped takes longer than any


@pytest.mark.parametrize("name", ATTACKS)
def test_earns_nothing_and_harms_nobody(name, box, victim, checkout):
    """The score is the honest one, the course is as it was, time is kept, and the next student is graded."""
    attack = ATTACKS[name]
    assert honest_score(victim, box) == victim.max_score, "from here on it is known what is asked, and asked together"
    before, processes = look(checkout), children()
    started = time.monotonic()
    report = grade(attack.source, victim, box, checkout)
    seconds = time.monotonic() - started
    assert report.graded, "an attack can make the grader fail"
    if not (attack.lock_only and LOCK not in box.walls):
        assert report.score <= attack.honest, f"{attack.tries}: it gets through"
    assert seconds < TIMES_LONGER * LIMITS.in_all(1)
    assert look(checkout) == before
    assert honest_score(victim, box) == victim.max_score
    assert len(children()) <= len(processes)


@pytest.mark.parametrize("name", [attack.name for group in (reading, escaping) for attack in group.ATTACKS])
def test_what_touches_files_fails_behind_an_older_landlock_too(name, older_box, victim, checkout):
    """Before version 3 Landlock says nothing of emptying a file, before version 2 nothing of moving one."""
    before = look(checkout)
    report = grade(ATTACKS[name].source, victim, older_box, checkout)
    assert report.graded
    assert report.score <= ATTACKS[name].honest, f"{ATTACKS[name].tries}: it gets through"
    assert look(checkout) == before


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if attack.bites])
def test_bites_without_walls(name, unsandboxed, victim, checkout):
    """The same attack gets through where there are no walls: it is the walls that stop it."""
    attack = ATTACKS[name]
    assert grade(attack.source, victim, unsandboxed, checkout).score == victim.max_score


def test_there_are_many():
    assert len(ATTACKS) >= 50
    assert len(ATTACKS) == sum(len(group.ATTACKS) for group in GROUPS)
