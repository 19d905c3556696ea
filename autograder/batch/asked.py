"""What a class is asked: source and exercises as they were when its batch began, the same for everybody."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from autograder.batch.digest import course_digest
from autograder.batch.worker import PARSING
from autograder.errors import ChainruleError, GraderError
from autograder.reading.source import load_source
from autograder.spec import load_assignment

__all__ = ["Asked"]

CHANGED = (
    "{} was changed while it was being graded ({}): whoever was recorded by then is recorded, nobody else's grade "
)
CHANGED += "was touched; finish the change and run this again: what it touches is graded anew, for everybody"
UNREADABLE = ""


class Asked:
    """Made before anybody is graded; a class is not graded half on one question and half on another."""

    def __init__(self, course: Path, assignment: str, exercises: Path) -> None:
        self._assignment, self._exercises = assignment, exercises
        self._source = course / "source" / assignment / f"{assignment}.ipynb"
        self._before = self._now()

    def require_unchanged(self) -> None:
        """Raises GraderError where anything of it is not as it was: edited, added, gone, or half written."""
        now = self._now()
        if now != self._before:
            raise GraderError(CHANGED.format(self._assignment, "; ".join(self._differences(now))))

    @contextlib.contextmanager
    def comes_first(self) -> Iterator[None]:
        """Where something goes wrong in here because of a change, the change is what is said."""
        try:
            yield
        except ChainruleError:
            self.require_unchanged()
            raise

    def _now(self) -> dict[str, str]:
        """The digest of each part, by its name; why there is none where one cannot be read."""
        try:
            with PARSING:
                exercises = load_assignment(self._assignment, self._exercises).exercises
                parts = {exercise.key: course_digest([exercise]) for exercise in exercises}
            return {**parts, self._source.name: load_source(self._source).digest}
        except Exception as error:  # whatever a file that is being written makes of reading it
            return {UNREADABLE: str(error)}

    def _differences(self, now: dict[str, str]) -> Iterator[str]:
        if UNREADABLE in now:
            yield now[UNREADABLE]
            return
        for name in sorted({*self._before, *now} - {UNREADABLE}):
            if self._before.get(name) != now.get(name):
                yield f"{name} is {'gone' if name not in now else 'new' if name not in self._before else 'edited'}"
