"""What an instructor should know about this machine and this course before grading, each with its remedy.

from autograder.doctor import examine
for finding in examine(course): print(finding)
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.doctor import box, course, machine, privacy
from autograder.doctor.finding import Finding

__all__ = ["Finding", "examine"]

CHECKS = (*machine.CHECKS, *box.CHECKS, *course.CHECKS, *privacy.CHECKS)


def examine(folder: Path) -> Iterator[Finding]:
    """Every check, in the order in which a person would ask; none of them raises, none changes anything."""
    for check in CHECKS:
        yield from check(folder)
