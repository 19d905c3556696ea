"""What computes on a student's answers, outside of the box, takes no more memory and time than it may."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grading.bounds import MEMORY_MB, Overrun, bounded
from autograder.grading.grade import grade_cells
from autograder.proof.grading import cells_of
from autograder.proof.known import known_solutions
from autograder.sandbox.backend import Cell
from autograder.spec import EXERCISES, load_exercise

from . import blaming, lying, overloading, rounding
from .conftest import LIMITS, SEED, honest_score

ATTACKS = {attack.name: attack for attack in overloading.ATTACKS}
BLAMING = {attack.name: attack for attack in blaming.ATTACKS}
LYING = {attack.name: attack for attack in lying.ATTACKS}
ROUNDING = {attack.name: attack for attack in rounding.ATTACKS}
SLACK_MB = 192  # two replies on their way, and what Python keeps of what it has had
ROOMY = replace(LIMITS, output_mb=64, tests_s=5, call_s=2)


def forget_the_peak() -> int:
    """Megabytes that this process has now; its largest size is counted from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return megabytes("VmRSS")


def megabytes(of: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith(of))


@pytest.mark.parametrize("name", ATTACKS)
def test_costs_no_more_than_it_may(name, box, victim):
    """The memory is bounded, the student is told, and whoever comes next is graded."""
    attack = ATTACKS[name]
    exercise = replace(load_exercise(EXERCISES / attack.key), limits=ROOMY)
    right = cells_of(exercise, next(known_solutions(exercise)))
    assert grade_cells(right, [exercise], box, SEED)[0].score == exercise.max_score, "all is asked together afterwards"
    cells = [Cell("setup", "import numpy as np"), Cell(exercise.name, attack.source)]
    before = forget_the_peak()
    report = grade_cells(cells, [exercise], box, SEED)[0]
    assert report.graded
    assert report.score <= attack.honest
    assert any(attack.says in criterion.message for criterion in report.criteria)
    assert megabytes("VmHWM") - before < MEMORY_MB + SLACK_MB
    assert honest_score(victim, box) == victim.max_score


@pytest.mark.parametrize("name", BLAMING)
def test_is_its_own_fault(name, box, victim):
    """It is graded, in words that can be written down, and so is whoever comes next."""
    attack = BLAMING[name]
    exercise = replace(load_exercise(EXERCISES / attack.key), limits=ROOMY)
    cells = [Cell("setup", "import numpy as np"), Cell(exercise.name, attack.source)]
    report = grade_cells(cells, [exercise], box, SEED)[0]
    assert report.graded, report.criteria
    assert report.score <= attack.honest
    assert str(report).encode()
    assert honest_score(victim, box) == victim.max_score


@pytest.mark.parametrize("said", blaming.NO_NAMES)
def test_names_that_are_none_are_its_own_fault(said, box):
    """Nothing is raised out here, and nothing is defined there."""
    session = box.start([Cell("forged", blaming.names(said))], LIMITS)
    assert [result.error for result in session.cells] == [None]
    assert session.names() == frozenset()


@pytest.mark.parametrize("name", [*ROUNDING, *LYING])
def test_is_not_right_by_rounding_or_by_its_own_word(name, box):
    """What is wrong stays wrong, however coarse or large it is, and whatever is said of it where it runs."""
    attack = {**ROUNDING, **LYING}[name]
    exercise = replace(load_exercise(EXERCISES / attack.key), limits=ROOMY)
    cells = [Cell("setup", "import numpy as np"), Cell(exercise.name, attack.source)]
    assert grade_cells(cells, [exercise], box, SEED)[0].score <= attack.honest


def spin():
    count = 0
    while True:
        count += 1


def test_what_computes_too_long_is_stopped_where_it_is():
    with pytest.raises(Overrun), bounded(0.2):
        spin()


def test_who_swallows_it_is_stopped_all_the_same():
    def swallow():
        with contextlib.suppress(Overrun):
            spin()

    with pytest.raises(Overrun), bounded(0.2):
        swallow()


def test_waiting_costs_nothing():
    with bounded(0.2):
        time.sleep(0.5)
