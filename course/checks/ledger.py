"""What the checks of this notebook have said last."""

from dataclasses import dataclass
from typing import Literal

State = Literal["passes", "fails", "to write"]


@dataclass(frozen=True, slots=True)
class Result:
    """How a check ended, and its message where it did not pass."""

    state: State
    words: str = ""


_results: dict[str, Result] = {}


def record(title: str, state: State, words: str = "") -> None:
    """Keep how a check ended, in place of what it said before."""
    _results[title] = Result(state, words)


def results() -> dict[str, Result]:
    """The last result of each check by its title, in the order in which they first ran."""
    return dict(_results)
