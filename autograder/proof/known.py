"""Solutions whose verdict is known, as a student would have written them into the solution cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.spec import Exercise
from autograder.spec.solution import plain_source, starter_source
from autograder.spec.variants import load_variants

__all__ = ["Known", "known_solutions"]


@dataclass(frozen=True, slots=True)
class Known:
    """A solution of the kind `reference`, `accepted`, `starter` or `misconception`; `form` as of a Variant."""

    kind: str
    name: str
    source: str
    form: int = 1

    @property
    def right(self) -> bool:
        """Whether it is to earn everything."""
        return self.kind in ("reference", "accepted")

    @property
    def label(self) -> str:
        """What an author calls it."""
        label = self.name if self.kind in self.name else f"{self.kind} {self.name}"
        return label if self.form == 1 else f"{label} in form {self.form}"


def known_solutions(exercise: Exercise) -> Iterator[Known]:
    """Every solution that the folder carries."""
    yield Known("reference", "reference", plain_source(exercise))
    yield Known("starter", "starter", starter_source(exercise))
    for path in exercise.accepted:
        yield Known("accepted", path.stem, path.read_text(encoding="utf-8"))
    for variant in load_variants(exercise):
        yield Known("misconception", variant.name, variant.source, variant.form)
