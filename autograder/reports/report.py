"""What grading says, as frozen data. Pages, texts and exports are made from it by the modules beside this one."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

from autograder.errors import GraderError

__all__ = ["Criterion", "Diagnosis", "Picture", "Report", "Status"]

Status = Literal["passed", "failed", "carried", "not_run", "grader_error"]
STATUSES = get_args(Status)


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of numbers to be drawn. `kind`: `counts` is a table of them, `images` grey pixels from 0 (black) to 1.

    Any other kind is a heat map of where a value is wrong, from 0 (right) to 1 (most wrong).
    """

    kind: str
    rows: tuple[tuple[float, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One hidden test: its title, what it is worth, and what happened.

    `carried`: it fails for a mistake of an earlier exercise alone; the course decides whether that costs points.
    """

    name: str
    title: str
    status: Status
    points: float
    max_points: float
    message: str = ""
    picture: Picture | None = None

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise GraderError(f"criterion {self.name}: unknown status {self.status!r}")
        if not (math.isfinite(self.points) and 0 <= self.points <= self.max_points):
            raise GraderError(f"criterion {self.name}: {self.points} points of {self.max_points}")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The misconception that explains the failures, in words for the student."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """One exercise of one submission, graded.

    `exercise` is its key, `number` its place in the assignment, from 1. `seed` repeats the run exactly; `seconds` are a
    processor's; `note` holds what concerns no single criterion, such as a cell that did not run. Of the exercises
    before it in the assignment, by number, `uses` are those that it builds on, `comes_from` those whose mistakes were
    carried into it. `behaviour` is the same for wrong answers that nothing names and that answer alike. `stopped`: what
    is written stops with an error before its functions are there.
    """

    exercise: str
    number: int
    title: str
    criteria: tuple[Criterion, ...]
    diagnosis: Diagnosis | None
    seed: int
    seconds: float
    note: str = ""
    uses: tuple[int, ...] = ()
    comes_from: tuple[int, ...] = ()
    behaviour: str = ""
    stopped: bool = False

    def __post_init__(self) -> None:
        if type(self.number) is not int or self.number < 1:
            raise GraderError(f"{self.exercise}: {self.number!r} is no place in an assignment")

    @property
    def heading(self) -> str:
        """As the notebook says it: `3 · The linear layer`."""
        return f"{self.number} · {self.title}"

    @property
    def score(self) -> float:
        return sum(criterion.points for criterion in self.criteria)

    @property
    def by_itself(self) -> float:
        """The score that it would have with everything right that it builds on."""
        return sum(c.max_points if c.status == "carried" else c.points for c in self.criteria)

    @property
    def max_score(self) -> float:
        return sum(criterion.max_points for criterion in self.criteria)

    @property
    def is_unwritten(self) -> bool:
        """Whether nothing is there that could be right or wrong."""
        return not self.stopped and all(criterion.status == "not_run" for criterion in self.criteria)

    @property
    def graded(self) -> bool:
        """False where the grader failed: no score may be recorded."""
        return all(criterion.status != "grader_error" for criterion in self.criteria)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, `score` and `max_score` first as machines expect them."""
        return {"exercise": self.exercise, "score": self.score, "max_score": self.max_score} | _plain(self)

    def to_json(self) -> str:
        """Plain ASCII, so that it can be written whatever a student's text holds."""
        return json.dumps(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that `to_json` wrote. Raises GraderError when the text is anything else."""
        try:
            return cls.from_plain(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise GraderError(f"not a stored report: {error}") from error

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> Report:
        """The report that `to_dict` made. Raises what values of other kinds raise; `from_json` names it."""
        data = dict(data)
        score, max_score = data.pop("score"), data.pop("max_score")
        criteria = tuple(_criterion(entry) for entry in data.pop("criteria"))
        diagnosis = data.pop("diagnosis")
        data |= {name: tuple(data[name]) for name in ("uses", "comes_from")}
        report = cls(criteria=criteria, diagnosis=Diagnosis(**diagnosis) if diagnosis else None, **data)
        if (report.score, report.max_score) != (score, max_score):
            raise ValueError("the score is not the sum of its criteria")
        return report


def _plain(part: Any) -> Any:
    """The same as dataclasses.asdict without copying each number of a picture."""
    if isinstance(part, tuple):
        return tuple(map(_plain, part))
    if isinstance(part, Picture):
        return {"kind": part.kind, "rows": part.rows, "caption": part.caption}
    if names := FIELDS.get(type(part)):
        return {name: _plain(getattr(part, name)) for name in names}
    return part


FIELDS = {kind: tuple(field.name for field in dataclasses.fields(kind)) for kind in (Criterion, Diagnosis, Report)}


def _criterion(data: dict[str, Any]) -> Criterion:
    picture = data.pop("picture")
    if picture:
        picture = Picture(picture["kind"], tuple(tuple(row) for row in picture["rows"]), picture["caption"])
    return Criterion(picture=picture, **data)
