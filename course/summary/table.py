"""The summary as text and as a table."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.checks.ledger import Result
from course.lectures import with_titles

MARKS = {"passes": "✓ passes", "fails": "✗ fails", "to write": "○ still to write", "": "· not run"}
BY_HAND = "✎ graded by hand"
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Table:
    """The checks of a notebook with their last results, and what a person will grade.

    Attributes:
        titles: all checks of the notebook; those in `results` that are not among them come behind.
        results: by title.
        by_hand: questions that a person will grade.
    """

    titles: Sequence[str]
    results: Mapping[str, Result]
    by_hand: Sequence[str] = ()

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """What it is about, how it stands, and the message."""
        names = [*self.titles, *(name for name in self.results if name not in self.titles)]
        found = [(name, self.results.get(name)) for name in names]
        checks = [(name, MARKS[result.state if result else ""], _message(result)) for name, result in found]
        return checks + [(name, BY_HAND, "") for name in self.by_hand]

    @property
    def headline(self) -> str:
        """How many checks pass."""
        states = [state for _, state, _ in self.rows if state != BY_HAND]
        return f"{states.count(MARKS['passes'])} of {len(states)} checks pass."

    def __repr__(self) -> str:
        lines = [f"{state:<17} {name}{f': {words}' if words else ''}" for name, state, words in self.rows]
        return "\n".join([self.headline, *lines])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr>{_cell(name)}{_cell(state)}{_cell(words, 'normal')}</tr>" for name, state, words in self.rows
        )
        return f"<p><b>{self.headline}</b></p><table>{rows}</table>"


def _message(result: Result | None) -> str:
    """The message of a check that fails; the others say enough by their mark."""
    words = with_titles(result.words) if result and result.state == "fails" else ""
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rpartition(" ")[0] + " …"


def _cell(text: str, wrap: str = "nowrap") -> str:
    return f'<td style="text-align: left; white-space: {wrap}">{html.escape(text)}</td>'
