"""Two courses with one history: one is graded in peace, the other is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from autograder.batch.seeds import draw_seed
from tests.faults.grader import Ended, Forked, forked_grader
from tests.faults.history import late_work_costs_half, next_week
from tests.faults.state import differences, state_of
from tests.small_course import Course, make_course


@dataclass(frozen=True, slots=True)
class Pair:
    """`calm` says what `shaken` has to be like in the end, whose gradebook is at `db_url` if it is no file."""

    calm: Course
    shaken: Course
    grader: Forked
    rng: np.random.Generator
    db_url: str = ""

    def next_week(self) -> Ended:
        """The same happens in both; `calm` is graded."""
        seed = int(self.rng.integers(2**32))
        for course, url in ((self.calm, ""), (self.shaken, self.db_url)):
            next_week(course, np.random.default_rng(seed), url)
        return self.grader.run(self.calm.root)

    def differences(self) -> list[str]:
        return differences(state_of(self.shaken.root, self.db_url), state_of(self.calm.root))


@pytest.fixture(scope="session")
def grader(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Iterator[Forked]:
    warm = _made(tmp_path_factory.mktemp("warm"), checkout)
    with forked_grader(checkout) as forked:
        assert forked.run(warm.root, warm=True).code == 0
        yield forked


def _made(folder: Path, checkout: Path) -> Course:
    made = make_course(folder, checkout)
    made.bring_exercises()
    late_work_costs_half(made)
    made.submit("ada", made.notebook(leaky="return x"), "2026-01-02 03:04:05 UTC")
    return made


@pytest.fixture
def seed() -> int:
    """Printed where a test fails; put it here to see the same again."""
    drawn = draw_seed()
    print(f"seed {drawn}")
    return drawn


@pytest.fixture
def pair(tmp_path: Path, checkout: Path, grader: Forked, seed: int) -> Pair:
    calm, shaken = (_made(tmp_path / name, checkout) for name in ("calm", "shaken"))
    return Pair(calm, shaken, grader, np.random.default_rng(seed))
