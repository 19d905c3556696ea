"""What students write into a solution cell: right, wrong in a known way, unfinished, or not even Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.spec import Exercise
from autograder.spec.solution import plain_source, starter_source
from autograder.spec.variants import load_variants

TEMPERS = {  # how likely an answer is: accepted, misconception, starter, typo
    "sure": (0.92, 0.08, 0.0, 0.0),
    "usual": (0.68, 0.25, 0.05, 0.02),
    "lost": (0.35, 0.45, 0.15, 0.05),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of one solution cell. `kind`: accepted, misconception, starter or typo; `name` says which one."""

    exercise: str
    kind: str
    name: str
    source: str


class Bank:
    """Everything that can stand in the solution cell of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._answers = {
            "accepted": self._accepted(),
            "misconception": self._misconceptions(),
            "starter": [self._answer("starter", "starter", starter_source(exercise))],
            "typo": [self._answer("typo", "typo", plain_source(exercise).replace("):\n", ")\n", 1))],
        }

    def pick(self, rng: np.random.Generator, temper: str) -> Answer:
        """One answer of a student in that temper."""
        kind = str(rng.choice(list(self._answers), p=TEMPERS[temper]))
        return self._answers[kind][int(rng.integers(len(self._answers[kind])))]

    def all(self, kind: str) -> Sequence[Answer]:
        return tuple(self._answers[kind])

    def _accepted(self) -> list[Answer]:
        others = [(path.stem, path.read_text(encoding="utf-8")) for path in self.exercise.accepted]
        known = [("reference", plain_source(self.exercise)), *others]
        return [self._answer("accepted", name, source) for name, source in known]

    def _misconceptions(self) -> list[Answer]:
        return [self._answer("misconception", v.name, v.source) for v in load_variants(self.exercise)]

    def _answer(self, kind: str, name: str, source: str) -> Answer:
        return Answer(self.exercise.name, kind, name, source)
