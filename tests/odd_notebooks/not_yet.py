"""What the grader does not do yet: test -> case -> what it does today.

Each entry specifies something to be built. The test of a case that is listed here must fail: whoever builds the
mechanism has to take the entry away.
"""

from __future__ import annotations

NOT_YET: dict[str, dict[str, str]] = {
    "kernel": {},
    "grade": {},
    "nbgrader": {},
    "try": {},
    "messages": {},
}
