"""What is graded on Gradescope and what students see of it: a file in the archive, `gradescope.json`."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import GraderError

__all__ = ["SETTINGS", "VISIBILITIES", "Settings", "read_settings"]

SETTINGS = "gradescope.json"
VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")


@dataclass(frozen=True, slots=True)
class Settings:
    """One assignment on Gradescope.

    Args:
        seed: the course's, so that the same questions are asked there and here.
        visibility: when students see the criteria, in Gradescope's words.
        messages: whether what is wrong is said, and which misconception it comes from.
    """

    assignment: str
    seed: int
    visibility: str = "visible"
    messages: bool = True

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self), indent=1) + "\n"


def read_settings(source: Path) -> Settings:
    """Those of the archive that was unpacked there. Raises GraderError."""
    try:
        settings = Settings(**json.loads((source / SETTINGS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise GraderError(f"{SETTINGS} cannot be read: {error}; make the archive again") from error
    if settings.visibility not in VISIBILITIES:
        raise GraderError(f"{SETTINGS}: visibility {settings.visibility!r} is none of {', '.join(VISIBILITIES)}")
    return settings
