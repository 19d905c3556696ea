"""Hand-ins as nbgrader's `submit` leaves them in an exchange, and a course that watches it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.utils import notebook_hash

from autograder.reading.stamps import SECRET
from autograder.reports.results import Graded
from autograder.watching.arrivals import Lookout
from autograder.watching.events import Event
from autograder.watching.ledger import Ledger
from autograder.watching.place import Place
from autograder.watching.returning import Exchange, Folders
from autograder.watching.rounds import Rounds
from tests.small_course import made_report

NOON = "2026-03-02 12:00:00.000000 UTC"


def stamp(minute: int) -> str:
    return f"2026-03-02 12:{minute:02}:00.000000 UTC"


@dataclass
class Course:
    """A course folder and an exchange without nbgrader; `grade` says what a notebook's text is worth.

    `now` is the time of day, which moves as a test says.
    """

    root: Path
    per_hour: int = 0
    check_owner: bool = False
    now: float = 1_000_000.0
    graded: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    crash: Callable[[str], None] = lambda where: None

    def __post_init__(self) -> None:
        for folder in (self.inbound, self.feedback, self.root / "submitted", self.root / ".chainrule"):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def inbound(self) -> Path:
        return self.root / "exchange" / "inbound"

    @property
    def feedback(self) -> Path:
        return self.root / "exchange" / "feedback"

    def submit(self, student: str, text: str, minute: int = 0, secret: str = "") -> Path:
        """Through the exchange."""
        folder = self.inbound / f"{student}+sample+{stamp(minute)}+chance"
        folder.mkdir()
        (folder / "sample.ipynb").write_text(json.dumps({"text": text}))
        (folder / "timestamp.txt").write_text(stamp(minute))
        (folder / SECRET).write_text(secret or f"{student} {minute}")
        return folder

    def put(self, student: str, text: str) -> Path:
        """By hand."""
        path = self.root / "submitted" / student / "sample" / "sample.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"text": text}))
        return path

    def fetched(self, student: str, minute: int = 0) -> str | None:
        """The page that the student finds in the exchange for a hand-in."""
        name = notebook_hash(secret=f"{student} {minute}", notebook_id="sample")
        path = self.feedback / f"{name}.html"
        return path.read_text() if path.is_file() else None

    def rounds(self, ledger: Ledger, settle_s: float = 0.0) -> Rounds:
        ways = (Exchange(self.feedback), Folders(self.root / "feedback"))
        place = Place(self.root, self.root / "feedback", self.inbound, self.check_owner, lambda *_: (), ways)
        lookout = Lookout(settle_s, 60.0)
        return Rounds(
            place, ["sample"], ledger, lookout, self.grade, self.events.append, self.per_hour, lambda: self.now
        )

    def grade(self, assignment: str, students: Sequence[str]) -> list[Graded]:
        return [self._grade(student) for student in students]

    def _grade(self, student: str) -> Graded:
        text = json.loads((self.root / "submitted" / student / "sample" / "sample.ipynb").read_text())["text"]
        self.crash("before grading")
        self.graded.append(f"{student}: {text}")
        if text == "broken":
            return Graded(student, failure="the notebook is <broken>", blame="submission")
        if text == "our fault":
            return Graded(student, failure="a secret path", blame="grader")
        page = self.root / "feedback" / student / "sample" / "sample.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"page for {text}")
        self.crash("after grading")
        return Graded(student, (made_report("sample/leaky", 3),))

    def said(self) -> list[tuple[str, str]]:
        return [(event.student, event.what) for event in self.events]
